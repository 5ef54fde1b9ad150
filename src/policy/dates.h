// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/local_date.h"

namespace daicho::policy {

// A day that a Japanese text names in full: 令和8年4月1日, 2026年4月1日.
struct NamedDay {
  std::size_t begin = 0;  // its place in the text, in bytes
  std::size_t end = 0;
  base::LocalDate day;
  bool is_wareki = false;
  bool is_doubtful = false;  // the era had ended or not begun: 平成31年5月1日
};

// The days that `text` names, in the order of the text. What is no day of the calendar is left out.
std::vector<NamedDay> days_in(std::string_view text);

// `text` with its Japanese years as western ones, so that it can be compared with a translation.
std::string with_western_years(std::string_view text);

}  // namespace daicho::policy
