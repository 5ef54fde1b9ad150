// SPDX-License-Identifier: Apache-2.0
#include "base/id.h"

#include <gtest/gtest.h>

#include <unordered_set>

#include "base/term.h"

namespace daicho::base {
namespace {

class Counting : public Randomness {
 public:
  std::string bytes(std::size_t size) override { return std::string(size, static_cast<char>(++count_)); }

 private:
  int count_ = 0;
};

TEST(Id, reads_back_its_text) {
  Counting randomness;
  const SubjectId id = SubjectId::random(randomness);
  EXPECT_EQ(id.text().size(), 30u);
  EXPECT_EQ(id.text().substr(0, 4), "sub_");
  EXPECT_EQ(SubjectId::parse(id.text()), id);
}

TEST(Id, refuses_another_kind_and_broken_texts) {
  Counting randomness;
  const std::string text = SubjectId::random(randomness).text();
  EXPECT_FALSE(RecordId::parse(text));
  EXPECT_FALSE(SubjectId::parse(text + "0"));
  EXPECT_FALSE(SubjectId::parse(text.substr(0, 29)));
  EXPECT_FALSE(SubjectId::parse("sub_" + std::string(26, 'u')));
  EXPECT_FALSE(SubjectId::from_bytes("short"));
}

TEST(Id, stands_in_hashed_sets) {
  Counting randomness;
  std::unordered_set<SubjectId> ids{SubjectId::random(randomness), SubjectId::random(randomness)};
  EXPECT_EQ(ids.size(), 2u);
}

TEST(Term, takes_declared_names_and_refuses_what_a_person_might_have) {
  for (const char* good : {"name", "b-101", "web_access", "a", "appi.17"})
    EXPECT_TRUE(Term::declared(good)) << good;
  for (const char* bad : {"", "高橋", "09012345678", "a@b.example", "Name", "with space", "-x", "_x"}) {
    EXPECT_FALSE(Term::declared(bad)) << bad;
  }
  EXPECT_FALSE(Term::declared(std::string(65, 'a')));
}

}  // namespace
}  // namespace daicho::base
