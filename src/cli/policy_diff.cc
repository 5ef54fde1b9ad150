// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "cli/exit_code.h"
#include "cli/policy_commands.h"
#include "cli/policy_file.h"
#include "cli/texts.h"
#include "policy/diff.h"
#include "service/law_in_force.h"

namespace daicho::cli {
namespace {

using policy::PolicyChange;
using policy::PolicyDiff;
using policy::StillUsable;
using service::JsonWriter;

std::string word(std::string_view key, base::Language language) {
  return std::string(help_text("diff-" + std::string(key), language));
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& one : words) out += (out.empty() ? "" : ", ") + one;
  return out;
}

void print_change(const PolicyChange& change, const policy::LawTerms& law, base::Language language) {
  std::cout << "\n" << word(public_name(change.kind()).text(), language) << "  " << change.clause;
  if (!change.rule.empty()) std::cout << "  " << change.rule_kind << " " << change.rule;
  if (!change.label.ja.empty()) std::cout << "  " << change.label.in(language);
  std::cout << "\n  " << word(public_name(change.need()).text(), language);
  if (const policy::Citation* article = law.find_citation(change.citation()))
    std::cout << " [" << article->printed.in(language) << "]";
  std::cout << "  " << change.message(language) << "\n";
  for (const PolicyChange::Field& field : change.fields) {
    std::cout << "    " << field.name << ":";
    if (!field.added.empty()) std::cout << "  + " << joined(field.added);
    if (!field.removed.empty()) std::cout << "  - " << joined(field.removed);
    std::cout << "\n";
  }
}

void print_usable(const PolicyDiff& diff, base::Language language) {
  std::cout << "\n" << word("held", language) << "\n";
  for (const StillUsable& one : diff.usable) {
    const bool changes = one.ground != StillUsable::Ground::as_before || !one.items_with_consent.empty();
    std::cout << "  " << one.purpose << "  " << one.label.in(language) << ": "
              << word(public_name(one.ground).text(), language);
    if (changes && !one.items.empty()) std::cout << " (" << joined(one.items) << ")";
    if (!one.items_with_consent.empty()) {
      if (one.ground != StillUsable::Ground::with_consent)
        std::cout << "; " << word("with_consent", language);
      std::cout << " (" << joined(one.items_with_consent) << ")";
    }
    std::cout << "\n";
  }
}

void print(const PolicyDiff& diff, const policy::LawTerms& law, base::Language language) {
  if (diff.changes.empty()) std::cout << word("none", language) << "\n";
  for (const PolicyChange& change : diff.changes) print_change(change, law, language);
  print_usable(diff, language);
  std::cout << "\n" << word("effective", language) << " " << diff.effective.text();
  if (diff.when_displayed) std::cout << ", " << word("when-displayed", language);
  std::cout << "\n";
  if (diff.is_another_policy) std::cout << word("another-policy", language) << "\n";
  if (diff.has_same_version) std::cout << word("same-version", language) << "\n";
  if (diff.takes_effect_earlier) std::cout << word("earlier", language) << "\n";
}

void write_words(JsonWriter& out, base::Literal key, const std::vector<std::string>& words) {
  out.key(key).begin_array();
  for (const std::string& one : words) out.published(one);
  out.end_array();
}

void write_change(JsonWriter& out, const PolicyChange& change, base::Language language) {
  out.begin_object().key("change").value(change.code).key("kind").value(change.kind());
  out.key("need").value(change.need()).key("article").published(change.citation());
  out.key("clause").published(change.clause).key("rule_kind").published(change.rule_kind);
  out.key("rule").published(change.rule).key("label").published(change.label.in(language));
  out.key("line").value(base::Count(change.position.line)).key("message").published(change.message(language));
  out.key("fields").begin_array();
  for (const PolicyChange::Field& field : change.fields) {
    out.begin_object().key("name").published(field.name);
    write_words(out, "added", field.added);
    write_words(out, "removed", field.removed);
    out.end_object();
  }
  out.end_array().end_object();
}

std::string json_of(const PolicyDiff& diff, base::Language language) {
  JsonWriter out;
  out.begin_object().key("effective").value(diff.effective);
  out.key("when_displayed").boolean(diff.when_displayed);
  out.key("another_policy")
      .boolean(diff.is_another_policy)
      .key("same_version")
      .boolean(diff.has_same_version);
  out.key("takes_effect_earlier").boolean(diff.takes_effect_earlier).key("changes").begin_array();
  for (const PolicyChange& change : diff.changes) write_change(out, change, language);
  out.end_array().key("held").begin_array();
  for (const StillUsable& one : diff.usable) {
    out.begin_object().key("purpose").published(one.purpose).key("label").published(one.label.in(language));
    out.key("ground").value(one.ground);
    write_words(out, "items", one.items);
    write_words(out, "items_with_consent", one.items_with_consent);
    out.end_object();
  }
  out.end_array().end_object();
  return std::move(out).take();
}

policy::Outline outline_of_file(const PolicyFile& file) {
  policy::Findings ignored;
  return policy::outline_of(policy::read_yaml(file.yaml, ignored));
}

}  // namespace

int diff_policies(const std::string& before, const std::string& after, const Manner& manner) {
  const auto old_file = read_policy(before, today()), new_file = read_policy(after, today());
  if (!old_file) return fail_with(old_file.error(), manner);
  if (!new_file) return fail_with(new_file.error(), manner);
  if (!old_file->compiled.policy) return fail_with_findings(*old_file, manner);
  if (!new_file->compiled.policy) return fail_with_findings(*new_file, manner);
  const auto law = service::LawInForce::carried(today());
  if (!law) return fail_with(law.error(), manner);
  const policy::Outline old_outline = outline_of_file(*old_file), new_outline = outline_of_file(*new_file);
  const PolicyDiff diff =
      policy::diff({old_outline, *old_file->compiled.policy}, {new_outline, *new_file->compiled.policy});
  if (manner.json) {
    std::cout << json_of(diff, manner.language) << "\n";
  } else {
    print(diff, law->terms(), manner.language);
  }
  return diff.changes.empty() ? exit_done : exit_findings;
}

}  // namespace daicho::cli
