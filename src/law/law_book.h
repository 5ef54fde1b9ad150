// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/literal.h"
#include "base/local_date.h"
#include "base/result.h"
#include "base/term.h"
#include "law/counting.h"

namespace daicho::law {

enum class Status : std::uint8_t {
  in_force = 1,
  promulgated = 2,  // passed, not yet in force: shown as coming, never enforced
  draft = 3,        // announced: shown as coming, never enforced
  repealed = 4,
};
base::Literal public_name(Status status);

// What every line of a law file has: when it holds, and what backs it.
struct Dated {
  base::Term name;
  std::optional<base::LocalDate> from;    // the first day; nothing while none is set
  std::optional<base::LocalDate> to;      // the last day; nothing while it goes on
  std::optional<base::LocalDate> latest;  // the last day on which it can begin
  Status status = Status::in_force;
  bool was_read = false;  // whether it was read in a source; otherwise users see it marked

  // Whether it may be enforced and cited as current on `day`.
  bool holds_on(base::LocalDate day) const {
    return status == Status::in_force && from && *from <= day && (!to || day <= *to);
  }
  // Whether it is still to come on `day`: announced, passed, or in force from a later day.
  bool is_coming_on(base::LocalDate day) const {
    if (status == Status::promulgated || status == Status::draft) return true;
    return status == Status::in_force && from && *from > day;
  }
};

// An article as it is cited.
struct Citation : Dated {
  std::string printed_ja, printed_en;
  std::string title_ja, title_en;
};

// A statute that obliges to keep something.
struct Statute : Dated {
  std::string keeps_ja, keeps_en;
  base::Term cites;  // the article
  Period period;
  base::Term base;  // the event whose day it counts from
  Period delay;     // from that day to the day the period counts from
  FirstDay first_day = FirstDay::not_counted;

  // The last day it keeps what depends on `base_day`.
  base::LocalDate last_day(base::LocalDate base_day) const;
};

// A legal rule that the register applies.
struct Rule : Dated {
  std::string title_ja, title_en;
  std::optional<base::Term> cites;
};

// The texts of the law files.
struct LawTexts {
  std::string_view citations;
  std::string_view statutes;
  std::string_view rules;
};

// The texts of the files this program was built with.
LawTexts shipped_texts();

// The law as it stands on one day: what holds, and what is coming.
struct Law {
  base::LocalDate day;
  std::vector<Citation> citations;
  std::vector<Statute> statutes;
  std::vector<Rule> rules;
  std::vector<Rule> coming;

  // By name; null when it does not hold on that day.
  const Citation* citation(std::string_view name) const;
  const Statute* statute(std::string_view name) const;
  bool has_rule(std::string_view name) const;
};

// Every line of the law files, with the days on which it holds. Immutable but for commence(); thread-safe
// then.
class LawBook {
 public:
  // Reads the files; `corrupt` when a line is broken or cites an article that is not there.
  static base::Result<LawBook> read(const LawTexts& texts);
  // The files this program was built with.
  static base::Result<LawBook> shipped();

  // What holds on `day`. Only that may be enforced or cited as current.
  Law as_of(base::LocalDate day) const;

  // Sets the first day of a promulgated rule, once it is known (or to simulate it): from then it holds.
  // `not_found` for a rule that is not promulgated.
  base::Status commence(std::string_view rule, base::LocalDate from);

  const std::vector<Citation>& citations() const { return citations_; }
  const std::vector<Statute>& statutes() const { return statutes_; }
  const std::vector<Rule>& rules() const { return rules_; }

 private:
  LawBook() = default;

  std::vector<Citation> citations_;
  std::vector<Statute> statutes_;
  std::vector<Rule> rules_;
};

}  // namespace daicho::law
