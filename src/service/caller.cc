// SPDX-License-Identifier: Apache-2.0
#include "service/caller.h"

#include "base/encoding.h"

namespace daicho::service {
namespace {

constexpr std::size_t api_key_bytes = 32;
constexpr std::size_t api_key_text_max = 256;

}  // namespace

std::string new_api_key(base::Randomness& randomness) {
  return "dk_" + base::to_base32(randomness.bytes(api_key_bytes));
}

base::KeyedDigest api_key_digest(const vault::KeyBook& keys, std::string_view api_key) {
  return keys.request_key().digest(std::string("daicho api key ").append(api_key));
}

base::Result<Caller> authenticate(const Office& office, const vault::KeyBook& keys,
                                  std::string_view api_key) {
  // The key is looked up by its keyed digest, which nobody outside can steer: the time tells nothing of it.
  const Caller* caller = api_key.empty() || api_key.size() > api_key_text_max
                             ? nullptr
                             : office.caller_with(api_key_digest(keys, api_key));
  if (caller == nullptr || caller->revoked) {
    return base::fail(base::ErrorCode::unauthenticated,
                      "send a valid API key as `Authorization: Bearer dk_…`");
  }
  return *caller;
}

policy::CallerFacts caller_facts(const Caller& caller, const policy::Policy& policy) {
  policy::CallerFacts facts{
      .operations = caller.operations, .purposes = {}, .all_purposes = caller.all_purposes};
  for (const base::Term& purpose : caller.purposes) {
    if (const auto place = policy.purposes().find(purpose.text())) facts.purposes.set(*place);
  }
  return facts;
}

}  // namespace daicho::service
