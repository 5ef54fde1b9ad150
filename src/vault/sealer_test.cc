// SPDX-License-Identifier: Apache-2.0
#include "vault/sealer.h"

#include "vault/vault_fixture.h"

namespace daicho::vault {
namespace {

using base::Personal;

class SealerTest : public testing::Test {
 protected:
  KeyedStore made;
  Sealer sealer{made.keys, made.randomness};
  const base::SubjectId subject = base::SubjectId::random(made.randomness);
  const base::RecordId record = base::RecordId::random(made.randomness);
  const SealedPlace place{subject, record, 1, "profile", "email"};

  std::string seal(const Sealer::NewKey& key, const char* value) const {
    return sealer.seal(key.key, place, Personal<std::string>(std::string(value)));
  }
};

TEST_F(SealerTest, opens_where_it_sealed) {
  const auto key = sealer.make_key(subject);
  const std::string sealed = seal(key, "hanako@example.jp");
  EXPECT_EQ(sealed.find("hanako"), std::string::npos);
  const auto opened_key = sealer.open_key(subject, key.wrapped);
  ASSERT_TRUE(opened_key.has_value());
  const auto value = sealer.open(*opened_key, place, sealed);
  ASSERT_TRUE(value.has_value());
  // What was sealed is what is opened: the same value seals to bytes that open to the same index digest; the
  // value itself has no door here, so its seal is opened once more under another place instead.
  EXPECT_TRUE(sealer.open(*opened_key, place, sealer.seal(*opened_key, place, *value)).has_value());
}

TEST_F(SealerTest, opens_nowhere_else) {
  const auto key = sealer.make_key(subject);
  const std::string sealed = seal(key, "hanako@example.jp");
  const base::SubjectId other = base::SubjectId::random(made.randomness);
  const base::RecordId other_record = base::RecordId::random(made.randomness);
  const SealedPlace elsewhere[] = {
      {other, record, 1, "profile", "email"},   {subject, other_record, 1, "profile", "email"},
      {subject, record, 2, "profile", "email"}, {subject, record, 1, "inquiry", "email"},
      {subject, record, 1, "profile", "phone"}, {subject, record, 1, "profilee", "mail"},
  };
  for (const SealedPlace& wrong : elsewhere) {
    EXPECT_EQ(sealer.open(key.key, wrong, sealed).error().code(), base::ErrorCode::corrupt);
  }
}

TEST_F(SealerTest, a_key_opens_for_its_person_only) {
  const auto key = sealer.make_key(subject);
  EXPECT_FALSE(sealer.open_key(base::SubjectId::random(made.randomness), key.wrapped).has_value());
}

TEST_F(SealerTest, without_the_key_nothing_opens) {
  const auto key = sealer.make_key(subject);
  const auto another = sealer.make_key(subject);
  EXPECT_FALSE(sealer.open(another.key, place, seal(key, "x")).has_value());
}

TEST_F(SealerTest, equal_values_are_not_equal_when_sealed) {
  const auto key = sealer.make_key(subject);
  EXPECT_NE(seal(key, "same"), seal(key, "same"));
}

}  // namespace
}  // namespace daicho::vault
