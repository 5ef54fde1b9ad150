// SPDX-License-Identifier: Apache-2.0
// The ledgers of the buckets, and the index across them.
#include <gtest/gtest.h>

#include "store/contract.h"

namespace daicho::store {
namespace {

std::string frontier_of(const std::vector<std::string>& entries) {
  const std::vector<std::string_view> views(entries.begin(), entries.end());
  return entries.empty() ? "" : ToyHasher().append("", 0, views);
}

TEST_P(StoreContract, an_empty_ledger_has_no_entries_and_an_empty_frontier) {
  EXPECT_EQ(store().ledger_head(bucket)->size, 0u);
  EXPECT_EQ(store().ledger_head(bucket)->frontier, "");
  EXPECT_TRUE(ledger(bucket).empty());
}

TEST_P(StoreContract, entries_are_numbered_from_0_without_gap_in_the_order_given) {
  EXPECT_EQ(commit(append_entries(bucket, {"a", "b"})).first_sequence, 0u);
  EXPECT_EQ(commit(append_entries(bucket, {})).first_sequence, 2u);
  EXPECT_EQ(commit(append_entries(bucket, {"c"})).first_sequence, 2u);
  EXPECT_EQ(commit(append_entries(bucket, {"", "e"})).first_sequence, 3u);
  EXPECT_EQ(ledger(bucket), (std::vector<std::string>{"a", "b", "c", "", "e"}));
}

TEST_P(StoreContract, the_head_has_the_size_and_the_frontier_of_all_entries) {
  std::vector<std::string> all;
  for (int i = 0; i < 10; ++i) {
    std::vector<std::string> some(static_cast<std::size_t>(i % 3), "entry " + std::to_string(i));
    all.insert(all.end(), some.begin(), some.end());
    commit(append_entries(bucket, some));
    const auto head = store().ledger_head(bucket);
    ASSERT_TRUE(head);
    EXPECT_EQ(head->size, all.size());
    EXPECT_EQ(head->frontier, frontier_of(all));
  }
}

TEST_P(StoreContract, each_bucket_has_its_own_ledger) {
  commit(append_entries(Bucket{0}, {"zero"}));
  commit(append_entries(Bucket{1}, {"one", "one more"}));
  commit(append_entries(store().office(), {"office"}));
  EXPECT_EQ(ledger(Bucket{0}), std::vector<std::string>{"zero"});
  EXPECT_EQ(ledger(Bucket{1}), (std::vector<std::string>{"one", "one more"}));
  EXPECT_EQ(ledger(store().office()), std::vector<std::string>{"office"});
  EXPECT_TRUE(ledger(Bucket{2}).empty());
  EXPECT_EQ(store().ledger_head(store().office())->frontier, frontier_of({"office"}));
}

TEST_P(StoreContract, a_ledger_is_read_from_anywhere_up_to_a_limit) {
  std::vector<std::string> entries;
  for (int i = 0; i < 300; ++i) entries.push_back(std::to_string(i));
  commit(append_entries(bucket, entries));
  EXPECT_EQ(ledger(bucket, 298), (std::vector<std::string>{"298", "299"}));
  EXPECT_EQ(ledger(bucket, 255, 3), (std::vector<std::string>{"255", "256", "257"}));
  EXPECT_TRUE(ledger(bucket, 300).empty());
  EXPECT_TRUE(ledger(bucket, 1'000'000).empty());
  EXPECT_TRUE(ledger(bucket, 0, 0).empty());
}

Commit index_put(Bucket bucket, IndexKind kind, std::uint8_t number, std::string target) {
  Commit commit = in_bucket(bucket);
  commit.index_puts.push_back({kind, digest(number), std::move(target)});
  return commit;
}

Commit index_delete(Bucket bucket, IndexKind kind, std::uint8_t number, std::string target) {
  Commit commit = in_bucket(bucket);
  commit.index_deletes.push_back({kind, digest(number), std::move(target)});
  return commit;
}

constexpr IndexKind mail{1};
constexpr IndexKind phone{0x0102};

TEST_P(StoreContract, find_answers_the_targets_of_a_digest_across_buckets) {
  commit(index_put(Bucket{2}, mail, 1, "b"));
  commit(index_put(Bucket{2}, mail, 1, "a"));
  commit(index_put(Bucket{0}, mail, 1, "z"));
  commit(index_put(store().office(), mail, 1, ""));
  commit(index_put(Bucket{1}, mail, 2, "another digest"));
  commit(index_put(Bucket{1}, phone, 1, "another kind"));
  EXPECT_EQ(targets(mail, digest(1)), (std::vector<std::string>{"0:z", "2:a", "2:b", "8:"}));
  EXPECT_EQ(targets(mail, digest(1), 2), (std::vector<std::string>{"0:z", "2:a"}));
  EXPECT_EQ(targets(phone, digest(1)), std::vector<std::string>{"1:another kind"});
  EXPECT_TRUE(targets(mail, digest(3)).empty());
  EXPECT_TRUE(targets(IndexKind{2}, digest(1)).empty());
  EXPECT_TRUE(targets(mail, digest(1), 0).empty());
}

TEST_P(StoreContract, the_highest_and_the_lowest_digests_are_found) {
  commit(index_put(bucket, mail, 0x00, "lowest"));
  commit(index_put(bucket, mail, 0xff, "highest"));
  commit(index_put(bucket, IndexKind{0xffff}, 0xff, "highest kind"));
  EXPECT_EQ(targets(mail, digest(0x00)), std::vector<std::string>{"3:lowest"});
  EXPECT_EQ(targets(mail, digest(0xff)), std::vector<std::string>{"3:highest"});
  EXPECT_EQ(targets(IndexKind{0xffff}, digest(0xff)), std::vector<std::string>{"3:highest kind"});
}

TEST_P(StoreContract, an_index_entry_is_there_until_its_bucket_deletes_it) {
  commit(index_put(Bucket{1}, mail, 1, "t"));
  commit(index_put(Bucket{2}, mail, 1, "t"));
  commit(index_put(Bucket{2}, mail, 1, "t"));
  commit(index_delete(Bucket{3}, mail, 1, "t"));
  commit(index_delete(Bucket{1}, mail, 1, "t2"));
  EXPECT_EQ(targets(mail, digest(1)), (std::vector<std::string>{"1:t", "2:t"}));
  commit(index_delete(Bucket{2}, mail, 1, "t"));
  EXPECT_EQ(targets(mail, digest(1)), std::vector<std::string>{"1:t"});
}

TEST_P(StoreContract, an_index_entry_both_deleted_and_put_stays) {
  commit(index_put(bucket, mail, 1, "t"));
  Commit both = index_delete(bucket, mail, 1, "t");
  both.index_puts.push_back({mail, digest(1), "t"});
  commit(std::move(both));
  EXPECT_EQ(targets(mail, digest(1)), std::vector<std::string>{"3:t"});
}

}  // namespace
}  // namespace daicho::store
