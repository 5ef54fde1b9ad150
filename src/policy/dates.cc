// SPDX-License-Identifier: Apache-2.0
#include "policy/dates.h"

#include <array>

#include "text/wareki.h"

namespace daicho::policy {
namespace {

constexpr std::array<std::string_view, 5> eras = {"明治", "大正", "昭和", "平成", "令和"};
constexpr std::string_view day_sign = "日";
constexpr std::size_t date_bytes_max = 60;

// Whether a date may begin at `at`: the name of an era, or the first of some digits.
bool may_begin(std::string_view text, std::size_t at) {
  const auto is_digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  const auto is_wide_digit = [&](std::size_t i) {
    return text.substr(i, 2) == "\xef\xbc" && i + 2 < text.size() && text[i + 2] >= '\x90' &&
           text[i + 2] <= '\x99';
  };
  for (const std::string_view era : eras) {
    if (text.substr(at).starts_with(era)) return true;
  }
  if (is_digit(at)) return at == 0 || !is_digit(at - 1);
  return is_wide_digit(at) && (at < 3 || !is_wide_digit(at - 3));
}

bool begins_with_era(std::string_view text) {
  for (const std::string_view era : eras) {
    if (text.starts_with(era)) return true;
  }
  return false;
}

}  // namespace

std::vector<NamedDay> days_in(std::string_view text) {
  std::vector<NamedDay> days;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!may_begin(text, at)) continue;
    const std::size_t sign = text.substr(0, at + date_bytes_max).find(day_sign, at);
    if (sign == std::string_view::npos) continue;
    const std::string_view written = text.substr(at, sign + day_sign.size() - at);
    const auto date = text::parse_date(written);
    if (!date) continue;
    days.push_back({.begin = at,
                    .end = at + written.size(),
                    .day = date->date,
                    .is_wareki = begins_with_era(written),
                    .is_doubtful = date->warning == text::DateWarning::after_the_era ||
                                   date->warning == text::DateWarning::before_the_era});
    at += written.size() - 1;
  }
  return days;
}

std::string with_western_years(std::string_view text) {
  std::string out;
  std::size_t from = 0;
  for (const NamedDay& one : days_in(text)) {
    if (!one.is_wareki) continue;
    out += text.substr(from, one.begin - from);
    out += text::western_text(one.day);
    from = one.end;
  }
  return out + std::string(text.substr(from));
}

}  // namespace daicho::policy
