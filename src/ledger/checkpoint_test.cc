// SPDX-License-Identifier: Apache-2.0
#include "ledger/checkpoint.h"

#include <gtest/gtest.h>

#include "ledger/register_checkpoint.h"
#include "ledger/test_ledger.h"

namespace daicho::ledger {
namespace {

using testing::key_of;
using testing::text_vector;

const KeyName ledger = *KeyName::parse("ledger.example");
const TreeHead head{5, leaf_hash("root")};

std::string seed_of_the_vectors() {
  std::string seed;
  for (char c = 0; c < 32; ++c) seed.push_back(c);
  return seed;
}

Verifier verifier_of_the_vectors() {
  const std::string line = text_vector("verifier.txt");
  return Verifier::parse(line.substr(0, line.size() - 1)).value();
}

TEST(Checkpoint, has_the_bytes_of_the_specification) {
  const crypto::SigningKey key(*crypto::Secret::copy_of(seed_of_the_vectors()));
  const Verifier verifier = verifier_of_the_vectors();
  const auto read = open_checkpoint(text_vector("checkpoint.txt"), verifier, LogNumber{1}).value();
  EXPECT_EQ(read.size, 5u);
  EXPECT_EQ(sign_checkpoint(verifier.name, LogNumber{1}, read, key), text_vector("checkpoint.txt"));
  const auto listed = open_register_checkpoint(text_vector("register-checkpoint.txt"), verifier).value();
  EXPECT_EQ(listed.heads, (std::vector<TreeHead>{{0, empty_root()}, read}));
  EXPECT_EQ(sign_register_checkpoint(verifier.name, listed, key), text_vector("register-checkpoint.txt"));
}

TEST(Checkpoint, opens_for_its_own_log_and_key_only) {
  const std::string note = sign_checkpoint(ledger, LogNumber{0x1f}, head, key_of('k'));
  EXPECT_EQ(open_checkpoint(note, {ledger, key_of('k').verify_key()}, LogNumber{0x1f}).value(), head);
  EXPECT_FALSE(open_checkpoint(note, {ledger, key_of('k').verify_key()}, LogNumber{0x1e}).has_value());
  EXPECT_FALSE(open_checkpoint(note, {ledger, key_of('l').verify_key()}, LogNumber{0x1f}).has_value());
}

TEST(Checkpoint, refuses_a_good_signature_over_another_origin) {
  const KeyName log = log_origin(ledger, LogNumber{1});
  const std::string note =
      sign_note(checkpoint_body({log_origin(ledger, LogNumber{2}), head}), log, key_of('k'));
  const auto opened = open_checkpoint(note, {ledger, key_of('k').verify_key()}, LogNumber{1});
  EXPECT_EQ(opened.error().code(), base::ErrorCode::corrupt);
}

TEST(Checkpoint, body_is_read_back_with_extensions) {
  const Checkpoint checkpoint{ledger, head, {"one", "two words"}};
  EXPECT_EQ(parse_checkpoint_body(checkpoint_body(checkpoint)).value(), checkpoint);
}

TEST(Checkpoint, refuses_malformed_bodies) {
  const std::string root = base::to_base64(head.root.view());
  const std::string bodies[] = {"",
                                "o\n5\n",
                                "o\n5\n" + root,
                                "\n5\n" + root + "\n",
                                "o\n05\n" + root + "\n",
                                "o\n-5\n" + root + "\n",
                                "o\n18446744073709551616\n" + root + "\n",
                                "o\n5\n" + root.substr(4) + "\n",
                                "o\n5\n" + root + "\n\n",
                                "o\n5\n" + root + "\nextension"};
  for (const std::string& body : bodies) {
    EXPECT_EQ(parse_checkpoint_body(body).error().code(), base::ErrorCode::corrupt) << body;
  }
}

TEST(Checkpoint, log_numbers_are_four_digits_of_their_origin) {
  for (const auto& [number, text] :
       {std::pair(0u, "0000"), std::pair(0x0a1fu, "0a1f"), std::pair(0xffffu, "ffff")}) {
    EXPECT_EQ(LogNumber{number}.text(), text);
    EXPECT_EQ(log_of_origin(ledger, log_origin(ledger, LogNumber{number})), LogNumber{number});
  }
  for (const char* origin : {"ledger.example", "ledger.example/log/0A1F", "ledger.example/log/xxxx", "abc",
                             "other.example/log/0001", "ledger.example/log/00001"}) {
    EXPECT_EQ(log_of_origin(ledger, *KeyName::parse(origin)), std::nullopt) << origin;
  }
}

TEST(Checkpoint, of_the_longest_ledger_name_opens) {
  const KeyName longest = *KeyName::parse(std::string(KeyName::ledger_length_max, 'a'));
  const std::string note = sign_checkpoint(longest, LogNumber{1}, head, key_of('k'));
  EXPECT_EQ(open_checkpoint(note, {longest, key_of('k').verify_key()}, LogNumber{1}).value(), head);
}

TEST(RegisterCheckpoint, is_read_back) {
  const RegisterCheckpoint checkpoint{base::Instant::from_seconds(1), {head, {0, empty_root()}, head}};
  const std::string note = sign_register_checkpoint(ledger, checkpoint, key_of('k'));
  EXPECT_EQ(open_register_checkpoint(note, {ledger, key_of('k').verify_key()}).value(), checkpoint);
  EXPECT_EQ(open_register_checkpoint(note, {ledger, key_of('l').verify_key()}).error().code(),
            base::ErrorCode::verification_failed);
}

TEST(RegisterCheckpoint, refuses_malformed_bodies) {
  const std::string root = base::to_base64(head.root.view());
  const std::string top = "ledger.example\n1970-01-01T00:00:01Z\n", line = "0000 5 " + root + "\n";
  ASSERT_TRUE(parse_register_checkpoint_body(ledger, top + "1\n" + line).has_value());
  const std::string bodies[] = {"",
                                top,
                                top + "1\n",
                                top + "2\n" + line,
                                top + "1\n" + line + line,
                                top + "0\n" + line,
                                top + "01\n" + line,
                                top + "65537\n" + line,
                                top + "1\n0001 5 " + root + "\n",
                                top + "1\n0000 5\n",
                                top + "1\n0000 5 " + root + " x\n",
                                "other.example\n1970-01-01T00:00:01Z\n1\n" + line,
                                "ledger.example\n1970-01-01T09:00:01+09:00\n1\n" + line,
                                "ledger.example\nyesterday\n1\n" + line};
  for (const std::string& body : bodies) {
    EXPECT_EQ(parse_register_checkpoint_body(ledger, body).error().code(), base::ErrorCode::corrupt) << body;
  }
}

TEST(RegisterCheckpoint, cannot_be_taken_for_the_checkpoint_of_a_log) {
  const RegisterCheckpoint checkpoint{base::Instant::from_seconds(1), {head}};
  EXPECT_FALSE(parse_checkpoint_body(register_checkpoint_body(ledger, checkpoint)).has_value());
}

}  // namespace
}  // namespace daicho::ledger
