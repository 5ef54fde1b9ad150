// SPDX-License-Identifier: Apache-2.0
#include "vault/key_book.h"

#include "vault/vault_fixture.h"

namespace daicho::vault {
namespace {

crypto::SecretBytes passphrase(const char* text) {
  return crypto::SecretBytes::copy_of(text);
}

TEST(KeyBook, opens_with_the_passphrase_it_was_made_with) {
  KeyedStore made;
  const auto opened = KeyBook::open(made.store, passphrase("open sesame"));
  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ(opened->operator_id(), made.keys.operator_id());
  EXPECT_EQ(opened->signing_key().verify_key(), made.keys.signing_key().verify_key());
  EXPECT_EQ(opened->index_key().digest("x"), made.keys.index_key().digest("x"));
}

TEST(KeyBook, tells_a_wrong_passphrase) {
  KeyedStore made;
  EXPECT_EQ(KeyBook::open(made.store, passphrase("open barley")).error().code(),
            base::ErrorCode::wrong_passphrase);
}

TEST(KeyBook, is_made_once) {
  KeyedStore made;
  const auto again = KeyBook::create(made.store, passphrase("other"), test_cost, made.randomness);
  EXPECT_EQ(again.error().code(), base::ErrorCode::file_exists);
  EXPECT_TRUE(KeyBook::open(made.store, passphrase("open sesame")).has_value());
}

TEST(KeyBook, is_not_found_in_a_store_without_keys) {
  store::ToyHasher hasher;
  store::MemoryStore store(4, hasher);
  EXPECT_EQ(KeyBook::open(store, passphrase("open sesame")).error().code(), base::ErrorCode::not_found);
}

TEST(KeyBook, rotation_adds_a_version_and_keeps_the_old_ones) {
  KeyedStore made;
  const base::SubjectId subject = base::SubjectId::random(made.randomness);
  const crypto::Secret key = crypto::Secret::random(made.randomness);
  const std::string wrapped = made.keys.current().wrap(key, subject, made.randomness);
  const auto rotated = KeyBook::rotate(made.store, passphrase("open sesame"), made.randomness,
                                       {.bucket = made.store.office()});
  ASSERT_TRUE(rotated.has_value());
  EXPECT_EQ(rotated->current().version().number, 2u);
  const auto old_version = rotated->version(crypto::wrapped_under(wrapped).value());
  ASSERT_TRUE(old_version.has_value());
  EXPECT_EQ((*old_version)->unwrap(wrapped, subject).value().expose(), key.expose());
  EXPECT_EQ(made.keys.version({2}).error().code(), base::ErrorCode::key_unavailable);
}

TEST(KeyBook, an_old_version_that_is_destroyed_opens_nothing_any_more) {
  KeyedStore made;
  const auto rotated = KeyBook::rotate(made.store, passphrase("open sesame"), made.randomness,
                                       {.bucket = made.store.office()});
  ASSERT_TRUE(rotated->has_old_versions());
  EXPECT_EQ(made.keys.destroy_old_versions(made.store, {.bucket = made.store.office()}).error().code(),
            base::ErrorCode::conflict)
      << "a book that does not know the newest version destroys none";
  ASSERT_TRUE(rotated->destroy_old_versions(made.store, {.bucket = made.store.office()}));
  const auto opened = KeyBook::open(made.store, passphrase("open sesame"));
  EXPECT_FALSE(opened->has_old_versions());
  EXPECT_EQ(opened->current().version().number, 2u);
  EXPECT_EQ(opened->version({1}).error().code(), base::ErrorCode::key_unavailable);
}

TEST(KeyBook, different_keys_do_not_stand_for_each_other) {
  KeyedStore made;
  EXPECT_NE(made.keys.index_key().digest("x"), made.keys.request_key().digest("x"));
}

}  // namespace
}  // namespace daicho::vault
