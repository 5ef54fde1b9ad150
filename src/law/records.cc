// SPDX-License-Identifier: Apache-2.0
#include "law/records.h"

#include "law/fields.h"

namespace daicho::law {

base::Literal public_name(RecordForm::Side side) {
  switch (side) {
    case RecordForm::Side::provider:
      return "provider";
    case RecordForm::Side::receiver:
      return "receiver";
  }
  return "provider";
}

base::Literal public_name(RecordForm::Route route) {
  switch (route) {
    case RecordForm::Route::consent:
      return "consent";
    case RecordForm::Route::opt_out:
      return "opt_out";
    case RecordForm::Route::person_related:
      return "person_related";
    case RecordForm::Route::private_source:
      return "private_source";
  }
  return "consent";
}

base::Result<Column> Column::read(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  Column column{std::move(dated), {}};
  ASSIGN_OR_RETURN(column.title, read_local_text(row, "title"));
  return column;
}

base::Result<RecordForm> RecordForm::read(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  RecordForm form{std::move(dated), {}, Side::provider, Route::consent, {}, {}, {}, {}, {}};
  ASSIGN_OR_RETURN(form.title, read_local_text(row, "title"));
  ASSIGN_OR_RETURN(form.side, (read_choice<Side, Side::provider, Side::receiver>(row, "side")));
  ASSIGN_OR_RETURN(
      form.route,
      (read_choice<Route, Route::consent, Route::opt_out, Route::person_related, Route::private_source>(
          row, "route")));
  ASSIGN_OR_RETURN(form.columns, read_refs<Column>(row, "columns"));
  ASSIGN_OR_RETURN(form.keeps_each, read_refs<Statute>(row, "keeps_each"));
  ASSIGN_OR_RETURN(form.keeps_batch, read_optional_refs<Statute>(row, "keeps_batch"));
  ASSIGN_OR_RETURN(form.keeps_contract, read_optional_refs<Statute>(row, "keeps_contract"));
  ASSIGN_OR_RETURN(form.cites, read_refs<Citation>(row, "cites"));
  return form;
}

}  // namespace daicho::law
