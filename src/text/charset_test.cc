// SPDX-License-Identifier: Apache-2.0
#include "text/charset.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/encoding.h"
#include "text/vector_file.h"

namespace daicho::text {
namespace {

constexpr Encoding all_encodings[] = {Encoding::utf8, Encoding::utf8_bom, Encoding::cp932, Encoding::euc_jp,
                                      Encoding::cp51932};

Encoding named(std::string_view name) {
  for (const Encoding encoding : all_encodings) {
    if (public_name(encoding).text() == name) return encoding;
  }
  ADD_FAILURE() << "no encoding " << name;
  return Encoding::utf8;
}

std::string from_spaced_hex(std::string hex) {
  hex.erase(std::remove(hex.begin(), hex.end(), ' '), hex.end());
  return base::from_hex(hex).value();
}

std::string offset_of(const base::Error& error) {
  for (const auto& detail : error.details()) {
    if (detail.name == base::Literal("offset")) return detail.value.text();
  }
  return "none";
}

// `bytes` decoded in chunks of `size`.
base::Result<std::string> decode_in_chunks(std::string_view bytes, Encoding encoding, std::size_t size) {
  Decoder decoder(encoding);
  std::string utf8;
  for (std::size_t at = 0; at < bytes.size(); at += size) {
    RETURN_IF_ERROR(decoder.decode(bytes.substr(at, size), utf8));
  }
  RETURN_IF_ERROR(decoder.finish());
  return utf8;
}

TEST(Charset, reads_and_writes_bytes_as_the_vectors_say) {
  for (const auto& [line, columns] : read_vectors("charset.tsv", 3)) {
    const Encoding encoding = named(columns[0]);
    const std::string bytes = from_spaced_hex(columns[1]);
    const auto text = decode(bytes, encoding);
    if (columns[2].starts_with('-')) {
      ASSERT_FALSE(text) << line;
      EXPECT_EQ(text.error().code(), base::ErrorCode::invalid_encoding) << line;
      EXPECT_EQ(offset_of(text.error()), columns[2].substr(1)) << line;
      continue;
    }
    const bool comes_back = !columns[2].starts_with('!');
    ASSERT_TRUE(text) << line;
    EXPECT_EQ(*text, columns[2].substr(comes_back ? 0 : 1)) << line;
    EXPECT_EQ(encode(*text, encoding).value() == bytes, comes_back) << line;
  }
}

TEST(Charset, reads_a_stream_in_chunks_of_any_size) {
  for (const auto& [line, columns] : read_vectors("charset.tsv", 3)) {
    const Encoding encoding = named(columns[0]);
    const std::string bytes = from_spaced_hex(columns[1]);
    const auto whole = decode(bytes, encoding);
    for (std::size_t size = 1; size <= 4; ++size) {
      const auto chunked = decode_in_chunks(bytes, encoding, size);
      ASSERT_EQ(chunked.has_value(), whole.has_value()) << line;
      EXPECT_EQ(chunked.value_or(""), whole.value_or("")) << line;
      if (!whole) {
        EXPECT_EQ(offset_of(chunked.error()), offset_of(whole.error())) << line;
      }
    }
  }
}

// How many two-byte characters come back as the same bytes, and how many as others.
struct RoundTrips {
  std::size_t same = 0, other = 0;
};

RoundTrips count_round_trips(Encoding encoding) {
  RoundTrips count;
  for (unsigned lead = 0x81; lead <= 0xFE; ++lead) {
    if (encoding == Encoding::cp932 && lead >= 0xA0 && lead <= 0xDF) continue;  // two half-width katakana
    for (unsigned trail = 0x40; trail <= 0xFE; ++trail) {
      const char bytes[] = {static_cast<char>(lead), static_cast<char>(trail)};
      const std::string_view code(bytes, 2);
      const auto text = decode(code, encoding);
      if (!text) continue;
      const std::string back = encode(*text, encoding).value();
      EXPECT_EQ(decode(back, encoding).value(), *text);
      ++(back == code ? count.same : count.other);
    }
  }
  return count;
}

TEST(Charset, gives_back_the_bytes_of_every_character_that_has_one_place) {
  // 6879 of JIS X 0208, 83 of NEC's row 13, 374 copies by NEC of 388 by IBM, 1880 gaiji; 398 of them stand
  // twice.
  EXPECT_EQ(count_round_trips(Encoding::cp932).same, 9206u);
  EXPECT_EQ(count_round_trips(Encoding::cp932).other, 398u);
  // Row 13 repeats nine signs of JIS X 0208 (≒ ≡ ∫ √ ⊥ ∠ ∵ ∩ ∪), NEC's copies also ￢.
  EXPECT_EQ(count_round_trips(Encoding::euc_jp).other, 9u);
  EXPECT_EQ(count_round_trips(Encoding::cp51932).other, 10u);
}

TEST(Charset, writes_both_families_of_dashes_as_the_same_bytes) {
  for (const Encoding encoding : {Encoding::cp932, Encoding::euc_jp, Encoding::cp51932}) {
    EXPECT_EQ(encode("\u301C\u2212\u2016\u2014\u00A2\u00A3\u00AC", encoding).value(),
              encode("\uFF5E\uFF0D\u2225\u2015\uFFE0\uFFE1\uFFE2", encoding).value());
  }
}

TEST(Charset, says_where_a_character_stands_that_the_encoding_lacks) {
  for (const Encoding encoding : {Encoding::cp932, Encoding::euc_jp, Encoding::cp51932}) {
    const auto bytes = encode("高𠮷", encoding);
    ASSERT_FALSE(bytes);
    EXPECT_EQ(bytes.error().code(), base::ErrorCode::invalid_encoding);
    EXPECT_EQ(offset_of(bytes.error()), "3");
    EXPECT_EQ(offset_of(encode("a\xff", encoding).error()), "1");
  }
  EXPECT_EQ(offset_of(encode("ab\xff", Encoding::utf8).error()), "2");
  EXPECT_EQ(encode("\u00A5", Encoding::cp932).has_value(),
            false);  // a yen sign would come back as a backslash
}

TEST(Charset, reads_no_more_after_an_error) {
  Decoder decoder(Encoding::cp932);
  std::string text;
  EXPECT_FALSE(decoder.decode("ab\x80", text));
  EXPECT_EQ(text, "ab");
  EXPECT_FALSE(decoder.decode("c", text));
  EXPECT_FALSE(decoder.finish());
  EXPECT_EQ(text, "ab");
}

TEST(Charset, guesses_the_encoding_of_japanese_text) {
  const std::string_view texts[] = {"高橋太郎、東京都千代田区霞が関一丁目。",
                                    "氏名,住所,電話\n髙橋 太郎,東京都千代田区,03-1234-5678\n",
                                    "たかはし たろう",
                                    "タカハシ タロウ",
                                    "鈴木一郎\n佐藤花子\n高橋太郎\n",
                                    "〜①㈱日本商事"};
  for (const std::string_view text : texts) {
    for (const Encoding encoding : {Encoding::utf8, Encoding::utf8_bom, Encoding::cp932, Encoding::euc_jp}) {
      EXPECT_EQ(guess_encoding(encode(text, encoding).value()), encoding)
          << text << public_name(encoding).text();
    }
  }
  EXPECT_EQ(guess_encoding(encode("氏名、髙橋﨑の一覧", Encoding::cp51932).value()), Encoding::cp51932);
}

TEST(Charset, guesses_half_width_katakana_of_bank_files) {
  for (const std::string_view text : {"ﾀｶﾊｼ ﾀﾛｳ", "ｶ)ﾆﾎﾝｼﾖｳｼﾞ", "ﾐﾂﾞﾎｷﾞﾝｺｳ ﾄｳｷﾖｳｼﾃﾝ", "ｽｽﾞｷｲﾁﾛｳ"}) {
    EXPECT_EQ(guess_encoding(encode(text, Encoding::cp932).value()), Encoding::cp932) << text;
  }
}

TEST(Charset, guesses_from_a_beginning_that_cuts_a_character) {
  const std::string_view text = "高橋太郎、東京都千代田区霞が関一丁目。";
  for (const Encoding encoding : {Encoding::utf8, Encoding::cp932, Encoding::euc_jp}) {
    const std::string bytes = encode(text, encoding).value();
    for (std::size_t cut = 0; cut < 4; ++cut) {
      EXPECT_EQ(guess_encoding(std::string_view(bytes).substr(0, bytes.size() - cut)), encoding);
    }
  }
}

TEST(Charset, takes_plain_ascii_for_utf8_and_refuses_what_is_no_text) {
  EXPECT_EQ(guess_encoding("name,phone\n"), Encoding::utf8);
  EXPECT_EQ(guess_encoding(""), Encoding::utf8);
  EXPECT_EQ(guess_encoding("\xff\xfe\x41\x30"), std::nullopt);                   // UTF-16
  EXPECT_EQ(guess_encoding(std::string_view("\x41\0\x42\0", 4)), std::nullopt);  // UTF-16 without a mark
  EXPECT_EQ(guess_encoding(std::string_view("\x89PNG\r\n\x1a\n\0\0\0", 11)), std::nullopt);
}

}  // namespace
}  // namespace daicho::text
