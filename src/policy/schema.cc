// SPDX-License-Identifier: Apache-2.0
#include "policy/schema.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.h"
#include "policy/rules/rule.h"
#include "policy_texts.h"

namespace daicho::policy {
namespace {

using Form = FieldShape::Form;

constexpr std::array<std::pair<std::string_view, Form>, 15> forms = {{
    {"kind", Form::kind},
    {"text", Form::text},
    {"texts", Form::texts},
    {"local", Form::local},
    {"name", Form::name},
    {"names", Form::names},
    {"date", Form::date},
    {"period", Form::period},
    {"time", Form::time},
    {"flag", Form::flag},
    {"mapping", Form::mapping},
    {"mappings", Form::mappings},
    {"any", Form::any},
    {"choice", Form::choice},
    {"choices", Form::choices},
}};

// What stands before `mark`, without spaces around it; it and the mark are taken from `rest`.
std::string_view cut(std::string_view& rest, std::string_view mark) {
  const std::size_t end = std::min(rest.find(mark), rest.size());
  std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + mark.size(), rest.size()));
  while (part.starts_with(' ')) part.remove_prefix(1);
  while (part.ends_with(' ')) part.remove_suffix(1);
  return part;
}

// One line of text/fields.txt; the place is left to the caller.
FieldShape shape_of(std::string_view form, std::string_view rest) {
  FieldShape shape;
  const std::string_view name = cut(form, ":");
  const auto* const known =
      std::find_if(forms.begin(), forms.end(), [&](const auto& one) { return one.first == name; });
  CHECK(known != forms.end());
  shape.form = known->second;
  while (!form.empty()) shape.choices.emplace_back(cut(form, ","));
  shape.article = cut(rest, "|");
  shape.about.ja = cut(rest, "|");
  shape.about.en = cut(rest, "|");
  return shape;
}

// Puts `shape` where `place` (a.b.c) says; what it stands in was described before it.
void put(std::vector<FieldShape>& shapes, std::string_view place, FieldShape shape) {
  const std::string_view first = cut(place, ".");
  if (place.empty()) {
    shape.required = first.ends_with('*');
    shape.name = shape.required ? first.substr(0, first.size() - 1) : first;
    shapes.push_back(std::move(shape));
    return;
  }
  auto at =
      std::find_if(shapes.begin(), shapes.end(), [&](const FieldShape& one) { return one.name == first; });
  CHECK(at != shapes.end());
  put(at->fields, place, std::move(shape));
}

std::vector<FieldShape> all_shapes() {
  std::vector<FieldShape> shapes = {
      {.name = "policy", .article = {}, .about = {}, .choices = {}, .fields = {}}};
  for (std::string_view rest = texts::fields_txt; !rest.empty();) {
    std::string_view line = cut(rest, "\n");
    if (line.empty() || line.front() == '#') continue;
    const std::string_view place = cut(line, "|"), form = cut(line, "|");
    put(shapes, place, shape_of(form, line));
  }
  return shapes;
}

}  // namespace

FieldShape document_shape() {
  return all_shapes().front();
}

std::vector<FieldShape> kind_shapes() {
  const std::vector<FieldShape> described = all_shapes();
  std::vector<FieldShape> kinds;
  for (const RuleKind& kind : rule_kinds()) {
    const auto at = std::find_if(described.begin() + 1, described.end(),
                                 [&](const FieldShape& one) { return one.name == kind.name.text(); });
    FieldShape shape = at == described.end() ? FieldShape{} : *at;
    shape.name = kind.name.text();
    shape.form = Form::kind;
    kinds.push_back(std::move(shape));
  }
  return kinds;
}

}  // namespace daicho::policy
