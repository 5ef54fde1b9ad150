// SPDX-License-Identifier: Apache-2.0
#include "crypto/wrap.h"

#include <gtest/gtest.h>

#include "crypto/randomness.h"
#include "crypto/vector_file.h"

namespace daicho::crypto {
namespace {

Secret key_of(char c) {
  return *Secret::copy_of(std::string(32, c));
}
base::OperatorId operator_of(char c) {
  return *base::OperatorId::from_bytes(std::string(16, c));
}
base::SubjectId subject_of(char c) {
  return *base::SubjectId::from_bytes(std::string(16, c));
}

TEST(Wrap, writes_the_bytes_of_the_specification) {
  for (const auto& row : testing::read_vectors("crypto/wrapped.tsv")) {
    testing::FixedRandomness randomness(row.bytes("nonce"));
    const KeyVersion version{static_cast<std::uint32_t>(row.number("version"))};
    const KeyEncryptionKey key(*Secret::copy_of(row.bytes("key")),
                               *base::OperatorId::from_bytes(row.bytes("operator")), version);
    const auto subject = *base::SubjectId::from_bytes(row.bytes("subject"));
    const std::string wrapped = key.wrap(*Secret::copy_of(row.bytes("subject_key")), subject, randomness);
    EXPECT_EQ(base::to_hex(wrapped), row.text("wrapped"));
    EXPECT_EQ(wrapped_under(wrapped).value(), version);
    EXPECT_EQ(base::to_hex(key.unwrap(wrapped, subject)->expose()), row.text("subject_key"));
  }
}

TEST(Wrap, refuses_another_person_operator_or_key) {
  SystemRandomness randomness;
  const KeyEncryptionKey key(key_of('k'), operator_of('o'), {1});
  const std::string wrapped = key.wrap(key_of('s'), subject_of('a'), randomness);
  EXPECT_TRUE(key.unwrap(wrapped, subject_of('a')).has_value());
  EXPECT_EQ(key.unwrap(wrapped, subject_of('b')).error().code(), base::ErrorCode::corrupt);
  const KeyEncryptionKey other_operator(key_of('k'), operator_of('p'), {1});
  EXPECT_EQ(other_operator.unwrap(wrapped, subject_of('a')).error().code(), base::ErrorCode::corrupt);
  const KeyEncryptionKey other_key(key_of('l'), operator_of('o'), {1});
  EXPECT_EQ(other_key.unwrap(wrapped, subject_of('a')).error().code(), base::ErrorCode::corrupt);
}

TEST(Wrap, says_which_version_is_needed) {
  SystemRandomness randomness;
  const KeyEncryptionKey one(key_of('k'), operator_of('o'), {1}), two(key_of('k'), operator_of('o'), {2});
  std::string wrapped = one.wrap(key_of('s'), subject_of('a'), randomness);
  EXPECT_EQ(two.unwrap(wrapped, subject_of('a')).error().code(), base::ErrorCode::key_unavailable);
  wrapped[4] = 2;  // the version is bound too
  EXPECT_EQ(two.unwrap(wrapped, subject_of('a')).error().code(), base::ErrorCode::corrupt);
}

TEST(Wrap, refuses_what_is_not_wrapped) {
  for (const std::string& bytes :
       {std::string(), std::string(65, '\0'), std::string(64, '\x03'), std::string(66, '\x03')}) {
    EXPECT_EQ(wrapped_under(bytes).error().code(), base::ErrorCode::corrupt);
  }
}

}  // namespace
}  // namespace daicho::crypto
