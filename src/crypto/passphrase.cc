// SPDX-License-Identifier: Apache-2.0
#include "crypto/passphrase.h"

#include <argon2.h>

namespace daicho::crypto {
namespace {

constexpr std::uint32_t memory_kibibytes_max = 4 * 1024 * 1024;
constexpr std::uint32_t passes_max = 1000;
constexpr std::uint32_t lanes_max = 64;
constexpr std::size_t salt_size_min = 8, salt_size_max = 64;
constexpr std::size_t input_size_max = 1 << 20;

bool is_sound(const Argon2idInput& input) {
  const PassphraseCost& cost = input.cost;
  return cost.passes >= 1 && cost.passes <= passes_max && cost.lanes >= 1 && cost.lanes <= lanes_max &&
         cost.memory_kibibytes >= 8 * cost.lanes && cost.memory_kibibytes <= memory_kibibytes_max &&
         input.salt.size() >= salt_size_min && input.salt.size() <= salt_size_max &&
         input.passphrase.size() <= input_size_max && input.secret.size() <= input_size_max &&
         input.associated_data.size() <= input_size_max;
}

// libargon2 takes its inputs as not const, and leaves them alone as long as no FLAG_CLEAR is given.
std::uint8_t* unchanged(std::string_view bytes) {
  return const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(bytes.data()));
}

}  // namespace

base::Result<Secret> argon2id(const Argon2idInput& input) {
  if (!is_sound(input)) {
    return base::fail(
        base::ErrorCode::invalid_value,
        "the cost or salt of this passphrase is out of range; use the values that `daicho init` wrote");
  }
  std::string out(Secret::size, '\0');
  argon2_context context = {};
  context.out = reinterpret_cast<std::uint8_t*>(out.data());
  context.outlen = Secret::size;
  context.pwd = unchanged(input.passphrase);
  context.pwdlen = static_cast<std::uint32_t>(input.passphrase.size());
  context.salt = unchanged(input.salt);
  context.saltlen = static_cast<std::uint32_t>(input.salt.size());
  context.secret = unchanged(input.secret);
  context.secretlen = static_cast<std::uint32_t>(input.secret.size());
  context.ad = unchanged(input.associated_data);
  context.adlen = static_cast<std::uint32_t>(input.associated_data.size());
  context.t_cost = input.cost.passes;
  context.m_cost = input.cost.memory_kibibytes;
  context.lanes = input.cost.lanes;
  context.threads = input.cost.lanes;
  context.version = ARGON2_VERSION_13;
  context.flags = ARGON2_DEFAULT_FLAGS;
  const int outcome = argon2_ctx(&context, Argon2_id);
  if (outcome != ARGON2_OK) {
    return base::fail(base::ErrorCode::unavailable,
                      "the passphrase could not be made into a key; free memory and try again");
  }
  return std::move(*Secret::take(std::move(out)));
}

base::Result<Secret> key_from_passphrase(const SecretBytes& passphrase, Salt salt,
                                         const PassphraseCost& cost) {
  return argon2id({.passphrase = passphrase.expose(), .salt = salt.bytes, .cost = cost});
}

}  // namespace daicho::crypto
