// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/local_date.h"
#include "base/result.h"
#include "law/counting.h"
#include "law/dated.h"

namespace daicho::law {

// A public holiday, as law/holidays.yaml lists it.
struct Holiday {
  enum class Kind : std::uint8_t { holiday = 1, substitute = 2, citizens = 3 };
  std::string name_ja, name_en;
  Kind kind = Kind::holiday;
  bool was_read = false;  // whether the day was read in a source; otherwise users see it marked
};

// Days of every year on which somebody is closed besides holidays, as law/holidays.yaml lists them. It may
// run over the end of the year.
struct Closing {
  enum class Who : std::uint8_t { authorities = 1, banks = 2 };
  LocalText title;
  Who who = Who::authorities;
  unsigned first_month = 0, first_day = 0;
  unsigned last_month = 0, last_day = 0;
  bool was_read = false;

  bool has(base::LocalDate day) const;
};
base::Literal public_name(Closing::Who who);

// The public holidays of Japan between two days, and what is counted with them. Immutable; thread-safe.
//
// It knows no day outside its file: such a question is `not_found`, never a guess.
class Calendar {
 public:
  // Reads a holidays file; it covers whole years.
  static base::Result<Calendar> read(std::string_view yaml);
  // The file this program was built with.
  static base::Result<Calendar> shipped();

  base::LocalDate first_day() const { return first_day_; }
  base::LocalDate last_day() const { return last_day_; }

  // The holiday on `day`, or null.
  base::Result<const Holiday*> holiday_on(base::LocalDate day) const;
  // Whether `day` is a day of business: neither Saturday, Sunday nor holiday.
  base::Result<bool> is_business_day(base::LocalDate day) const;
  // Whether authorities are closed: no business day, or within their closing (29 December to 3 January).
  base::Result<bool> is_closed_for_authorities(base::LocalDate day) const;
  // The same for `who`.
  base::Result<bool> is_closed_for(Closing::Who who, base::LocalDate day) const;

  // `day`, or the next business day after it (Civil Code 142).
  base::Result<base::LocalDate> business_day_from(base::LocalDate day) const;
  // `day`, or the next day after it on which authorities are open.
  base::Result<base::LocalDate> open_day_from(base::LocalDate day) const;
  // The business day `count` business days after `day`; `day` itself is not counted.
  base::Result<base::LocalDate> plus_business_days(base::LocalDate day, std::int32_t count) const;

  // The last day for the detailed report of a breach known on `known` (APPI Rules 8(2)): `days` is 30, or 60
  // for a wrongful purpose. The day of knowing is day 1; a closed day moves it on.
  base::Result<base::LocalDate> final_report_due(base::LocalDate known, std::int32_t days) const;

 private:
  Calendar() = default;
  base::Status covers(base::LocalDate day) const;

  std::map<base::LocalDate, Holiday> holidays_;
  std::vector<Closing> closings_;
  base::LocalDate first_day_;
  base::LocalDate last_day_;
};

// The days between which a first report of a breach is expected (3 to 5 days; the day of knowing is day 1).
struct PromptReport {
  base::LocalDate expected;  // day 3
  base::LocalDate latest;    // day 5
};
PromptReport prompt_report(base::LocalDate known);

}  // namespace daicho::law
