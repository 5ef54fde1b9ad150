// SPDX-License-Identifier: Apache-2.0
#include "text/kanji_variants.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "text_tables.h"

namespace daicho::text {
namespace {

struct Variant {
  char32_t variant = 0;
  char32_t representative = 0;
};

// Calls `visit(representative, variant)` for each variant of the file. Runs in the compiler: a line that is
// not `representative variant …` stops the build.
template <typename Visit>
constexpr void for_each_variant(std::string_view file, Visit visit) {
  bool comment = false, line_start = true;
  char32_t representative = 0;
  for (std::size_t at = 0; at < file.size();) {
    const auto lead = static_cast<unsigned char>(file[at]);
    if (line_start) comment = lead == '#';
    line_start = lead == '\n';
    if (line_start) representative = 0;
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xF0 ? 3 : 4;
    if (!comment && length > 1) {
      char32_t c = lead & (0x7Fu >> length);
      for (std::size_t i = 1; i < length; ++i)
        c = c << 6 | (static_cast<unsigned char>(file[at + i]) & 0x3Fu);
      if (representative == 0) {
        representative = c;
      } else {
        visit(representative, c);
      }
    }
    at += length;
  }
}

constexpr std::size_t variant_count = [] {
  std::size_t count = 0;
  for_each_variant(tables::kanji_variants_txt, [&count](char32_t, char32_t) { ++count; });
  return count;
}();

constexpr auto variants = [] {
  std::array<Variant, variant_count> table{};
  std::size_t next = 0;
  for_each_variant(tables::kanji_variants_txt, [&](char32_t representative, char32_t variant) {
    table[next++] = {variant, representative};
  });
  std::sort(table.begin(), table.end(),
            [](const Variant& a, const Variant& b) { return a.variant < b.variant; });
  return table;
}();

constexpr bool each_variant_stands_once = [] {
  for (std::size_t i = 1; i < variants.size(); ++i) {
    if (variants[i - 1].variant == variants[i].variant) return false;
  }
  return true;
}();
static_assert(each_variant_stands_once, "a character stands in one line of kanji_variants.txt only");

}  // namespace

char32_t kanji_representative(char32_t c) {
  const auto at = std::lower_bound(variants.begin(), variants.end(), c,
                                   [](const Variant& v, char32_t sought) { return v.variant < sought; });
  return at != variants.end() && at->variant == c ? at->representative : c;
}

}  // namespace daicho::text
