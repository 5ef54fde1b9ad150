// SPDX-License-Identifier: Apache-2.0
#include "text/wareki.h"

#include <array>
#include <utility>

#include "base/check.h"
#include "text/characters.h"
#include "text/normalise.h"
#include "text/numerals.h"
#include "text/utf8.h"

namespace daicho::text {
namespace {

using base::LocalDate;
using View = std::u32string_view;

struct EraRow {
  Era era;
  std::string_view name;
  View full, short_form;
  char32_t letter;
  int first_year;
  unsigned first_month, first_day;
};

constexpr std::array<EraRow, 5> eras = {{
    {Era::meiji, "明治", U"明治", U"明", U'm', 1868, 1, 25},
    {Era::taisho, "大正", U"大正", U"大", U't', 1912, 7, 30},
    {Era::showa, "昭和", U"昭和", U"昭", U's', 1926, 12, 25},
    {Era::heisei, "平成", U"平成", U"平", U'h', 1989, 1, 8},
    {Era::reiwa, "令和", U"令和", U"令", U'r', 2019, 5, 1},
}};

constexpr int last_lunisolar_year = 1872;
// The longest era had 64 years; what goes far beyond is a slip, not a date.
constexpr int era_year_max = 99;

const EraRow& row_of(Era era) {
  return eras[static_cast<std::size_t>(era) - 1];
}

LocalDate certain_date(int year, unsigned month, unsigned day) {
  const auto date = LocalDate::of(year, month, day);
  CHECK(date.has_value());
  return *date;
}

// Reads a date from front to back; each function takes what it reads, or takes nothing.
class DateReader {
 public:
  explicit DateReader(View text) : rest_(text) {}

  std::optional<WrittenDate> read() {
    skip_spaces();
    const EraRow* era = take_era();
    std::optional<unsigned> year, month, day;
    if (era == nullptr && is_compact()) {
      year = take_digits(4), month = take_digits(2), day = take_digits(2);
    } else {
      year = era != nullptr && take(U'元') ? std::optional(1u) : take_number();
      if (!year || !take_divider(U'年')) return std::nullopt;
      month = take_number();
      if (!month || !take_divider(U'月')) return std::nullopt;
      day = take_number();
      take(U'日');
    }
    if (!day || !take_ending()) return std::nullopt;
    return made(era, static_cast<int>(*year), *month, *day);
  }

 private:
  static std::optional<WrittenDate> made(const EraRow* era, int year, unsigned month, unsigned day) {
    if (era == nullptr) {
      if (year < 1000) return std::nullopt;
      const auto date = LocalDate::of(year, month, day);
      if (!date) return std::nullopt;
      return WrittenDate{*date, DateWarning::none, std::nullopt};
    }
    if (year < 1 || year > era_year_max) return std::nullopt;
    const auto date = LocalDate::of(era->first_year + year - 1, month, day);
    if (!date) return std::nullopt;
    return WrittenDate{*date, warning_of(*era, *date), era->era};
  }

  static DateWarning warning_of(const EraRow& era, LocalDate date) {
    if (date < first_day(era.era)) return DateWarning::before_the_era;
    if (era.era != Era::reiwa && date >= first_day(eras[static_cast<std::size_t>(era.era)].era)) {
      return DateWarning::after_the_era;
    }
    return date.year() <= last_lunisolar_year ? DateWarning::lunisolar_calendar : DateWarning::none;
  }

  bool take(char32_t c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool take(View word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  void skip_spaces() {
    while (!rest_.empty() && is_space(rest_.front())) rest_.remove_prefix(1);
  }

  const EraRow* take_era() {
    for (const EraRow& row : eras) {
      if (take(row.full) || take(row.short_form) || take(row.letter)) {
        take(U'.');
        skip_spaces();
        return &row;
      }
    }
    take(U"西暦");
    skip_spaces();
    return nullptr;
  }

  bool is_compact() const {
    std::size_t digits = 0;
    while (digits < rest_.size() && digit_value(rest_[digits])) ++digits;
    return digits == 8;
  }

  std::optional<unsigned> take_digits(std::size_t count) {
    unsigned number = 0;
    for (const char32_t c : rest_.substr(0, count)) number = number * 10 + digit_value(c).value_or(0);
    rest_.remove_prefix(count);
    return number;
  }

  // Up to four digits, or kanji numerals.
  std::optional<unsigned> take_number() {
    std::size_t length = 0;
    while (length < rest_.size() && digit_value(rest_[length])) ++length;
    if (length > 0) return length <= 4 ? take_digits(length) : std::nullopt;
    while (length < rest_.size() && is_kanji_numeral(rest_[length])) ++length;
    const auto number = kanji_number(rest_.substr(0, length));
    rest_.remove_prefix(length);
    return number;
  }

  // 年 or 月, or one of - / . in its place; the same one both times.
  bool take_divider(char32_t unit) {
    skip_spaces();
    char32_t divider = 0;
    if (take(unit)) {
      divider = U'年';
    } else if (!rest_.empty() && (rest_.front() == U'.' || rest_.front() == U'/' || is_dash(rest_.front()))) {
      divider = is_dash(rest_.front()) ? U'-' : rest_.front();
      rest_.remove_prefix(1);
    }
    skip_spaces();
    const bool is_same = divider_ == 0 || divider == divider_;
    divider_ = divider;
    return divider != 0 && is_same;
  }

  // A weekday in parentheses and 生 or 生まれ, and then the end of the text.
  bool take_ending() {
    skip_spaces();
    if (take(U'(')) {
      if (rest_.empty() || View(U"日月火水木金土").find(rest_.front()) == View::npos) return false;
      rest_.remove_prefix(1);
      take(U"曜日");
      if (!take(U')')) return false;
      skip_spaces();
    }
    if (!take(U"生まれ")) take(U"生");
    skip_spaces();
    return rest_.empty();
  }

  View rest_;
  char32_t divider_ = 0;
};

// NFKC in lower case: ㋿ is 令和, Ｒ is r.
std::u32string folded(std::string_view text) {
  std::u32string out = to_code_points(nfkc(text));
  for (char32_t& c : out) {
    if (is_between(c, U'A', U'Z')) c = c - U'A' + U'a';
  }
  return out;
}

std::string month_and_day(unsigned month, unsigned day) {
  return std::to_string(month) + "月" + std::to_string(day) + "日";
}

}  // namespace

base::Literal public_name(Era era) {
  switch (era) {
    case Era::meiji:
      return "meiji";
    case Era::taisho:
      return "taisho";
    case Era::showa:
      return "showa";
    case Era::heisei:
      return "heisei";
    case Era::reiwa:
      return "reiwa";
  }
  return "reiwa";
}

base::Literal public_name(DateWarning warning) {
  switch (warning) {
    case DateWarning::none:
      return "none";
    case DateWarning::after_the_era:
      return "after_the_era";
    case DateWarning::before_the_era:
      return "before_the_era";
    case DateWarning::lunisolar_calendar:
      return "lunisolar_calendar";
  }
  return "none";
}

LocalDate first_day(Era era) {
  const EraRow& row = row_of(era);
  return certain_date(row.first_year, row.first_month, row.first_day);
}

std::optional<WarekiDate> to_wareki(LocalDate date) {
  for (auto row = eras.rbegin(); row != eras.rend(); ++row) {
    if (date >= first_day(row->era))
      return WarekiDate{row->era, date.year() - row->first_year + 1, date.month(), date.day()};
  }
  return std::nullopt;
}

std::string wareki_text(LocalDate date) {
  const auto wareki = to_wareki(date);
  if (!wareki) return western_text(date);
  return std::string(row_of(wareki->era).name) + (wareki->year == 1 ? "元" : std::to_string(wareki->year)) +
         "年" + month_and_day(wareki->month, wareki->day);
}

std::string western_text(LocalDate date) {
  return std::to_string(date.year()) + "年" + month_and_day(date.month(), date.day());
}

std::optional<WrittenDate> parse_date(std::string_view text) {
  const std::u32string all = folded(text);
  return DateReader(all).read();
}

}  // namespace daicho::text
