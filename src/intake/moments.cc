// SPDX-License-Identifier: Apache-2.0
#include "intake/moments.h"

#include <charconv>
#include <chrono>

#include "text/normalise.h"
#include "text/wareki.h"

namespace daicho::intake {
namespace {

// Takes a number of one or two digits, at most `most`, off `text`.
std::optional<unsigned> take_number(std::string_view& text, unsigned most) {
  unsigned number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + std::min<std::size_t>(text.size(), 2), number);
  if (error != std::errc() || number > most) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

// H:MM or H:MM:SS, the hour with one digit or two.
std::optional<std::chrono::seconds> time_of_day(std::string_view text) {
  const auto hour = take_number(text, 23);
  if (!hour || text.size() < 3 || text.front() != ':') return std::nullopt;
  text.remove_prefix(1);
  const auto minute = take_number(text, 59);
  std::optional<unsigned> second = 0;
  if (minute && !text.empty()) {
    if (text.size() != 3 || text.front() != ':') return std::nullopt;
    text.remove_prefix(1);
    second = take_number(text, 59);
  }
  if (!minute || !second || !text.empty()) return std::nullopt;
  return std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second);
}

}  // namespace

std::optional<base::LocalDate> read_day(std::string_view text) {
  const auto written = text::parse_date(text);
  if (!written) return std::nullopt;
  return written->date;
}

std::optional<base::Instant> read_moment(std::string_view text) {
  if (const auto instant = base::Instant::parse(text)) return instant;
  if (const auto day = read_day(text)) return day->start();
  const std::string plain = text::half_width_ascii(text);
  const std::size_t space = plain.rfind(' ');
  if (space == plain.npos) return std::nullopt;
  const auto day = read_day(std::string_view(plain).substr(0, space));
  const auto time = time_of_day(std::string_view(plain).substr(space + 1));
  if (!day || !time) return std::nullopt;
  return day->start() + *time;
}

}  // namespace daicho::intake
