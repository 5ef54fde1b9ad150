// SPDX-License-Identifier: Apache-2.0
#include "crypto/stream.h"

#include <gtest/gtest.h>

#include <vector>

#include "crypto/randomness.h"
#include "crypto/vector_file.h"

namespace daicho::crypto {
namespace {

const AssociatedData file("att_1");

Secret key_of(char c) {
  return *Secret::copy_of(std::string(32, c));
}

// A file of three chunks.
struct SealedFile {
  explicit SealedFile(char key = 'k') : sealer(key_of(key), file, randomness) {
    for (const char* text : {"one", "two"}) chunks.push_back(sealer.seal(text, ChunkPlace::middle));
    chunks.push_back(sealer.seal("three", ChunkPlace::last));
  }
  SystemRandomness randomness;
  StreamSealer sealer;
  std::vector<std::string> chunks;
};

TEST(Stream, writes_the_bytes_of_the_specification) {
  const auto rows = testing::read_vectors("crypto/stream.tsv");
  const std::string header = rows.front().bytes("header"), belongs_to = rows.front().bytes("belongs_to");
  const Secret key = *Secret::copy_of(rows.front().bytes("key"));
  testing::FixedRandomness randomness(header.substr(1));
  StreamSealer sealer(key, AssociatedData(belongs_to), randomness);
  EXPECT_EQ(sealer.header(), header);
  const StreamOpener opener = StreamOpener::create(key, AssociatedData(belongs_to), header).value();
  for (const auto& row : rows) {
    const ChunkPlace place = row.text("place") == "last" ? ChunkPlace::last : ChunkPlace::middle;
    EXPECT_EQ(sealer.next_chunk(), row.number("chunk"));
    EXPECT_EQ(base::to_hex(sealer.seal(row.bytes("plaintext"), place)), row.text("sealed"));
    const auto number = static_cast<std::uint32_t>(row.number("chunk"));
    EXPECT_EQ(opener.open(number, place, row.bytes("sealed")).value(), row.bytes("plaintext"));
  }
}

TEST(Stream, opens_chunks_in_any_order) {
  const SealedFile sealed;
  const auto opener = StreamOpener::create(key_of('k'), file, sealed.sealer.header()).value();
  EXPECT_EQ(opener.open(2, ChunkPlace::last, sealed.chunks[2]).value(), "three");
  EXPECT_EQ(opener.open(0, ChunkPlace::middle, sealed.chunks[0]).value(), "one");
}

TEST(Stream, refuses_a_chunk_in_another_place) {
  const SealedFile sealed;
  const auto opener = StreamOpener::create(key_of('k'), file, sealed.sealer.header()).value();
  EXPECT_FALSE(opener.open(1, ChunkPlace::middle, sealed.chunks[0]).has_value());
  EXPECT_FALSE(opener.open(0, ChunkPlace::last, sealed.chunks[0]).has_value());
  EXPECT_FALSE(opener.open(1, ChunkPlace::last, sealed.chunks[1]).has_value())
      << "a cut-off file looks whole";
  EXPECT_FALSE(opener.open(2, ChunkPlace::middle, sealed.chunks[2]).has_value());
}

TEST(Stream, refuses_changed_and_cut_chunks) {
  const SealedFile sealed;
  const auto opener = StreamOpener::create(key_of('k'), file, sealed.sealer.header()).value();
  for (std::size_t i = 0; i < sealed.chunks[0].size(); ++i) {
    std::string flipped = sealed.chunks[0];
    flipped[i] = static_cast<char>(flipped[i] ^ 0x80);
    EXPECT_FALSE(opener.open(0, ChunkPlace::middle, flipped).has_value());
    EXPECT_FALSE(opener.open(0, ChunkPlace::middle, sealed.chunks[0].substr(0, i)).has_value());
  }
}

TEST(Stream, refuses_chunks_of_another_file_key_or_owner) {
  const SealedFile a, b;
  const auto opener = StreamOpener::create(key_of('k'), file, a.sealer.header()).value();
  EXPECT_FALSE(opener.open(0, ChunkPlace::middle, b.chunks[0]).has_value());
  const auto other_key = StreamOpener::create(key_of('l'), file, a.sealer.header()).value();
  EXPECT_FALSE(other_key.open(0, ChunkPlace::middle, a.chunks[0]).has_value());
  const auto other_owner =
      StreamOpener::create(key_of('k'), AssociatedData("att_2"), a.sealer.header()).value();
  EXPECT_FALSE(other_owner.open(0, ChunkPlace::middle, a.chunks[0]).has_value());
}

TEST(Stream, refuses_what_is_no_header) {
  const SealedFile sealed;
  std::string other_format = sealed.sealer.header();
  other_format[0] = 1;
  for (const std::string& header : {std::string(), sealed.sealer.header() + "x", other_format}) {
    EXPECT_EQ(StreamOpener::create(key_of('k'), file, header).error().code(), base::ErrorCode::corrupt);
  }
}

TEST(StreamDeathTest, seals_nothing_after_the_last_chunk) {
  SealedFile sealed;
  EXPECT_DEATH(sealed.sealer.seal("four", ChunkPlace::last), "closed_");
}

}  // namespace
}  // namespace daicho::crypto
