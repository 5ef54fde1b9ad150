// SPDX-License-Identifier: Apache-2.0
// The rows of erasures are those of spec/sealed-record.md, byte for byte: spec/vectors/vault/erasure.tsv.
#include <gtest/gtest.h>

#include <map>

#include "base/encoding.h"
#include "crypto/vector_file.h"
#include "service/erasure.h"
#include "vault/indexer.h"
#include "vault/rows.h"

namespace daicho::service {
namespace {

using crypto::testing::read_vectors;
using crypto::testing::VectorRow;

// The id whose bytes all are `number`.
template <typename AnId>
AnId id(char number) {
  return *AnId::from_bytes(std::string(AnId::size, number));
}
base::Instant at(const char* text) {
  return *base::Instant::parse(text);
}
template <typename Digest>
Digest digest(std::uint8_t number) {
  Digest made;
  made.bytes.fill(number);
  return made;
}

TEST(ErasureVectors, rows_have_their_keys_and_bytes_and_read_back) {
  const auto subject = id<base::SubjectId>('\x11');
  const auto caller = id<base::CallerId>('\x88');
  const auto request = id<base::RequestId>('\x99');
  const Erasure erasure{
      .caller = caller,
      .request = request,
      .policy = digest<base::PublicDigest>(6),
      .erased = at("2026-05-01T00:00:00Z"),
      .erased_from = 12,
      .state = ErasureState::certified,
      .aliases = {{{8}, digest<base::KeyedDigest>(3), vault::index_target(subject)}},
      .records_removed = 4,
      .index_entries_removed = 9,
      .rows_found = 0,
      .methods = {*base::Term::declared("overwrite")},
      .removed = at("2026-05-01T00:01:00Z"),
      .purged = at("2026-05-01T00:02:00Z"),
      .certified = at("2026-05-01T00:03:00Z"),
      .certified_from = 15,
  };
  const PurgeRequest purge{caller, request, at("2026-05-01T00:00:00Z")};
  struct Row {
    store::Key key;
    std::string value;
  };
  const std::map<std::string, Row> rows = {
      {"erasure", {vault::erasure_row(subject), encode(erasure)}},
      {"removal", {removal_row(subject), ""}},
      {"purge", {purge_row(), encode(purge)}},
  };
  std::size_t compared = 0;
  for (const VectorRow& vector : read_vectors("vault/erasure.tsv")) {
    const Row& row = rows.at(vector.text("row"));
    EXPECT_EQ(row.key.space, store::Space::work);
    EXPECT_EQ(base::to_hex(row.key.bytes), vector.text("key"));
    EXPECT_EQ(base::to_hex(row.value), vector.text("value"));
    ++compared;
  }
  EXPECT_EQ(compared, rows.size());
  const auto erasure_read = decode_erasure(encode(erasure));
  ASSERT_TRUE(erasure_read.has_value());
  EXPECT_EQ(encode(*erasure_read), encode(erasure));
  EXPECT_EQ(encode(*decode_purge_request(encode(purge))), encode(purge));
}

}  // namespace
}  // namespace daicho::service
