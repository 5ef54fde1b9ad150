// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/literal.h"
#include "base/result.h"

namespace daicho::text {

// How the characters of a file are written as bytes. Numbers are kept for ever.
enum class Encoding : std::uint8_t {
  utf8 = 1,      // a byte order mark is accepted on reading, and is not part of the text
  utf8_bom = 2,  // the same; written with a byte order mark
  cp932 = 3,     // Windows code page 932: Shift_JIS with NEC row 13, NEC and IBM kanji and gaiji
  euc_jp = 4,    // eucJP-ms: IBM kanji in the third plane, as Unix systems write them
  cp51932 = 5,   // Windows code page 51932: EUC-JP with NEC's copies of the IBM kanji, as Windows writes it
};
base::Literal public_name(Encoding encoding);

// Reads bytes of one encoding, chunk by chunk, into UTF-8. A chunk may end inside a character. Not
// thread-safe; one Decoder reads one stream.
//
// The code points are those of Microsoft (the wave dash of JIS is U+FF5E, the minus U+FF0D, ∥ U+2225), and
// encode() writes both these and the other family (U+301C, U+2212, U+2016) as the same bytes, so a file comes
// back byte for byte. Only the characters that an encoding has twice (髙 as EEE0 and as FBFC in code page
// 932) come back as the one that Windows writes.
class Decoder {
 public:
  explicit Decoder(Encoding encoding);

  // Appends the characters of `chunk` to `utf8`. Error invalid_encoding with the byte offset from the
  // beginning of the stream; what stood before it has been appended. After an error the decoder reads no
  // more.
  base::Status decode(std::string_view chunk, std::string& utf8);

  // Says that the stream has ended. Error invalid_encoding when it ended inside a character.
  base::Status finish();

 private:
  // Appends the next character; false when it is none.
  bool take(std::optional<char32_t> character, std::size_t length_bytes, std::string& utf8);
  // Takes as many characters of `chunk` as are whole; false when one is none.
  bool take_all(std::string_view chunk, std::string& utf8);

  Encoding encoding_;
  std::size_t offset_bytes_ = 0;  // of the next character
  std::string cut_;               // the first bytes of a character that the last chunk ended in
  bool failed_ = false;
};

// All of `bytes` as UTF-8. Errors as Decoder's.
base::Result<std::string> decode(std::string_view bytes, Encoding encoding);

// `utf8` in the encoding. Error invalid_encoding with the byte offset of the first character it lacks.
base::Result<std::string> encode(std::string_view utf8, Encoding encoding);

// The encoding `bytes` (a file, or its first few thousand bytes) are written in. Nothing when they fit none,
// e.g. UTF-16 or a picture. Plain ASCII is utf8.
std::optional<Encoding> guess_encoding(std::string_view bytes);

}  // namespace daicho::text
