// SPDX-License-Identifier: Apache-2.0
#include "law/notices.h"

#include "law/fields.h"

namespace daicho::law {

base::Literal public_name(Notice::When when) {
  switch (when) {
    case Notice::When::before:
      return "before";
    case Notice::When::promptly:
      return "promptly";
    case Notice::When::without_delay:
      return "without_delay";
    case Notice::When::on_request:
      return "on_request";
    case Notice::When::kept_knowable:
      return "kept_knowable";
    case Notice::When::with_the_act:
      return "with_the_act";
    case Notice::When::within_deadline:
      return "within_deadline";
    case Notice::When::on_change:
      return "on_change";
  }
  return "before";
}

base::Result<Matter> Matter::read(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  Matter matter{std::move(dated), {}};
  ASSIGN_OR_RETURN(matter.title, read_local_text(row, "title"));
  return matter;
}

base::Result<Notice> Notice::read(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  Notice notice{std::move(dated), {}, {}, When::before, {}, {}};
  ASSIGN_OR_RETURN(notice.title, read_local_text(row, "title"));
  ASSIGN_OR_RETURN(notice.told_to, read_local_text(row, "told_to"));
  ASSIGN_OR_RETURN(
      notice.when,
      (read_choice<When, When::before, When::promptly, When::without_delay, When::on_request,
                   When::kept_knowable, When::with_the_act, When::within_deadline, When::on_change>(row,
                                                                                                    "when")));
  ASSIGN_OR_RETURN(notice.matters, read_refs<Matter>(row, "matters"));
  ASSIGN_OR_RETURN(notice.cites, read_optional_refs<Citation>(row, "cites"));
  return notice;
}

}  // namespace daicho::law
