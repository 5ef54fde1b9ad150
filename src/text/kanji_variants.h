// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace daicho::text {

// The character that stands for `c` and its variants in a matching key (kanji_variants.txt): 高 for 髙, 斎
// for 齋. A character without variants stands for itself.
char32_t kanji_representative(char32_t c);

}  // namespace daicho::text
