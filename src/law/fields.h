// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "law/counting.h"
#include "law/dated.h"
#include "law/rows.h"
#include "law/table.h"

// Readers of single fields. Each is `corrupt`, naming file, line and field, when the field is missing or has
// not the form it must have.
namespace daicho::law {

base::Result<base::Term> read_term(const Row& row, base::Literal field);
// The day of a field that may be missing.
base::Result<std::optional<base::LocalDate>> read_day(const Row& row, base::Literal field);
base::Result<Period> read_period(const Row& row, base::Literal field);
// A printed text: `field.ja` and `field.en`, neither empty.
base::Result<LocalText> read_local_text(const Row& row, base::Literal field);
// `yes` or `no`; a missing field is no.
base::Result<bool> read_flag(const Row& row, base::Literal field);
// 0 to 999999999; a missing field is `otherwise`.
base::Result<std::uint64_t> read_count(const Row& row, base::Literal field, std::uint64_t otherwise);
// `counted`; a missing field is not_counted.
base::Result<FirstDay> read_first_day(const Row& row);
// The names of a list that is not empty, each once.
base::Result<std::vector<base::Term>> read_terms(const Row& row, base::Literal field);

// References to other lines: at least one.
template <typename Line>
base::Result<Refs<Line>> read_refs(const Row& row, base::Literal field) {
  ASSIGN_OR_RETURN(const std::vector<base::Term> names, read_terms(row, field));
  Refs<Line> refs;
  for (const base::Term& name : names) refs.push_back({name});
  return refs;
}

// References that may be missing.
template <typename Line>
base::Result<Refs<Line>> read_optional_refs(const Row& row, base::Literal field) {
  if (!row.has(field.text())) return Refs<Line>();
  return read_refs<Line>(row, field);
}

// One of the names of an enum.
template <typename E, E... values>
base::Result<E> read_choice(const Row& row, base::Literal field) {
  const std::string_view text = row.text(field.text());
  std::optional<E> chosen;
  ((public_name(values).text() == text ? void(chosen = values) : void()), ...);
  if (!chosen) return base::fail(row.broken(field));
  return *chosen;
}

}  // namespace daicho::law
