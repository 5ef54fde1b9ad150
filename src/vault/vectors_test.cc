// SPDX-License-Identifier: Apache-2.0
// The rows of the vault are those of spec/sealed-record.md, byte for byte: spec/vectors/vault.
#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "base/encoding.h"
#include "crypto/vector_file.h"
#include "store/memory/memory_store.h"
#include "store/toy_hasher.h"
#include "vault/indexer.h"
#include "vault/key_book.h"
#include "vault/record.h"
#include "vault/rows.h"
#include "vault/subject.h"

namespace daicho::vault {
namespace {

using crypto::testing::read_vectors;
using crypto::testing::VectorRow;

// The id whose bytes all are `number`.
template <typename AnId>
AnId id(char number) {
  return *AnId::from_bytes(std::string(AnId::size, number));
}
base::Term term(const char* text) {
  return *base::Term::declared(text);
}
base::LocalDate day(const char* text) {
  return *base::LocalDate::parse(text);
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

const base::SubjectId subject = id<base::SubjectId>('\x11');
const base::RecordId record = id<base::RecordId>('\x22');
const base::AttachmentId attachment = id<base::AttachmentId>('\x33');

Subject full_subject() {
  Subject person;
  person.kind = SubjectKind::partner_staff;
  person.since = at("2026-04-01T00:00:00Z");
  person.consents.push_back({id<base::ConsentId>('\x44'), term("location"), at("2026-04-02T00:00:00Z"),
                             digest<base::PublicDigest>(1), digest<base::PublicDigest>(2), term("website"),
                             at("2026-04-03T00:00:00Z")});
  person.stops.push_back(
      {id<base::StopId>('\x55'), term("direct_mail"), at("2026-04-04T00:00:00Z"), std::nullopt});
  person.events.push_back({term("contract_ended"), day("2026-03-31"), record, at("2026-04-05T00:00:00Z")});
  person.holds.push_back({id<base::HoldId>('\x66'), term("lawsuit"), std::nullopt, at("2026-04-06T00:00:00Z"),
                          day("2033-03-31"), std::nullopt, "sealed", std::nullopt, std::nullopt});
  person.ended_purposes.push_back({term("billing"), day("2026-04-07")});
  person.aliases.push_back({{8}, digest<base::KeyedDigest>(3), index_target(subject)});
  return person;
}

Subject tombstone() {
  Subject gone;
  gone.state = SubjectState::erased;
  gone.erased = at("2026-05-01T00:00:00Z");
  return gone;
}

Record full_record() {
  return {.type = term("profile"),
          .revision = 3,
          .acquired = at("2026-04-01T00:00:00Z"),
          .revised = at("2026-04-08T00:00:00.000001Z"),
          .channel = term("website"),
          .purposes = {term("billing"), term("support")},
          .policy = digest<base::PublicDigest>(4),
          .items = {{term("email"), "sealed one"}, {term("id_paper"), "sealed two"}},
          .sealed_source = "sealed source",
          .index = {{{1}, digest<base::KeyedDigest>(5), index_target(subject, record)}},
          .due = day("2031-01-01"),
          .attachments = {attachment},
          .client = term("shop")};
}

TEST(VaultVectors, rows_stand_under_their_keys) {
  const std::map<std::string, store::Key> keys = {
      {"subject", subject_row(subject)},
      {"keyring", keyring_row(subject)},
      {"record", record_row(subject, term("profile"), record)},
      {"replaced revision", history_row(subject, record, 3)},
      {"due", due_row(day("2031-01-01"), subject, term("profile"), record)},
      {"attachment chunk", attachment_row(subject, attachment, 7)},
      {"erasure", erasure_row(subject)},
  };
  std::size_t compared = 0;
  for (const VectorRow& vector : read_vectors("vault/keys.tsv")) {
    const store::Key& key = keys.at(vector.text("row"));
    EXPECT_EQ(static_cast<unsigned long>(key.space), vector.number("space")) << vector.text("row");
    EXPECT_EQ(base::to_hex(key.bytes), vector.text("key")) << vector.text("row");
    ++compared;
  }
  EXPECT_EQ(compared, keys.size());
}

TEST(VaultVectors, rows_have_their_bytes_and_read_back) {
  Record bare{.type = term("inquiry"),
              .acquired = at("2026-04-01T00:00:00Z"),
              .revised = at("2026-04-01T00:00:00Z"),
              .channel = term("counter"),
              .purposes = {},
              .policy = {},
              .items = {},
              .sealed_source = {},
              .index = {},
              .due = {},
              .attachments = {},
              .client = {}};
  const std::map<std::string, std::string> rows = {
      {"subject", encode(full_subject())},
      {"tombstone", encode(tombstone())},
      {"record", encode(full_record())},
      {"record without anything", encode(bare)},
  };
  std::size_t compared = 0;
  for (const VectorRow& vector : read_vectors("vault/rows.tsv")) {
    const std::string& name = vector.text("row");
    EXPECT_EQ(base::to_hex(rows.at(name)), vector.text("value")) << name;
    if (name.starts_with("record")) {
      const auto read = decode_record(vector.bytes("value"));
      ASSERT_TRUE(read.has_value()) << name;
      EXPECT_EQ(base::to_hex(encode(*read)), vector.text("value"));
    } else {
      const auto read = decode_subject(vector.bytes("value"));
      ASSERT_TRUE(read.has_value()) << name;
      EXPECT_EQ(base::to_hex(encode(*read)), vector.text("value"));
    }
    ++compared;
  }
  EXPECT_EQ(compared, rows.size());
}

// The keys of a register that somebody else wrote down.
TEST(VaultVectors, a_keyring_opens_with_its_passphrase) {
  store::ToyHasher hasher;
  store::MemoryStore written(4, hasher);
  store::Commit commit{.bucket = written.office()};
  for (const VectorRow& vector : read_vectors("vault/keyring.tsv")) {
    if (vector.text("row") == "keyring") continue;
    commit.puts.push_back({{store::Space::keyring, vector.bytes("key")}, vector.bytes("value")});
  }
  ASSERT_TRUE(std::holds_alternative<store::Committed>(written.commit(std::move(commit))));
  const auto book = KeyBook::open(written, crypto::SecretBytes::copy_of("correct horse"));
  ASSERT_TRUE(book.has_value()) << book.error().text();
  EXPECT_EQ(book->current().version().number, 2u);
  EXPECT_EQ(book->version_count(), 2u);
  for (const VectorRow& vector : read_vectors("vault/keyring.tsv")) {
    if (vector.text("row") != "keyring") continue;
    const auto version = book->version(*crypto::wrapped_under(vector.bytes("value")));
    ASSERT_TRUE(version.has_value());
    const auto key =
        (*version)->unwrap(vector.bytes("value"), *base::SubjectId::from_bytes(vector.bytes("key")));
    ASSERT_TRUE(key.has_value());
    EXPECT_EQ(base::to_hex(key->expose()), vector.text("opens_to"));
  }
  EXPECT_EQ(KeyBook::open(written, crypto::SecretBytes::copy_of("correct mule")).error().code(),
            base::ErrorCode::wrong_passphrase);
}

}  // namespace
}  // namespace daicho::vault
