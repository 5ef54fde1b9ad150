// SPDX-License-Identifier: Apache-2.0
#include "ledger/entry.h"
#include "tests/fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace daicho;
  const std::string_view input = fuzz::view(bytes, size);
  if (const auto entry = ledger::decode(input)) {
    const auto again = ledger::encode(*entry);
    fuzz::must(again.has_value() && *again == input);
  }
  return 0;
}
