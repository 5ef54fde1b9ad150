// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "cli/exit_code.h"
#include "cli/policy_commands.h"
#include "cli/policy_file.h"
#include "policy/schema.h"
#include "service/law_in_force.h"

namespace daicho::cli {
namespace {

using policy::FieldShape;
using service::JsonWriter;
using Form = FieldShape::Form;

constexpr std::string_view name_pattern = "^[a-z][a-z0-9_.-]{0,63}$";
constexpr std::string_view date_pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
constexpr std::string_view period_pattern = "^[1-9][0-9]* (day|days|month|months|year|years)$";
constexpr std::string_view time_pattern = "^([01][0-9]|2[0-4]):[0-5][0-9]$";

// Writes a policy's JSON Schema (2020-12), for editors that complete YAML and show what hovers over it.
class SchemaWriter {
 public:
  SchemaWriter(base::Language language, const policy::LawTerms& law) : language_(language), law_(law) {}

  std::string write() {
    out_.begin_object().key("$schema").published("https://json-schema.org/draft/2020-12/schema");
    out_.key("$id").published("urn:daicho:policy:1").key("title").published("Daicho policy");
    const FieldShape document = policy::document_shape();
    write_object(document.fields, "", "");
    out_.key("$defs").begin_object();
    write_definitions();
    for (const FieldShape& kind : policy::kind_shapes()) write_kind(kind);
    out_.end_object().end_object();
    return std::move(out_).take();
  }

 private:
  void write_definitions() {
    out_.key("localText").begin_object().key("type").published("object").key("required").begin_array();
    out_.published("ja").end_array().key("properties").begin_object();
    for (const base::Literal language : {base::Literal("ja"), base::Literal("en")}) {
      out_.key(language).begin_object().key("type").published("string");
      out_.key("minLength").value(base::Count(1)).end_object();
    }
    out_.end_object().key("additionalProperties").boolean(false).end_object();
    out_.key("rule").begin_object().key("anyOf").begin_array();
    for (const FieldShape& kind : policy::kind_shapes()) {
      out_.begin_object().key("$ref").published("#/$defs/" + kind.name).end_object();
    }
    out_.end_array().end_object();
  }

  void write_kind(const FieldShape& kind) {
    const auto name = base::Term::declared(kind.name);
    out_.key(*name).begin_object();
    describe(kind);
    if (kind.fields.empty()) {
      out_.key("type").published("object").key("required").begin_array().published(kind.name).end_array();
    } else {
      write_object(kind.fields, kind.name, kind.name);
    }
    out_.end_object();
  }

  // The parts of an object: `kind` is the rule's own key where it is one, and rules carry promises.
  void write_object(const std::vector<FieldShape>& fields, const std::string& kind, const std::string& name) {
    out_.key("type").published("object").key("required").begin_array();
    if (!kind.empty()) out_.published(kind);
    for (const FieldShape& field : fields) {
      if (field.required && field.name != kind) out_.published(field.name);
    }
    out_.end_array().key("properties").begin_object();
    if (!kind.empty()) {
      // `consent: X` opens a rule of that kind, and a field may bear the same name elsewhere.
      out_.key(*base::Term::declared(name)).begin_object();
      out_.key("type").published("string").key("pattern").published(name_pattern).end_object();
      out_.key("promises");
      write_one_or_list([this] { write_string(""); });
    }
    for (const FieldShape& field : fields) {
      if (field.name != kind) write_field(field);
    }
    const bool is_clause = kind.empty() && name == "clauses";
    if (is_clause) {
      out_.key("rules").begin_object().key("type").published("array");
      out_.key("minItems").value(base::Count(1));
      out_.key("items").begin_object().key("$ref").published("#/$defs/rule").end_object().end_object();
    }
    out_.end_object().key("additionalProperties").boolean(false);
  }

  void write_field(const FieldShape& field) {
    out_.key(*base::Term::declared(field.name)).begin_object();
    describe(field);
    write_form(field);
    out_.end_object();
  }

  void write_form(const FieldShape& field) {
    switch (field.form) {
      case Form::kind:
      case Form::any:
        return;
      case Form::text:
        out_.key("type").begin_array().published("string").published("number").end_array();
        return;
      case Form::local:
        out_.key("$ref").published("#/$defs/localText");
        return;
      case Form::name:
        return write_pattern(name_pattern);
      case Form::date:
        return write_pattern(date_pattern);
      case Form::period:
        return write_pattern(period_pattern);
      case Form::time:
        return write_pattern(time_pattern);
      case Form::flag:
        out_.key("type").published("boolean");
        return;
      case Form::texts:
        return write_any_of_one_or_list([this] { write_string(""); });
      case Form::names:
        return write_any_of_one_or_list([this] { write_string(name_pattern); });
      case Form::choice:
        return write_choices(field);
      case Form::choices:
        return write_any_of_one_or_list([&] {
          out_.begin_object();
          write_choices(field);
          out_.end_object();
        });
      case Form::mapping:
        return write_object(field.fields, "", field.name);
      case Form::mappings:
        out_.key("type").published("array").key("items").begin_object();
        write_object(field.fields, "", field.name);
        out_.end_object();
        return;
    }
  }

  void write_pattern(std::string_view pattern) {
    out_.key("type").published("string").key("pattern").published(pattern);
  }

  void write_string(std::string_view pattern) {
    out_.begin_object().key("type").published("string");
    if (!pattern.empty()) out_.key("pattern").published(pattern);
    out_.end_object();
  }

  void write_choices(const FieldShape& field) {
    out_.key("enum").begin_array();
    for (const std::string& choice : field.choices) {
      const bool is_number = choice.find_first_not_of("0123456789") == std::string::npos;
      if (is_number) {
        out_.value(base::Count(static_cast<std::uint64_t>(std::stoul(choice))));
      } else {
        out_.published(choice);
      }
    }
    out_.end_array();
  }

  template <typename Write>
  void write_any_of_one_or_list(Write write) {
    out_.key("anyOf").begin_array();
    write();
    out_.begin_object().key("type").published("array").key("items");
    write();
    out_.end_object().end_array();
  }
  template <typename Write>
  void write_one_or_list(Write write) {
    out_.begin_object();
    write_any_of_one_or_list(write);
    out_.end_object();
  }

  // What hovers over it: the sentence, and the article.
  void describe(const FieldShape& shape) {
    std::string text = shape.about.in(language_);
    if (const policy::Citation* citation = law_.find_citation(shape.article))
      text += " [" + citation->printed.in(language_) + "]";
    if (!text.empty()) out_.key("description").published(text);
  }

  base::Language language_;
  const policy::LawTerms& law_;
  JsonWriter out_;
};

}  // namespace

int print_schema(const Manner& manner) {
  const auto law = service::LawInForce::carried(today());
  if (!law) return fail_with(law.error(), manner);
  std::cout << SchemaWriter(manner.language, law->terms()).write() << "\n";
  return exit_done;
}

}  // namespace daicho::cli
