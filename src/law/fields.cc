// SPDX-License-Identifier: Apache-2.0
#include "law/fields.h"

#include <algorithm>
#include <charconv>

namespace daicho::law {

using base::LocalDate;
using base::Result;
using base::Term;

namespace {

constexpr std::uint64_t count_max = 999'999'999;

}  // namespace

Result<Term> read_term(const Row& row, base::Literal field) {
  auto term = Term::declared(row.text(field.text()));
  if (!term) return base::fail(row.broken(field));
  return *term;
}

Result<std::optional<LocalDate>> read_day(const Row& row, base::Literal field) {
  if (!row.has(field.text())) return std::optional<LocalDate>();
  const auto day = LocalDate::parse(row.text(field.text()));
  if (!day) return base::fail(row.broken(field));
  return day;
}

Result<Period> read_period(const Row& row, base::Literal field) {
  const auto period = parse_period(row.text(field.text()));
  if (!period) return base::fail(row.broken(field));
  return *period;
}

Result<LocalText> read_local_text(const Row& row, base::Literal field) {
  const std::string name(field.text());
  LocalText text{std::string(row.text(name + ".ja")), std::string(row.text(name + ".en"))};
  if (text.ja.empty() || text.en.empty()) return base::fail(row.broken(field));
  return text;
}

Result<bool> read_flag(const Row& row, base::Literal field) {
  if (!row.has(field.text())) return false;
  const std::string_view text = row.text(field.text());
  if (text != "yes" && text != "no") return base::fail(row.broken(field));
  return text == "yes";
}

Result<std::uint64_t> read_count(const Row& row, base::Literal field, std::uint64_t otherwise) {
  if (!row.has(field.text())) return otherwise;
  const std::string_view text = row.text(field.text());
  std::uint64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end != text.data() + text.size() || count > count_max)
    return base::fail(row.broken(field));
  return count;
}

Result<FirstDay> read_first_day(const Row& row) {
  if (!row.has("first_day")) return FirstDay::not_counted;
  if (row.text("first_day") != "counted") return base::fail(row.broken("first_day"));
  return FirstDay::counted;
}

Result<std::vector<Term>> read_terms(const Row& row, base::Literal field) {
  std::vector<Term> terms;
  for (const std::string& text : row.list(field.text())) {
    const auto term = Term::declared(text);
    if (!term || std::find(terms.begin(), terms.end(), *term) != terms.end())
      return base::fail(row.broken(field));
    terms.push_back(*term);
  }
  if (terms.empty()) return base::fail(row.broken(field));
  return terms;
}

}  // namespace daicho::law
