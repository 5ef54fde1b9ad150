// SPDX-License-Identifier: Apache-2.0
#include "ledger/note.h"

#include <gtest/gtest.h>

#include "crypto/vector_file.h"
#include "ledger/test_ledger.h"

namespace daicho::ledger {
namespace {

using testing::key_of;

const KeyName name = *KeyName::parse("ledger.example");
const std::string body = "a body\nof two lines\n";

Verifier verifier_of(char c) {
  return {name, key_of(c).verify_key()};
}

// The column `note` of notes.tsv: `\n` is a newline, `\x01` the byte 01.
std::string unescaped(const std::string& column) {
  std::string out;
  for (std::size_t i = 0; i < column.size(); ++i) {
    if (column[i] != '\\') {
      out.push_back(column[i]);
    } else if (column.at(++i) == 'n') {
      out.push_back('\n');
    } else {
      out += base::from_hex(column.substr(i + 1, 2)).value();
      i += 2;
    }
  }
  return out;
}

TEST(Note, are_opened_and_refused_as_the_vectors_say) {
  for (const auto& row : crypto::testing::read_vectors("ledger/notes.tsv")) {
    const Verifier verifier = Verifier::parse(row.text("verifier")).value();
    EXPECT_EQ(verifier.text(), row.text("verifier"));
    const std::string note = unescaped(row.text("note"));
    const auto opened = open_note(note, verifier);
    const std::string outcome =
        opened ? "opened" : std::string(base::public_name(opened.error().code()).text());
    EXPECT_EQ(outcome, row.text("outcome")) << row.text("name");
    if (opened) {
      EXPECT_EQ(*opened, note.substr(0, note.rfind("\n\n") + 1));
    }
  }
}

TEST(Note, is_signed_as_the_go_package_signs_it) {
  // golang.org/x/mod/sumdb/note, TestSign: the seed stands behind the algorithm's byte in its private key.
  const std::string seed =
      base::from_base64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz").value().substr(1);
  const crypto::SigningKey peter(*crypto::Secret::copy_of(seed));
  const auto row = crypto::testing::read_vectors("ledger/notes.tsv").front();
  const std::string note = unescaped(row.text("note"));
  EXPECT_EQ(sign_note(note.substr(0, note.rfind("\n\n") + 1), *KeyName::parse("PeterNeumann"), peter), note);
}

TEST(Note, opens_what_was_signed) {
  const std::string note = sign_note(body, name, key_of('k'));
  EXPECT_EQ(open_note(note, verifier_of('k')).value(), body);
}

TEST(Note, passes_over_signatures_by_others) {
  const std::string ours = sign_note(body, name, key_of('k'));
  const std::string theirs = sign_note(body, *KeyName::parse("witness.example"), key_of('w'));
  const std::string both = theirs + ours.substr(body.size() + 1);
  EXPECT_EQ(open_note(both, verifier_of('k')).value(), body);
  EXPECT_EQ(open_note(both, {*KeyName::parse("witness.example"), key_of('w').verify_key()}).value(), body);
}

TEST(Note, refuses_another_key_or_name) {
  const std::string note = sign_note(body, name, key_of('k'));
  EXPECT_EQ(open_note(note, verifier_of('l')).error().code(), base::ErrorCode::verification_failed);
  const Verifier other_name{*KeyName::parse("other.example"), key_of('k').verify_key()};
  EXPECT_EQ(open_note(note, other_name).error().code(), base::ErrorCode::verification_failed);
}

TEST(Note, refuses_any_flipped_bit) {
  const std::string note = sign_note(body, name, key_of('k'));
  for (std::size_t bit = 0; bit < note.size() * 8; ++bit) {
    std::string flipped = note;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(open_note(flipped, verifier_of('k')).has_value()) << bit;
  }
}

TEST(Note, refuses_what_is_not_a_note) {
  const std::string note = sign_note(body, name, key_of('k'));
  const std::string line = note.substr(body.size() + 1);
  const std::string notes[] = {"",
                               "\n\n",
                               body,
                               body + "\n",
                               note.substr(0, note.size() - 1),
                               note + "more\n",
                               body + "\n- ledger.example AAAA\n",
                               body + "\n— ledger.example\n",
                               body + "\n— ledger.example AAAA\n",
                               "a\tb\n\n" + line,
                               "\xff\n\n" + line};
  for (const std::string& text : notes) {
    EXPECT_EQ(open_note(text, verifier_of('k')).error().code(), base::ErrorCode::corrupt) << text;
  }
}

TEST(Note, refuses_a_bad_signature_of_the_key_even_beside_a_good_one) {
  const std::string note = sign_note(body, name, key_of('k'));
  const std::string other = sign_note("another body\n", name, key_of('k'));
  const std::string both = note + other.substr(other.find("\n\n") + 2);
  EXPECT_EQ(open_note(both, verifier_of('k')).error().code(), base::ErrorCode::verification_failed);
}

TEST(Verifier, is_read_back) {
  const Verifier verifier = verifier_of('k');
  const Verifier read = Verifier::parse(verifier.text()).value();
  EXPECT_EQ(read.name, verifier.name);
  EXPECT_EQ(read.key, verifier.key);
}

TEST(Verifier, refuses_what_the_vectors_refuse) {
  for (const auto& row : crypto::testing::read_vectors("ledger/refused-verifiers.tsv"))
    EXPECT_FALSE(Verifier::parse(row.text("verifier")).has_value()) << row.text("name");
}

TEST(Verifier, refuses_every_part_and_every_changed_character) {
  const std::string good = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  for (std::size_t begin = 0; begin < good.size(); ++begin) {
    for (std::size_t size = 1; size <= good.size() - begin; ++size) {
      const std::string part = good.substr(begin, size);
      EXPECT_EQ(Verifier::parse(part).has_value(), part == good) << part;
    }
    std::string changed = good;
    ++changed[begin];
    EXPECT_FALSE(Verifier::parse(changed).has_value()) << begin;
  }
}

TEST(Verifier, refuses_malformed_texts_and_wrong_ids) {
  const std::string good = verifier_of('k').text();
  const std::string hex = good.substr(name.text().size() + 1, 8), key = good.substr(name.text().size() + 10);
  const std::string texts[] = {"",
                               "ledger.example",
                               "ledger.example+" + hex,
                               "+" + hex + "+" + key,
                               "ledger example+" + hex + "+" + key,
                               "other.example+" + hex + "+" + key,
                               "ledger.example+00000000+" + key,
                               "ledger.example+" + hex + "+" + key.substr(4),
                               "ledger.example+" + hex + "+" + base::to_base64("\x02" + std::string(32, 'k')),
                               good + "\n"};
  for (const std::string& text : texts) {
    EXPECT_EQ(Verifier::parse(text).error().code(), base::ErrorCode::invalid_value) << text;
  }
}

TEST(KeyName, has_neither_space_nor_plus) {
  for (const char* text : {"", "a b", "a+b", "a\n", "台帳"})
    EXPECT_FALSE(KeyName::parse(text).has_value()) << text;
  EXPECT_TRUE(KeyName::parse(std::string(200, 'a')).has_value());
  EXPECT_FALSE(KeyName::parse(std::string(201, 'a')).has_value());
  EXPECT_EQ(name.with("log/0001").text(), "ledger.example/log/0001");
}

}  // namespace
}  // namespace daicho::ledger
