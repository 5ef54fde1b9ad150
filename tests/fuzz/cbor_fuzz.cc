// SPDX-License-Identifier: Apache-2.0
#include "base/cbor.h"
#include "tests/fuzz/fuzz_target.h"
#include "vault/record.h"
#include "vault/subject.h"

// What decodes is what encoding gives again: one form for one thing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace daicho;
  const std::string_view input = fuzz::view(bytes, size);
  if (const auto subject = vault::decode_subject(input)) fuzz::must(vault::encode(*subject) == input);
  if (const auto record = vault::decode_record(input)) fuzz::must(vault::encode(*record) == input);
  return 0;
}
