// SPDX-License-Identifier: Apache-2.0
#include "crypto/passphrase.h"

#include <gtest/gtest.h>

#include "crypto/vector_file.h"

namespace daicho::crypto {
namespace {

constexpr PassphraseCost cheap{.passes = 1, .memory_kibibytes = 64, .lanes = 1};
const Salt salt("sixteen bytes !!");

std::string key_of(std::string_view passphrase, Salt s, const PassphraseCost& cost) {
  return std::string(key_from_passphrase(SecretBytes::copy_of(passphrase), s, cost).value().expose());
}

TEST(Passphrase, gives_the_key_of_rfc_9106) {
  for (const auto& row : testing::read_vectors("crypto/argon2id.tsv")) {
    const std::string passphrase = row.bytes("passphrase"), salt_bytes = row.bytes("salt");
    const std::string secret = row.bytes("secret"), associated_data = row.bytes("associated_data");
    const auto number = [&](const char* column) { return static_cast<std::uint32_t>(row.number(column)); };
    const auto key = argon2id({.passphrase = passphrase,
                               .salt = salt_bytes,
                               .secret = secret,
                               .associated_data = associated_data,
                               .cost = {number("passes"), number("memory_kibibytes"), number("lanes")}});
    EXPECT_EQ(base::to_hex(key->expose()), row.text("key"));
  }
}

TEST(Passphrase, salt_and_cost_each_make_another_key) {
  const std::string key = key_of("correct horse", salt, cheap);
  EXPECT_EQ(key_of("correct horse", salt, cheap), key);
  EXPECT_NE(key_of("correct house", salt, cheap), key);
  EXPECT_NE(key_of("correct horse", Salt("another 16 bytes"), cheap), key);
  EXPECT_NE(key_of("correct horse", salt, {.passes = 2, .memory_kibibytes = 64, .lanes = 1}), key);
}

TEST(Passphrase, refuses_cost_and_salt_out_of_range) {
  const PassphraseCost costs[] = {
      {.passes = 0, .memory_kibibytes = 64, .lanes = 1},
      {.passes = 1, .memory_kibibytes = 7, .lanes = 1},
      {.passes = 1, .memory_kibibytes = 64, .lanes = 0},
      {.passes = 1, .memory_kibibytes = 64, .lanes = 9},
      {.passes = 1001, .memory_kibibytes = 64, .lanes = 1},
      {.passes = 1, .memory_kibibytes = 5u << 20, .lanes = 1},
  };
  const auto passphrase = SecretBytes::copy_of("correct horse");
  for (const auto& cost : costs) {
    EXPECT_EQ(key_from_passphrase(passphrase, salt, cost).error().code(), base::ErrorCode::invalid_value);
  }
  EXPECT_FALSE(key_from_passphrase(passphrase, Salt("seven b"), cheap).has_value());
}

}  // namespace
}  // namespace daicho::crypto
