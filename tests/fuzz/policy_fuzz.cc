// SPDX-License-Identifier: Apache-2.0
#include "crypto/hash.h"
#include "policy/compile.h"
#include "service/law_in_force.h"
#include "tests/fuzz/fuzz_target.h"

// Any bytes may be given as a policy: either there is a policy and no error, or an error and no policy.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace daicho;
  static const auto law = service::LawInForce::carried(*base::LocalDate::of(2026, 11, 21));
  const std::string_view input = fuzz::view(bytes, size);
  const auto compiled = policy::compile(input, crypto::public_digest(input), law->terms());
  fuzz::must(compiled.policy.has_value() != policy::has_errors(compiled.findings));
  return 0;
}
