// SPDX-License-Identifier: Apache-2.0
#include "crypto/sign.h"

#include <gtest/gtest.h>

#include "crypto/vector_file.h"

namespace daicho::crypto {
namespace {

TEST(Sign, gives_the_signatures_of_rfc_8032) {
  for (const auto& row : testing::read_vectors("crypto/ed25519.tsv")) {
    const SigningKey key(*Secret::copy_of(row.bytes("seed")));
    EXPECT_EQ(base::to_hex(key.verify_key().view()), row.text("public_key"));
    const Signature signature = key.sign(row.bytes("message"));
    EXPECT_EQ(base::to_hex(signature.view()), row.text("signature"));
    EXPECT_TRUE(VerifyKey::from_bytes(row.bytes("public_key"))->verify(row.bytes("message"), signature));
  }
}

TEST(Sign, refuses_another_message_key_or_signature) {
  const SigningKey key(*Secret::copy_of(std::string(32, 'a'))), other(*Secret::copy_of(std::string(32, 'b')));
  const Signature signature = key.sign("message");
  EXPECT_TRUE(key.verify_key().verify("message", signature));
  EXPECT_FALSE(key.verify_key().verify("massage", signature));
  EXPECT_FALSE(other.verify_key().verify("message", signature));
  for (std::size_t i = 0; i < Signature::size; ++i) {
    Signature flipped = signature;
    flipped.bytes[i] ^= 1;
    EXPECT_FALSE(key.verify_key().verify("message", flipped)) << i;
  }
}

TEST(Sign, reads_keys_and_signatures_of_the_right_length_only) {
  EXPECT_FALSE(VerifyKey::from_bytes(std::string(31, 'a')).has_value());
  EXPECT_FALSE(VerifyKey::from_bytes(std::string(33, 'a')).has_value());
  EXPECT_FALSE(Signature::from_bytes(std::string(63, 'a')).has_value());
  EXPECT_TRUE(Signature::from_bytes(std::string(64, 'a')).has_value());
}

TEST(Sign, by_a_key_that_is_no_point_of_the_curve_verifies_nothing) {
  const Signature signature = SigningKey(*Secret::copy_of(std::string(32, 'a'))).sign("message");
  EXPECT_FALSE(VerifyKey::from_bytes(std::string(32, '\xff'))->verify("message", signature));
}

}  // namespace
}  // namespace daicho::crypto
