// SPDX-License-Identifier: Apache-2.0
#include "crypto/seal.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

#include "crypto/gcm.h"
#include "crypto/randomness.h"
#include "crypto/vector_file.h"

namespace daicho::crypto {
namespace {

Secret key_of(char c) {
  return *Secret::copy_of(std::string(32, c));
}

TEST(Gcm, gives_the_answers_of_the_submission_to_nist) {
  for (const auto& row : testing::read_vectors("crypto/aes-256-gcm.tsv")) {
    const Gcm gcm(*Secret::copy_of(row.bytes("key")));
    const std::string associated_data = row.bytes("associated_data");
    std::string sealed;
    gcm.seal(sealed, row.bytes("nonce"), row.bytes("plaintext"), {associated_data});
    EXPECT_EQ(base::to_hex(sealed), row.text("ciphertext") + row.text("tag"));
    std::string plaintext(sealed.size() - Gcm::tag_size, '\0');
    EXPECT_TRUE(gcm.open(plaintext.data(), row.bytes("nonce"), sealed, {associated_data}));
    EXPECT_EQ(base::to_hex(plaintext), row.text("plaintext"));
  }
}

TEST(Gcm, leaves_no_plaintext_when_the_tag_is_wrong) {
  const Gcm gcm(key_of('k'));
  const std::string nonce(12, 'n');
  std::string sealed;
  gcm.seal(sealed, nonce, "secret words", {});
  sealed.back() = static_cast<char>(sealed.back() ^ 1);
  std::string plaintext(12, 'x');
  EXPECT_FALSE(gcm.open(plaintext.data(), nonce, sealed, {}));
  EXPECT_EQ(plaintext, std::string(12, '\0'));
}

TEST(Seal, writes_the_bytes_of_the_specification) {
  for (const auto& row : testing::read_vectors("crypto/sealed.tsv")) {
    testing::FixedRandomness randomness(row.bytes("nonce"));
    const Secret key = *Secret::copy_of(row.bytes("key"));
    const std::string plaintext = row.bytes("plaintext"), belongs_to = row.bytes("belongs_to");
    const std::string sealed = seal(key, plaintext, AssociatedData(belongs_to), randomness);
    EXPECT_EQ(base::to_hex(sealed), row.text("sealed"));
    EXPECT_EQ(sealed.size(), plaintext.size() + AeadKey::overhead_bytes);
    EXPECT_EQ(open(key, sealed, AssociatedData(belongs_to)).value(), plaintext);
  }
}

TEST(Seal, refuses_any_flipped_bit) {
  SystemRandomness randomness;
  const AeadKey key(key_of('k'));
  const std::string sealed = key.seal("見本 花子", AssociatedData("profile"), randomness);
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    std::string flipped = sealed;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    const auto opened = key.open(flipped, AssociatedData("profile"));
    ASSERT_FALSE(opened.has_value()) << bit;
    ASSERT_EQ(opened.error().code(), base::ErrorCode::corrupt);
  }
  EXPECT_TRUE(key.open(sealed, AssociatedData("profile")).has_value());
}

TEST(Seal, refuses_every_cut) {
  SystemRandomness randomness;
  const AeadKey key(key_of('k'));
  const std::string sealed = key.seal("abc", AssociatedData("a"), randomness);
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_FALSE(key.open(sealed.substr(0, size), AssociatedData("a")).has_value()) << size;
  }
  EXPECT_FALSE(key.open(sealed + '\0', AssociatedData("a")).has_value());
}

TEST(Seal, does_not_open_elsewhere_or_under_another_key) {
  SystemRandomness randomness;
  const std::string sealed = seal(key_of('k'), "abc", AssociatedData("record 1"), randomness);
  EXPECT_FALSE(open(key_of('k'), sealed, AssociatedData("record 2")).has_value());
  EXPECT_FALSE(open(key_of('l'), sealed, AssociatedData("record 1")).has_value());
}

TEST(Seal, never_uses_a_nonce_twice) {
  SystemRandomness randomness;
  const AeadKey key(key_of('k'));
  std::set<std::string> nonces;
  for (int i = 0; i < 1000; ++i) nonces.insert(key.seal("", AssociatedData(""), randomness).substr(1, 12));
  EXPECT_EQ(nonces.size(), 1000u);
}

TEST(Seal, seals_and_opens_in_any_order_on_many_threads) {
  SystemRandomness randomness;
  const AeadKey key(key_of('k'));
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([t, &wrong, &key, &randomness] {
      for (int i = 0; i < 500; ++i) {
        const std::string text = std::to_string(t * 1000 + i);
        const auto opened = key.open(key.seal(text, AssociatedData("a"), randomness), AssociatedData("a"));
        wrong[static_cast<std::size_t>(t)] += !opened || *opened != text;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

TEST(Seal, seals_a_key_that_is_a_secret_again) {
  SystemRandomness randomness;
  const AeadKey root(key_of('r'));
  const std::string sealed = root.seal(key_of('k'), AssociatedData("kek 1"), randomness);
  EXPECT_EQ(root.open_secret(sealed, AssociatedData("kek 1"))->expose(), std::string(32, 'k'));
  EXPECT_FALSE(root.open_secret(sealed, AssociatedData("kek 2")).has_value());
  const std::string no_key = root.seal("short", AssociatedData("kek 1"), randomness);
  EXPECT_EQ(root.open_secret(no_key, AssociatedData("kek 1")).error().code(), base::ErrorCode::corrupt);
}

}  // namespace
}  // namespace daicho::crypto
