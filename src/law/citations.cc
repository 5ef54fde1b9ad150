// SPDX-License-Identifier: Apache-2.0
#include "law/citations.h"

#include "law/fields.h"

namespace daicho::law {

using base::Result;

base::Literal public_name(Source::Grade grade) {
  switch (grade) {
    case Source::Grade::official:
      return "official";
    case Source::Grade::secondary:
      return "secondary";
  }
  return "secondary";
}

Result<Source> Source::read(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  Source source{std::move(dated), {}, Grade::secondary};
  ASSIGN_OR_RETURN(source.title, read_local_text(row, "title"));
  ASSIGN_OR_RETURN(source.grade, (read_choice<Grade, Grade::official, Grade::secondary>(row, "grade")));
  return source;
}

Result<Citation> Citation::read(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  ASSIGN_OR_RETURN(LocalText printed, read_local_text(row, "printed"));
  ASSIGN_OR_RETURN(LocalText title, read_local_text(row, "title"));
  return Citation{std::move(dated), std::move(printed.ja), std::move(printed.en), std::move(title.ja),
                  std::move(title.en)};
}

Result<Move> Move::read(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  ASSIGN_OR_RETURN(const base::Term was, read_term(row, "was"));
  Move move{std::move(dated), {}, was, {}};
  ASSIGN_OR_RETURN(move.title, read_local_text(row, "title"));
  ASSIGN_OR_RETURN(move.now, read_local_text(row, "now"));
  return move;
}

}  // namespace daicho::law
