// SPDX-License-Identifier: Apache-2.0
#include "crypto/mac.h"

#include <gtest/gtest.h>

#include "crypto/vector_file.h"

namespace daicho::crypto {
namespace {

TEST(Mac, gives_the_digests_of_rfc_4231) {
  for (const auto& row : testing::read_vectors("crypto/hmac-sha256.tsv")) {
    const auto key = SecretBytes::copy_of(row.bytes("key"));
    EXPECT_EQ(base::to_hex(hmac_sha256(key, row.bytes("message")).view()), row.text("digest"));
  }
}

TEST(Mac, of_a_ready_key_is_that_of_the_key_time_and_again) {
  const Secret key = *Secret::copy_of(std::string(32, 'k'));
  const MacKey ready(key);
  for (const char* text : {"", "a", "090-0000-0000", "a"}) {
    EXPECT_EQ(ready.digest(text), hmac_sha256(key, text));
    EXPECT_EQ(ready.digest(text), hmac_sha256(SecretBytes::copy_of(key.expose()), text));
  }
}

TEST(Mac, differs_under_another_key) {
  EXPECT_NE(hmac_sha256(*Secret::copy_of(std::string(32, 'k')), "a"),
            hmac_sha256(*Secret::copy_of(std::string(32, 'l')), "a"));
}

TEST(Hkdf, derives_the_keys_of_rfc_5869) {
  for (const auto& row : testing::read_vectors("crypto/hkdf-sha256.tsv")) {
    const std::string info = row.bytes("info"), salt = row.bytes("salt");
    const auto derived =
        hkdf(SecretBytes::copy_of(row.bytes("key")), {.info = info, .salt = salt}, row.number("size"));
    EXPECT_EQ(base::to_hex(derived.expose()), row.text("derived"));
  }
}

TEST(Hkdf, of_a_secret_is_the_first_32_bytes) {
  const Secret key = *Secret::copy_of(std::string(32, 'k'));
  EXPECT_EQ(hkdf(key, {.info = "index"}).expose(),
            hkdf(SecretBytes::copy_of(key.expose()), {.info = "index"}, 64).expose().substr(0, 32));
  EXPECT_NE(hkdf(key, {.info = "index"}).expose(), hkdf(key, {.info = "file"}).expose());
}

}  // namespace
}  // namespace daicho::crypto
