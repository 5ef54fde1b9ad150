// SPDX-License-Identifier: Apache-2.0
#include "ledger/note.h"

#include <gtest/gtest.h>

#include "ledger/test_ledger.h"

namespace daicho::ledger {
namespace {

using testing::key_of;

const KeyName name = *KeyName::parse("ledger.example");
const std::string body = "a body\nof two lines\n";

Verifier verifier_of(char c) {
  return {name, key_of(c).verify_key()};
}

TEST(Note, opens_the_example_of_the_go_package_that_brought_signed_notes) {
  // golang.org/x/mod/sumdb/note, documentation.
  const auto verifier =
      Verifier::parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").value();
  const std::string text =
      "If you think cryptography is the answer to your problem,\n"
      "then you don't know what your problem is.\n";
  const std::string note =
      text +
      "\n— PeterNeumann "
      "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
  EXPECT_EQ(open_note(note, verifier).value(), text);
  EXPECT_EQ(verifier.text(), "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
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
