// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/law_terms.h"

// What can be said about a published sentence without understanding it.
namespace daicho::policy {

// Whether a purpose's label says no more than "business activities" (APPI 17(1); text/vague_purposes.txt).
bool is_vague(const LocalText& label);

// Whether `text` holds the whole number, in half-width, full-width or kanji digits.
bool names_number(std::string_view text, std::int32_t number);

// The numbers that stand in one language and not in the other, for a reader: `7, 30`. Spelled-out English
// numbers, kanji numerals, months and p.m. are understood; empty when the two agree.
std::string differing_numbers(const LocalText& text);

// The printed number of a clause as levels: `2.1` is {2, 1}, `第３条` is {3}; empty when there is none.
std::vector<std::int32_t> number_levels(std::string_view printed);

// Whether a clause numbered `next` may directly follow one numbered `previous`.
bool follows(const std::vector<std::int32_t>& previous, const std::vector<std::int32_t>& next);

// `text` without white space: what is compared when two bodies are the same.
std::string without_space(std::string_view text);

}  // namespace daicho::policy
