// SPDX-License-Identifier: Apache-2.0
#include "vault/indexer.h"

#include <algorithm>

#include "vault/vault_fixture.h"

namespace daicho::vault {
namespace {

using base::Personal;

class IndexerTest : public testing::Test {
 protected:
  KeyedStore made;
  Indexer indexer{made.keys.index_key()};
  const base::SubjectId subject = base::SubjectId::random(made.randomness);

  bool finds(FoundAs kind, const char* stored, const char* asked) const {
    const auto entries =
        indexer.entries(kind, Personal<std::string>(std::string(stored)), index_target(subject));
    const auto digests = indexer.look_up(kind, Personal<std::string>(std::string(asked)));
    return std::any_of(digests.begin(), digests.end(), [&](const base::KeyedDigest& digest) {
      return std::any_of(entries.begin(), entries.end(),
                         [&](const store::IndexEntry& entry) { return entry.digest == digest; });
    });
  }
};

TEST_F(IndexerTest, finds_what_is_the_same_in_another_writing) {
  struct Case {
    FoundAs kind;
    const char* stored;
    const char* asked;
  };
  const Case cases[] = {
      {FoundAs::name, "髙橋 花子", "高橋花子"},
      {FoundAs::name, "高橋 花子", "髙橋"},
      {FoundAs::name, "たかはし はなこ", "タカハシ"},
      {FoundAs::name, "タカハシ ハナコ", "ﾀｶﾊｼ ﾊﾅｺ"},
      {FoundAs::name, "おおの しんいち", "Ohno"},
      {FoundAs::phone, "0999-00-1234", "+81 999 00 1234"},
      {FoundAs::phone, "０９０－００００－１２３４", "09000001234"},
      {FoundAs::email, "Hanako@Example.JP", "hanako@example.jp"},
      {FoundAs::postal_code, "〒100-0000", "１０００００0"},
      {FoundAs::address, "東京都架空区霞ヶ丘一丁目2番3号", "東京都架空区霞ケ丘1-2-3"},
      {FoundAs::birth_date, "平成2年1月5日", "1990-01-05"},
      {FoundAs::alias, "crm:1", "crm:1"},
  };
  for (const Case& c : cases) EXPECT_TRUE(finds(c.kind, c.stored, c.asked)) << c.stored << " / " << c.asked;
}

TEST_F(IndexerTest, does_not_find_another) {
  struct Case {
    FoundAs kind;
    const char* stored;
    const char* asked;
  };
  const Case cases[] = {
      {FoundAs::name, "高橋 花子", "高梨"},
      {FoundAs::name, "キヨウコ", "キョウコ"},
      {FoundAs::phone, "0999-00-1234", "0999-00-1235"},
      {FoundAs::email, "hanako@example.jp", "hanako@example.com"},
      {FoundAs::birth_date, "1990-01-05", "1990-05-01"},
      {FoundAs::alias, "crm:1", "CRM:1"},
  };
  for (const Case& c : cases) EXPECT_FALSE(finds(c.kind, c.stored, c.asked)) << c.stored << " / " << c.asked;
}

TEST_F(IndexerTest, an_index_of_one_kind_is_not_one_of_another) {
  const auto as_text = indexer.look_up(FoundAs::text, Personal<std::string>(std::string("1000000")));
  const auto as_code = indexer.look_up(FoundAs::postal_code, Personal<std::string>(std::string("1000000")));
  EXPECT_NE(as_text, as_code);
}

TEST_F(IndexerTest, leads_back_to_the_person) {
  const base::RecordId record = base::RecordId::random(made.randomness);
  EXPECT_EQ(read_index_target(index_target(subject)), subject);
  EXPECT_EQ(read_index_target(index_target(subject, record)), subject);
  EXPECT_FALSE(read_index_target("short"));
}

}  // namespace
}  // namespace daicho::vault
