// SPDX-License-Identifier: Apache-2.0
#include "crypto/hash.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "crypto/vector_file.h"

namespace daicho::crypto {
namespace {

std::string hex(const Sha256Digest& digest) {
  return base::to_hex(base::PublicDigest{digest}.view());
}

TEST(Hash, gives_the_digests_of_fips_180) {
  for (const auto& row : testing::read_vectors("crypto/sha256.tsv")) {
    EXPECT_EQ(hex(sha256(row.bytes("message"))), row.text("digest"));
    EXPECT_EQ(base::to_hex(public_digest(row.bytes("message")).view()), row.text("digest"));
  }
}

TEST(Hash, of_parts_is_the_hash_of_the_whole) {
  EXPECT_EQ(sha256({"a", "", "bc"}), sha256("abc"));
  EXPECT_EQ(sha256({}), sha256(""));
}

TEST(Hash, piece_by_piece_is_the_hash_of_the_whole_and_starts_anew) {
  Sha256 hash;
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 1000; ++i) hash.update(std::string(1000, 'a'));
    // FIPS 180: a million times "a".
    EXPECT_EQ(hex(hash.finish()), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  }
}

TEST(Hash, is_right_on_many_threads_at_once) {
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([t, &wrong] {
      const std::string text(100 + static_cast<std::size_t>(t), 'x');
      const Sha256Digest expected = sha256(text);
      for (int i = 0; i < 1000; ++i) wrong[static_cast<std::size_t>(t)] += sha256(text) != expected;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

}  // namespace
}  // namespace daicho::crypto
