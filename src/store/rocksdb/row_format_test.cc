// SPDX-License-Identifier: Apache-2.0
#include "store/rocksdb/row_format.h"

#include <gtest/gtest.h>

#include "base/encoding.h"

namespace daicho::store::rocks {
namespace {

// The vectors of spec/store.md.
TEST(RowFormat, writes_the_bytes_of_the_specification) {
  base::KeyedDigest digest;
  digest.bytes.fill(0xab);
  const auto request = *base::RequestId::from_bytes("0123456789abcdef");
  const auto hex = [](std::string_view bytes) { return base::to_hex(bytes); };
  EXPECT_EQ(hex(row_key(Bucket{258}, Space::keyring, "key")),
            "00000102"
            "03"
            "6b6579");
  EXPECT_EQ(hex(version_bytes(7)), "0000000000000007");
  EXPECT_EQ(hex(index_key(Bucket{1}, {IndexKind{0x0203}, digest, "t"})),
            "0203"
            "abababababababababababababababababababababababababababababababab"
            "00000001"
            "74");
  EXPECT_EQ(hex(ledger_key(Bucket{1}, 300)),
            "00000001"
            "000000000000012c");
  EXPECT_EQ(hex(request_key(Bucket{1}, request)),
            "00000001"
            "30313233343536373839616263646566");
  EXPECT_EQ(hex(stored(RequestRow{5, base::Instant::from_microseconds(256)})),
            "0000000000000005"
            "0000000000000100");
  EXPECT_EQ(hex(head_key(Bucket{1})),
            "68"
            "00000001");
  EXPECT_EQ(hex(stored(Head{{2, "frontier"}, 9})),
            "0000000000000002"
            "0000000000000009"
            "66726f6e74696572");
  EXPECT_EQ(hex(office_key()), "6f");
}

TEST(RowFormat, reads_back_what_it_writes) {
  const auto head = head_row(stored(Head{{2, "frontier"}, 9}));
  ASSERT_TRUE(head);
  EXPECT_EQ(head->ledger.size, 2u);
  EXPECT_EQ(head->ledger.frontier, "frontier");
  EXPECT_EQ(head->commits, 9u);
  const auto row = request_row(stored(RequestRow{5, base::Instant::from_microseconds(-1)}));
  ASSERT_TRUE(row);
  EXPECT_EQ(row->first_sequence, 5u);
  EXPECT_EQ(row->at, base::Instant::from_microseconds(-1));
  const auto hit = hit_of_index_key(index_key(Bucket{70'000}, {IndexKind{1}, {}, "target"}));
  ASSERT_TRUE(hit);
  EXPECT_EQ(hit->bucket, Bucket{70'000});
  EXPECT_EQ(hit->target, "target");
  EXPECT_EQ(sequence_of_ledger_key(ledger_key(Bucket{1}, 300)), 300u);
  EXPECT_EQ(bytes_of_row_key(row_key(Bucket{1}, Space::work, "w")), "w");
  EXPECT_EQ(version_of_row(version_bytes(7) + "value"), 7u);
  EXPECT_EQ(value_of_row(version_bytes(7) + "value"), "value");
}

TEST(RowFormat, refuses_rows_of_another_form) {
  EXPECT_FALSE(version_of_row("7 bytes"));
  EXPECT_FALSE(head_row("only 15 bytes  "));
  EXPECT_FALSE(request_row("only 15 bytes  "));
  EXPECT_FALSE(request_row("as many as 17 bytes"));
  EXPECT_FALSE(hit_of_index_key(std::string(37, 'x')));
}

TEST(RowFormat, after_prefix_is_the_next_string_that_starts_otherwise) {
  EXPECT_EQ(after_prefix("a"), "b");
  EXPECT_EQ(after_prefix("a\xff"), "b");
  EXPECT_EQ(after_prefix(std::string("\0\xff\xff", 3)), "\x01");
  EXPECT_EQ(after_prefix("a\x7f"), "a\x80");
}

}  // namespace
}  // namespace daicho::store::rocks
