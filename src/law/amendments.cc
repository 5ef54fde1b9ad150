// SPDX-License-Identifier: Apache-2.0
#include "law/amendments.h"

#include "law/fields.h"

namespace daicho::law {

base::Result<Amendment> Amendment::read(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  Amendment amendment{std::move(dated), {}, {}, {}};
  ASSIGN_OR_RETURN(amendment.promulgated, read_day(row, "promulgated"));
  ASSIGN_OR_RETURN(amendment.act, read_local_text(row, "act"));
  ASSIGN_OR_RETURN(amendment.title, read_local_text(row, "title"));
  return amendment;
}

base::Result<Rule> Rule::read(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  ASSIGN_OR_RETURN(LocalText title, read_local_text(row, "title"));
  Rule rule{std::move(dated), std::move(title.ja), std::move(title.en), {}, {}};
  ASSIGN_OR_RETURN(rule.cites, read_optional_refs<Citation>(row, "cites"));
  ASSIGN_OR_RETURN(rule.amendments, read_optional_refs<Amendment>(row, "comes_with"));
  return rule;
}

}  // namespace daicho::law
