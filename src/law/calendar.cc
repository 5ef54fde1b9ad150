// SPDX-License-Identifier: Apache-2.0
#include "law/calendar.h"

#include <algorithm>
#include <tuple>

#include "law/fields.h"
#include "law_files.h"

namespace daicho::law {

using base::ErrorCode;
using base::LocalDate;
using base::Result;

namespace {

constexpr unsigned sunday = 0, saturday = 6;

// Reads MM-DD, a day of every year.
std::optional<std::pair<unsigned, unsigned>> parse_yearly(std::string_view text) {
  const auto day = LocalDate::parse("2023-" + std::string(text));
  if (!day) return std::nullopt;
  return std::pair(day->month(), day->day());
}

Result<Closing> read_closing(const Row& row) {
  Closing closing;
  ASSIGN_OR_RETURN(closing.title, read_local_text(row, "title"));
  ASSIGN_OR_RETURN(closing.who,
                   (read_choice<Closing::Who, Closing::Who::authorities, Closing::Who::banks>(row, "who")));
  const auto first = parse_yearly(row.text("first"));
  const auto last = parse_yearly(row.text("last"));
  if (!first) return base::fail(row.broken("first"));
  if (!last) return base::fail(row.broken("last"));
  if (row.text("mark") != "S" && row.text("mark") != "K") return base::fail(row.broken("mark"));
  std::tie(closing.first_month, closing.first_day) = *first;
  std::tie(closing.last_month, closing.last_day) = *last;
  closing.was_read = row.text("mark") == "S";
  RETURN_IF_ERROR(row.all_read());
  return closing;
}

std::optional<Holiday::Kind> parse_kind(std::string_view text) {
  if (text == "holiday") return Holiday::Kind::holiday;
  if (text == "substitute") return Holiday::Kind::substitute;
  if (text == "citizens") return Holiday::Kind::citizens;
  return std::nullopt;
}

}  // namespace

base::Literal public_name(Closing::Who who) {
  switch (who) {
    case Closing::Who::authorities:
      return "authorities";
    case Closing::Who::banks:
      return "banks";
  }
  return "authorities";
}

bool Closing::has(LocalDate day) const {
  const auto first = std::pair(first_month, first_day);
  const auto last = std::pair(last_month, last_day);
  const auto at = std::pair(day.month(), day.day());
  return first <= last ? first <= at && at <= last : first <= at || at <= last;
}

Result<Calendar> Calendar::read(std::string_view yaml) {
  ASSIGN_OR_RETURN(const LawFile file, LawFile::parse(yaml, "law/holidays.yaml"));
  const std::vector<Row>* holidays = file.find("holidays");
  const std::vector<Row>* closings = file.find("closings");
  if (holidays == nullptr || closings == nullptr || file.lists().size() != 2)
    return base::fail(ErrorCode::corrupt, "the holidays file lacks a list, or has one too many; restore it");
  Calendar calendar;
  for (const Row& row : *closings) {
    ASSIGN_OR_RETURN(const Closing closing, read_closing(row));
    const auto is_same = [&closing](const Closing& other) { return other.who == closing.who; };
    if (std::any_of(calendar.closings_.begin(), calendar.closings_.end(), is_same))
      return base::fail(row.broken("who"));
    calendar.closings_.push_back(closing);
  }
  for (const Row& row : *holidays) {
    const auto day = LocalDate::parse(row.text("on"));
    const auto kind = parse_kind(row.text("kind"));
    if (!day) return base::fail(row.broken("on"));
    if (!kind) return base::fail(row.broken("kind"));
    if (row.text("name.ja").empty() || row.text("name.en").empty()) return base::fail(row.broken("name"));
    if (row.text("mark") != "S" && row.text("mark") != "K") return base::fail(row.broken("mark"));
    RETURN_IF_ERROR(row.all_read());
    const Holiday holiday{std::string(row.text("name.ja")), std::string(row.text("name.en")), *kind,
                          row.text("mark") == "S"};
    if (!calendar.holidays_.emplace(*day, holiday).second) return base::fail(row.broken("on"));
  }
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
  return is_closed_for(Closing::Who::authorities, day);
}

Result<bool> Calendar::is_closed_for(Closing::Who who, LocalDate day) const {
  ASSIGN_OR_RETURN(const bool is_open, is_business_day(day));
  return !is_open || std::any_of(closings_.begin(), closings_.end(), [who, day](const Closing& closing) {
    return closing.who == who && closing.has(day);
  });
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

Result<LocalDate> Calendar::open_day_from(LocalDate day) const {
  for (;; day = day.plus_days(1)) {
    ASSIGN_OR_RETURN(const bool is_closed, is_closed_for_authorities(day));
    if (!is_closed) return day;
  }
}

Result<LocalDate> Calendar::final_report_due(LocalDate known, std::int32_t days) const {
  return open_day_from(law::last_day(known, Period{0, days}, FirstDay::counted));
}

PromptReport prompt_report(LocalDate known) {
  return {known.plus_days(2), known.plus_days(4)};
}

}  // namespace daicho::law
