// SPDX-License-Identifier: Apache-2.0
#include "law/calendar.h"

#include "law/rows.h"
#include "law_files.h"

namespace daicho::law {

using base::ErrorCode;
using base::LocalDate;
using base::Result;

namespace {

constexpr unsigned sunday = 0, saturday = 6;

bool is_year_end(LocalDate day) {
  return (day.month() == 12 && day.day() >= 29) || (day.month() == 1 && day.day() <= 3);
}

std::optional<Holiday::Kind> parse_kind(std::string_view text) {
  if (text == "holiday") return Holiday::Kind::holiday;
  if (text == "substitute") return Holiday::Kind::substitute;
  if (text == "citizens") return Holiday::Kind::citizens;
  return std::nullopt;
}

}  // namespace

Result<Calendar> Calendar::read(std::string_view yaml) {
  ASSIGN_OR_RETURN(const std::vector<Row> rows, read_rows(yaml, "holidays"));
  Calendar calendar;
  for (const Row& row : rows) {
    const auto day = LocalDate::parse(row.text("on"));
    const auto kind = parse_kind(row.text("kind"));
    if (!day) return base::fail(row.broken("on"));
    if (!kind) return base::fail(row.broken("kind"));
    if (row.text("name.ja").empty()) return base::fail(row.broken("name"));
    const Holiday holiday{std::string(row.text("name.ja")), std::string(row.text("name.en")), *kind,
                          row.text("mark") == "S"};
    if (!calendar.holidays_.emplace(*day, holiday).second) return base::fail(row.broken("on"));
  }
  if (calendar.holidays_.empty())
    return base::fail(ErrorCode::corrupt, "the holidays file is empty; restore it");
  calendar.first_day_ = *LocalDate::of(calendar.holidays_.begin()->first.year(), 1, 1);
  calendar.last_day_ = *LocalDate::of(calendar.holidays_.rbegin()->first.year(), 12, 31);
  return calendar;
}

Result<Calendar> Calendar::shipped() {
  return read(files::holidays_yaml);
}

base::Status Calendar::covers(LocalDate day) const {
  if (day >= first_day_ && day <= last_day_) return {};
  return base::fail(
      base::Error(ErrorCode::not_found,
                  "the holidays file does not reach that day; bring law/holidays.yaml up to date")
          .with("day", day));
}

Result<const Holiday*> Calendar::holiday_on(LocalDate day) const {
  RETURN_IF_ERROR(covers(day));
  const auto at = holidays_.find(day);
  return at == holidays_.end() ? nullptr : &at->second;
}

Result<bool> Calendar::is_business_day(LocalDate day) const {
  ASSIGN_OR_RETURN(const Holiday* holiday, holiday_on(day));
  return holiday == nullptr && day.weekday() != sunday && day.weekday() != saturday;
}

Result<bool> Calendar::is_closed_for_authorities(LocalDate day) const {
  ASSIGN_OR_RETURN(const bool is_open, is_business_day(day));
  return !is_open || is_year_end(day);
}

Result<LocalDate> Calendar::business_day_from(LocalDate day) const {
  for (;; day = day.plus_days(1)) {
    ASSIGN_OR_RETURN(const bool is_open, is_business_day(day));
    if (is_open) return day;
  }
}

Result<LocalDate> Calendar::plus_business_days(LocalDate day, std::int32_t count) const {
  RETURN_IF_ERROR(covers(day));
  for (; count > 0; --count) {
    ASSIGN_OR_RETURN(day, business_day_from(day.plus_days(1)));
  }
  return day;
}

Result<LocalDate> Calendar::final_report_due(LocalDate known, std::int32_t days) const {
  for (LocalDate day = law::last_day(known, Period{0, days}, FirstDay::counted);; day = day.plus_days(1)) {
    ASSIGN_OR_RETURN(const bool is_closed, is_closed_for_authorities(day));
    if (!is_closed) return day;
  }
}

PromptReport prompt_report(LocalDate known) {
  return {known.plus_days(2), known.plus_days(4)};
}

}  // namespace daicho::law
