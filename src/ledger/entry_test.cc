// SPDX-License-Identifier: Apache-2.0
#include "ledger/entry.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "crypto/vector_file.h"
#include "ledger/merkle.h"

namespace daicho::ledger {
namespace {

using crypto::testing::read_vectors;

template <typename IdType>
IdType id_of(char c) {
  return *IdType::from_bytes(std::string(16, c));
}
template <typename Digest>
Digest digest_of(char c) {
  Digest digest;
  digest.bytes.fill(static_cast<std::uint8_t>(c));
  return digest;
}

const base::Instant at = *base::Instant::parse("2026-11-21T10:38:50.000001Z");

Entry least() {
  return {at, id_of<base::CallerId>('c'), Operation::start, Outcome::done, id_of<base::RequestId>('q')};
}

Entry full() {
  Entry entry{at, id_of<base::CallerId>('c'), Operation::use, Outcome::permitted,
              id_of<base::RequestId>('q')};
  entry.subject = id_of<base::SubjectId>('s');
  entry.records = {id_of<base::RecordId>('r'), id_of<base::RecordId>('t')};
  entry.items = {term("mail_address"), term("name")};
  entry.purposes = {term("support")};
  entry.recipient = term("parcel_carrier");
  entry.channel = term("web_form");
  entry.reasons = {{term("purpose_allows"), term("purpose-3"), Citation::declared("APPI 18(1)")},
                   {term("no_stop"), std::nullopt, std::nullopt}};
  entry.policy = digest_of<base::PublicDigest>('P');
  entry.law = digest_of<base::PublicDigest>('L');
  entry.facts = {
      {"count", base::Count(300)},
      {"date", *base::LocalDate::parse("2026-11-21")},
      {"digest", digest_of<base::KeyedDigest>('K')},
      {"early", base::Instant::from_microseconds(-1)},
      {"held", id_of<base::HoldId>('h')},
      {"ok", true},
      {"source", *Citation::declared("Companies Act 432(2)")},
      {"step", term("answered")},
  };
  return entry;
}

TEST(Entry, has_the_bytes_of_the_specification) {
  const auto rows = read_vectors("ledger/entries.tsv");
  ASSERT_EQ(rows.size(), 2u);
  const Entry entries[] = {least(), full()};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string bytes = encode(entries[i]).value();
    EXPECT_EQ(base::to_hex(bytes), rows[i].text("entry")) << rows[i].text("name");
    EXPECT_EQ(base::to_hex(leaf_hash(bytes).view()), rows[i].text("leaf_hash"));
    EXPECT_EQ(decode(bytes).value(), entries[i]);
  }
}

TEST(Entry, refuses_every_malformed_form) {
  for (const auto& row : read_vectors("ledger/refused-entries.tsv")) {
    const auto entry = decode(row.bytes("bytes"));
    ASSERT_FALSE(entry.has_value()) << row.text("why");
    EXPECT_EQ(entry.error().code(), base::ErrorCode::corrupt) << row.text("why");
  }
}

TEST(Entry, is_one_text_of_bytes_however_its_sets_are_ordered) {
  Entry shuffled = full();
  std::swap(shuffled.items[0], shuffled.items[1]);
  shuffled.items.push_back(shuffled.items[0]);
  std::swap(shuffled.records[0], shuffled.records[1]);
  std::swap(shuffled.facts[0], shuffled.facts[5]);
  EXPECT_EQ(encode(shuffled).value(), encode(full()).value());
}

TEST(Entry, keeps_the_order_of_its_reasons) {
  Entry turned = full();
  std::swap(turned.reasons[0], turned.reasons[1]);
  EXPECT_NE(encode(turned).value(), encode(full()).value());
  EXPECT_EQ(decode(encode(turned).value()).value(), turned);
}

TEST(Entry, refuses_two_facts_of_one_name) {
  Entry entry = least();
  entry.facts = {{"step", term("asked")}, {"step", term("answered")}};
  EXPECT_EQ(encode(entry).error().code(), base::ErrorCode::invalid_value);
}

TEST(Entry, refuses_to_be_longer_than_a_bundle_can_hold) {
  Entry entry = least();
  for (unsigned i = 0; i < 4000; ++i) {
    std::string bytes(12, '\0');
    base::append_be32(bytes, i);
    entry.records.push_back(*base::RecordId::from_bytes(bytes));
  }
  const auto encoded = encode(entry);
  ASSERT_FALSE(encoded.has_value());
  EXPECT_EQ(encoded.error().code(), base::ErrorCode::too_large);
  entry.records.erase(entry.records.begin() + 3000, entry.records.end());
  EXPECT_EQ(decode(encode(entry).value()).value(), entry);
}

TEST(Entry, states_an_enum_as_its_public_name) {
  EXPECT_EQ(Fact("outcome", Outcome::denied), Fact("outcome", term("denied")));
}

TEST(Operations, have_numbers_and_names_that_are_terms) {
  std::set<std::string_view> names;
  for (Operation operation : all_operations()) {
    EXPECT_EQ(operation_of(static_cast<std::uint64_t>(operation)), operation);
    EXPECT_TRUE(base::Term::declared(public_name(operation).text()).has_value());
    names.insert(public_name(operation).text());
  }
  EXPECT_EQ(names.size(), all_operations().size());
  EXPECT_EQ(operation_of(0), std::nullopt);
  EXPECT_EQ(operation_of(9999), std::nullopt);
}

TEST(Outcomes, have_numbers_and_names_that_are_terms) {
  std::set<std::string_view> names;
  for (std::uint64_t number = 0; number < 300; ++number) {
    if (const auto outcome = outcome_of(number)) names.insert(public_name(*outcome).text());
  }
  EXPECT_EQ(names, (std::set<std::string_view>{"permitted", "denied", "done", "unchanged", "not_found",
                                               "failed", "interrupted"}));
}

TEST(Citation, has_a_narrow_form) {
  for (const char* text : {"APPI 18(1)", "Companies Act 432(2)", "PPC-GL 3.4.2", "a"}) {
    EXPECT_TRUE(Citation::declared(text).has_value()) << text;
  }
  for (const char* text :
       {"", "18(1)", "03-0000-0000", "a@example.jp", "個人情報保護法", "a\n", " APPI", "a/b"}) {
    EXPECT_FALSE(Citation::declared(text).has_value()) << text;
  }
  EXPECT_TRUE(Citation::declared(std::string(64, 'a')).has_value());
  EXPECT_FALSE(Citation::declared(std::string(65, 'a')).has_value());
}

base::Term any_term() {
  const auto tail = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("abcxyz0189_-.")));
  return *base::Term::declared("t" + tail.substr(0, 63));
}

template <typename IdType>
IdType any_id() {
  return *IdType::from_bytes(*rc::gen::container<std::string>(16, rc::gen::arbitrary<char>()));
}

std::vector<base::Term> any_terms() {
  std::set<base::Term> terms;
  for (int i = *rc::gen::inRange(0, 6); i > 0; --i) terms.insert(any_term());
  return {terms.begin(), terms.end()};
}

FactValue any_value() {
  switch (*rc::gen::inRange(0, 6)) {
    case 0:
      return any_term();
    case 1:
      return base::Count(*rc::gen::arbitrary<std::uint64_t>());
    case 2:
      return base::Instant::from_microseconds(*rc::gen::arbitrary<std::int64_t>());
    case 3:
      return base::LocalDate::from_days_since_epoch(*rc::gen::inRange(-700'000, 2'900'000));
    case 4:
      return any_id<base::RunId>();
    default:
      return *rc::gen::arbitrary<bool>();
  }
}

RC_GTEST_PROP(Entry, is_read_back_as_it_was_written, ()) {
  Entry entry = least();
  entry.at = base::Instant::from_microseconds(*rc::gen::arbitrary<std::int64_t>());
  entry.operation = *rc::gen::elementOf(all_operations());
  if (*rc::gen::arbitrary<bool>()) entry.subject = any_id<base::SubjectId>();
  if (*rc::gen::arbitrary<bool>()) entry.recipient = any_term();
  if (*rc::gen::arbitrary<bool>()) entry.law = digest_of<base::PublicDigest>('L');
  entry.items = any_terms();
  entry.purposes = any_terms();
  for (const base::Term& name : any_terms()) entry.facts.emplace_back(name, any_value());
  for (const base::Term& reason : any_terms()) entry.reasons.push_back({reason, any_term(), std::nullopt});
  RC_ASSERT(decode(encode(entry).value()).value() == entry);
}

RC_GTEST_PROP(Entry, read_from_any_bytes_has_those_bytes, ()) {
  // A changed entry is refused, or is another entry with one encoding: no two texts of bytes mean the same.
  std::string bytes = encode(full()).value();
  const auto place = *rc::gen::inRange<std::size_t>(0, bytes.size());
  bytes[place] = *rc::gen::arbitrary<char>();
  const auto entry = decode(bytes);
  if (entry) RC_ASSERT(encode(*entry).value() == bytes);
}

}  // namespace
}  // namespace daicho::ledger
