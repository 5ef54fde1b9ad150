// SPDX-License-Identifier: Apache-2.0
// Rows: reading, scanning, deleting, and what a snapshot shows.
#include <gtest/gtest.h>

#include "store/contract.h"

namespace daicho::store {
namespace {

constexpr Bucket other_bucket{4};

TEST_P(StoreContract, a_row_is_read_as_it_was_put) {
  const std::string every_byte = [] {
    std::string bytes;
    for (int byte = 0; byte < 256; ++byte) bytes.push_back(static_cast<char>(byte));
    return bytes;
  }();
  put(bucket, subject_key(every_byte), every_byte);
  put(bucket, subject_key("empty"), "");
  EXPECT_EQ(value(bucket, subject_key(every_byte)), every_byte);
  EXPECT_EQ(value(bucket, subject_key("empty")), "");
  EXPECT_EQ(row(bucket, subject_key("empty"))->key, subject_key("empty"));
}

TEST_P(StoreContract, what_was_not_put_is_nothing) {
  put(bucket, subject_key("ab"), "x");
  EXPECT_FALSE(row(bucket, subject_key("a")));
  EXPECT_FALSE(row(bucket, subject_key("abc")));
}

TEST_P(StoreContract, buckets_and_spaces_do_not_see_each_others_rows) {
  put(bucket, subject_key("a"), "here");
  EXPECT_FALSE(row(bucket, record_key("a")));
  EXPECT_FALSE(row(other_bucket, subject_key("a")));
  EXPECT_TRUE(scan(other_bucket, Space::subject, "").empty());
  EXPECT_TRUE(scan(bucket, Space::record, "").empty());
}

TEST_P(StoreContract, every_space_keeps_rows) {
  for (const Space space :
       {Space::subject, Space::record, Space::keyring, Space::due, Space::attachment, Space::work}) {
    put(bucket, Key{space, "k"}, std::string(public_name(space).text()));
  }
  for (const Space space :
       {Space::subject, Space::record, Space::keyring, Space::due, Space::attachment, Space::work}) {
    EXPECT_EQ(value(bucket, Key{space, "k"}), public_name(space).text());
    EXPECT_EQ(names(scan(bucket, space, "")), "k");
  }
  put(store().office(), Key{Space::office, "k"}, "office");
  EXPECT_EQ(value(store().office(), Key{Space::office, "k"}), "office");
}

TEST_P(StoreContract, multiget_answers_in_the_order_asked) {
  put(bucket, subject_key("a"), "1");
  put(bucket, record_key("b"), "2");
  const auto snapshot = store().snapshot(bucket);
  ASSERT_TRUE(snapshot);
  const auto rows = (*snapshot)->multiget(
      {record_key("b"), subject_key("missing"), subject_key("a"), record_key("b"), record_key("a")});
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 5u);
  EXPECT_EQ((*rows)[0]->value, "2");
  EXPECT_FALSE((*rows)[1]);
  EXPECT_EQ((*rows)[2]->value, "1");
  EXPECT_EQ((*rows)[2]->key, subject_key("a"));
  EXPECT_EQ((*rows)[3]->value, "2");
  EXPECT_FALSE((*rows)[4]);
  EXPECT_TRUE((*snapshot)->multiget({})->empty());
}

TEST_P(StoreContract, a_scan_answers_the_rows_of_a_prefix_in_order) {
  for (const char* name : {"b2", "a", "b", "c", "b1", "b11", "B"}) put(bucket, subject_key(name), "");
  EXPECT_EQ(names(scan(bucket, Space::subject, "")), "B a b b1 b11 b2 c");
  EXPECT_EQ(names(scan(bucket, Space::subject, "b")), "b b1 b11 b2");
  EXPECT_EQ(names(scan(bucket, Space::subject, "b1")), "b1 b11");
  EXPECT_EQ(names(scan(bucket, Space::subject, "bb")), "");
  // after
  EXPECT_EQ(names(scan(bucket, Space::subject, "b", "b1")), "b11 b2");
  EXPECT_EQ(names(scan(bucket, Space::subject, "b", "b10")), "b11 b2");
  EXPECT_EQ(names(scan(bucket, Space::subject, "b", "a")), "b b1 b11 b2");
  EXPECT_EQ(names(scan(bucket, Space::subject, "b", "b2")), "");
  EXPECT_EQ(names(scan(bucket, Space::subject, "b", "zz")), "");
  EXPECT_EQ(names(scan(bucket, Space::subject, "", "b")), "b1 b11 b2 c");
  // limit
  EXPECT_EQ(names(scan(bucket, Space::subject, "b", "", 2)), "b b1");
  EXPECT_EQ(names(scan(bucket, Space::subject, "b", "b1", 1)), "b11");
  EXPECT_EQ(names(scan(bucket, Space::subject, "b", "", 0)), "");
}

TEST_P(StoreContract, a_scan_orders_bytes_without_sign) {
  for (const std::string& name : {std::string("\x7f"), std::string("\x80"), std::string("\xff\xff"),
                                  std::string("\xff"), std::string(1, '\0')}) {
    put(bucket, subject_key(name), "");
  }
  const auto rows = scan(bucket, Space::subject, "");
  ASSERT_EQ(rows.size(), 5u);
  EXPECT_EQ(rows[0].key.bytes, std::string(1, '\0'));
  EXPECT_EQ(rows[1].key.bytes, "\x7f");
  EXPECT_EQ(rows[2].key.bytes, "\x80");
  EXPECT_EQ(rows[3].key.bytes, "\xff");
  EXPECT_EQ(rows[4].key.bytes, "\xff\xff");
  EXPECT_EQ(scan(bucket, Space::subject, "\xff").size(), 2u);
  EXPECT_EQ(scan(bucket, Space::subject, "\xff\xff").size(), 1u);
}

TEST_P(StoreContract, a_scan_by_pages_sees_every_row_once) {
  for (int i = 100; i < 150; ++i) put(bucket, subject_key("p" + std::to_string(i)), std::to_string(i));
  const auto snapshot = store().snapshot(bucket);
  ASSERT_TRUE(snapshot);
  std::string after;
  int next = 100;
  for (;;) {
    const auto page = (*snapshot)->scan(Space::subject, "p", after, 7);
    ASSERT_TRUE(page);
    if (page->empty()) break;
    for (const Row& row : *page) EXPECT_EQ(row.value, std::to_string(next++));
    after = page->back().key.bytes;
  }
  EXPECT_EQ(next, 150);
}

TEST_P(StoreContract, a_snapshot_keeps_the_moment_it_was_taken) {
  put(bucket, subject_key("changed"), "old");
  put(bucket, subject_key("deleted"), "old");
  put(bucket, subject_key("ranged"), "old");
  commit(append_entries(bucket, {"one"}));
  const auto before = store().snapshot(bucket);
  ASSERT_TRUE(before);

  Commit change = put_row(bucket, subject_key("changed"), "new");
  change.puts.push_back({subject_key("added"), "new"});
  change.deletes.push_back(subject_key("deleted"));
  change.delete_ranges.push_back({Space::subject, "rang"});
  change.ledger_entries = {"two"};
  commit(std::move(change));

  EXPECT_EQ((*(*before)->get(subject_key("changed")))->value, "old");
  EXPECT_FALSE(*(*before)->get(subject_key("added")));
  EXPECT_EQ(names(*(*before)->scan(Space::subject, "", "", 10)), "changed deleted ranged");
  EXPECT_EQ((*(*before)->multiget({subject_key("ranged")}))[0]->value, "old");
  EXPECT_EQ((*before)->ledger_head()->size, 1u);
  EXPECT_EQ(names(scan(bucket, Space::subject, "")), "added changed");
  const auto after = store().snapshot(bucket);
  EXPECT_EQ((*after)->ledger_head()->size, 2u);
  EXPECT_NE((*after)->ledger_head()->frontier, (*before)->ledger_head()->frontier);
}

TEST_P(StoreContract, deleting_removes_the_row_and_deleting_nothing_is_no_fault) {
  put(bucket, subject_key("a"), "x");
  erase(bucket, subject_key("a"));
  EXPECT_FALSE(row(bucket, subject_key("a")));
  erase(bucket, subject_key("a"));
  erase(bucket, subject_key("never was"));
}

TEST_P(StoreContract, a_range_delete_removes_the_rows_of_the_prefix_and_no_other) {
  for (const char* name : {"a", "b", "b\x01", "ba", "b\xff", "b\xff\xff", "c"})
    put(bucket, subject_key(name), "");
  put(bucket, record_key("b"), "");
  put(other_bucket, subject_key("b"), "");
  Commit ranged = in_bucket(bucket);
  ranged.delete_ranges.push_back({Space::subject, "b"});
  commit(std::move(ranged));
  EXPECT_EQ(names(scan(bucket, Space::subject, "")), "a c");
  EXPECT_TRUE(row(bucket, record_key("b")));
  EXPECT_TRUE(row(other_bucket, subject_key("b")));
}

TEST_P(StoreContract, a_range_delete_of_the_highest_prefix_and_of_a_whole_space) {
  for (const char* name : {"a", "\xff", "\xff\xff"}) put(bucket, subject_key(name), "");
  Commit highest = in_bucket(bucket);
  highest.delete_ranges.push_back({Space::subject, "\xff"});
  commit(std::move(highest));
  EXPECT_EQ(names(scan(bucket, Space::subject, "")), "a");
  Commit whole = in_bucket(bucket);
  whole.delete_ranges.push_back({Space::subject, ""});
  commit(std::move(whole));
  EXPECT_TRUE(scan(bucket, Space::subject, "").empty());
}

TEST_P(StoreContract, what_one_commit_puts_stays_after_the_ranges_it_deletes) {
  put(bucket, subject_key("p1"), "old");
  put(bucket, subject_key("p2"), "old");
  Commit change = put_row(bucket, subject_key("p1"), "new");
  change.delete_ranges.push_back({Space::subject, "p"});
  commit(std::move(change));
  EXPECT_EQ(names(scan(bucket, Space::subject, "p")), "p1");
  EXPECT_EQ(value(bucket, subject_key("p1")), "new");
}

TEST_P(StoreContract, a_large_range_is_deleted_as_a_small_one) {
  Commit many = in_bucket(bucket);
  for (int i = 0; i < 2000; ++i) many.puts.push_back({record_key("many" + std::to_string(i)), "x"});
  many.puts.push_back({record_key("lone"), "x"});
  commit(std::move(many));
  Commit ranged = in_bucket(bucket);
  ranged.delete_ranges.push_back({Space::record, "many"});
  commit(std::move(ranged));
  EXPECT_EQ(names(scan(bucket, Space::record, "")), "lone");
  put(bucket, record_key("many1"), "again");
  EXPECT_EQ(names(scan(bucket, Space::record, "")), "lone many1");
}

TEST_P(StoreContract, a_purge_leaves_what_is_and_only_that) {
  for (int i = 0; i < 20; ++i) put(bucket, Key{Space::keyring, "k" + std::to_string(i)}, "key");
  put(bucket, subject_key("kept"), "value");
  Commit change = append_entries(bucket, {"entry"});
  change.delete_ranges.push_back({Space::keyring, "k1"});
  change.index_puts.push_back({IndexKind{1}, digest(1), "t"});
  commit(std::move(change));
  ASSERT_TRUE(store().purge_deleted());
  EXPECT_EQ(names(scan(bucket, Space::keyring, "")), "k0 k2 k3 k4 k5 k6 k7 k8 k9");
  EXPECT_EQ(value(bucket, subject_key("kept")), "value");
  EXPECT_EQ(ledger(bucket), std::vector<std::string>{"entry"});
  EXPECT_EQ(targets(IndexKind{1}, digest(1)), std::vector<std::string>{"3:t"});
}

TEST_P(StoreContract, the_bucket_of_a_subject_follows_its_first_four_bytes) {
  ASSERT_EQ(store().bucket_count(), 8u);
  const auto subject = [](std::string first) {
    return *base::SubjectId::from_bytes(first + std::string(12, 'x'));
  };
  EXPECT_EQ(store().bucket_of(subject(std::string("\x00\x00\x00\x00", 4))).number, 0u);
  EXPECT_EQ(store().bucket_of(subject(std::string("\x00\x00\x00\x07", 4))).number, 7u);
  EXPECT_EQ(store().bucket_of(subject(std::string("\x00\x00\x01\x03", 4))).number, 3u);
  EXPECT_EQ(store().bucket_of(subject("\xff\xff\xff\xff")).number, 7u);
  EXPECT_EQ(store().office().number, 8u);
}

TEST_P(StoreContract, a_bucket_that_is_not_there_is_refused) {
  const Bucket beyond{store().bucket_count() + 1};
  EXPECT_EQ(store().snapshot(beyond).error().code(), base::ErrorCode::invalid_value);
  EXPECT_EQ(store().ledger_head(beyond).error().code(), base::ErrorCode::invalid_value);
  EXPECT_EQ(store().ledger_read(beyond, 0, 1).error().code(), base::ErrorCode::invalid_value);
  EXPECT_EQ(store().outcome_of(beyond, request(1)).error().code(), base::ErrorCode::invalid_value);
  EXPECT_EQ(word(store().commit(in_bucket(beyond))), "invalid_value");
}

}  // namespace
}  // namespace daicho::store
