// SPDX-License-Identifier: Apache-2.0
#include "base/encoding.h"
#include "http/target.h"
#include "tests/fuzz/fuzz_target.h"

// Addresses: what is decoded is UTF-8, begins with a slash and has no way up.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace daicho;
  const std::string_view input = fuzz::view(bytes, size);
  if (const auto target = http::decode_target("GET", input)) {
    fuzz::must(base::is_utf8(target->path) && target->path.starts_with('/'));
    fuzz::must((target->path + "/").find("/../") == std::string::npos);
  }
  static_cast<void>(http::query_fields(input));
  return 0;
}
