// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/deadline.h"

namespace daicho::policy {

std::optional<Deadline> read_deadline(Fields& fields, std::string_view name) {
  const auto word = fields.mention(name, Need::optional);
  if (!word) return std::nullopt;
  for (const Deadline::Word known : {Deadline::Word::without_delay, Deadline::Word::promptly}) {
    if (public_name(known).text() == word->text) return Deadline{known, 0};
  }
  const auto period = base::parse_period(word->text);
  if (period && period->days > 0) return Deadline{Deadline::Word::days, period->days};
  fields.draft().report(FindingCode::unknown_choice, word->position,
                        {word->text, std::string(name), "N days, without_delay, promptly"});
  return std::nullopt;
}

std::int32_t read_cycle_months(Fields& fields, std::string_view name, Need need) {
  const auto word = fields.mention(name, need);
  if (!word) return 0;
  std::string_view text = word->text;
  if (text.starts_with("every ")) text.remove_prefix(6);
  const auto period = base::parse_period(text);
  if (period && period->months > 0) return period->months;
  fields.draft().report(FindingCode::not_a_period, word->position, {word->text});
  return 0;
}

std::int32_t read_days(Fields& fields, std::string_view name) {
  const auto word = fields.mention(name, Need::optional);
  if (!word) return 0;
  const auto period = base::parse_period(word->text);
  if (period && period->days > 0) return period->days;
  fields.draft().report(FindingCode::not_a_period, word->position, {word->text});
  return 0;
}

}  // namespace daicho::policy
