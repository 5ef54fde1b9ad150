// SPDX-License-Identifier: Apache-2.0
#include "law/rights.h"

#include "law/fields.h"

namespace daicho::law {

base::Literal public_name(Right::Kind kind) {
  switch (kind) {
    case Right::Kind::purpose_notice:
      return "purpose_notice";
    case Right::Kind::disclosure:
      return "disclosure";
    case Right::Kind::provision_record_disclosure:
      return "provision_record_disclosure";
    case Right::Kind::correction:
      return "correction";
    case Right::Kind::cessation:
      return "cessation";
    case Right::Kind::provision_stop:
      return "provision_stop";
    case Right::Kind::overseas_measures:
      return "overseas_measures";
  }
  return "disclosure";
}

base::Result<Ground> Ground::read(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  Ground ground{std::move(dated), {}, {}};
  ASSIGN_OR_RETURN(ground.title, read_local_text(row, "title"));
  ASSIGN_OR_RETURN(ground.cites, read_refs<Citation>(row, "cites"));
  return ground;
}

base::Result<Refusal> Refusal::read(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  Refusal refusal{std::move(dated), {}, false, {}};
  ASSIGN_OR_RETURN(refusal.title, read_local_text(row, "title"));
  ASSIGN_OR_RETURN(refusal.conceals, read_flag(row, "conceals"));
  ASSIGN_OR_RETURN(refusal.cites, read_refs<Citation>(row, "cites"));
  return refusal;
}

base::Result<Right> Right::read(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  Right right{std::move(dated), {}, Kind::disclosure, {}, {}, false, false, false, false, {}};
  ASSIGN_OR_RETURN(right.title, read_local_text(row, "title"));
  ASSIGN_OR_RETURN(
      right.kind,
      (read_choice<Kind, Kind::purpose_notice, Kind::disclosure, Kind::provision_record_disclosure,
                   Kind::correction, Kind::cessation, Kind::provision_stop, Kind::overseas_measures>(
          row, "kind")));
  ASSIGN_OR_RETURN(right.grounds, read_optional_refs<Ground>(row, "grounds"));
  ASSIGN_OR_RETURN(right.refusals, read_optional_refs<Refusal>(row, "refusals"));
  ASSIGN_OR_RETURN(right.fee, read_flag(row, "fee"));
  ASSIGN_OR_RETURN(right.explains, read_flag(row, "explains"));
  ASSIGN_OR_RETURN(right.substitute, read_flag(row, "substitute"));
  ASSIGN_OR_RETURN(right.waits_for_suit, read_flag(row, "waits_for_suit"));
  ASSIGN_OR_RETURN(right.cites, read_refs<Citation>(row, "cites"));
  return right;
}

}  // namespace daicho::law
