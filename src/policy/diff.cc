// SPDX-License-Identifier: Apache-2.0
#include "policy/diff.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/check.h"
#include "base/period.h"
#include "policy/texts.h"
#include "policy_texts.h"

namespace daicho::policy {
namespace {

struct Row {
  ChangeCode code;
  base::Literal name;
  ChangeKind kind;
  ChangeNeed need;
  base::Literal citation;
};

constexpr Row rows[] = {
#define CHANGE(number, name, kind, need, citation) \
  {ChangeCode::name, #name, ChangeKind::kind, ChangeNeed::need, citation},
#include "policy/change_codes.inc"
#undef CHANGE
};

constexpr auto codes = [] {
  std::array<ChangeCode, std::size(rows)> all{};
  std::transform(std::begin(rows), std::end(rows), all.begin(), [](const Row& row) { return row.code; });
  return all;
}();

const Row& row_of(ChangeCode code) {
  const auto* row =
      std::find_if(std::begin(rows), std::end(rows), [&](const Row& r) { return r.code == code; });
  CHECK(row != std::end(rows));
  return *row;
}

using Key = std::pair<std::string, std::string>;  // kind, name
struct Placed {
  const ClauseOutline* clause;
  const RuleOutline* rule;
};
using Rules = std::map<Key, Placed>;

Rules rules_of(const Outline& outline) {
  Rules rules;
  for (const ClauseOutline& clause : outline.clauses) {
    for (const RuleOutline& rule : clause.rules) rules[{rule.kind, rule.name}] = {&clause, &rule};
  }
  return rules;
}

std::vector<std::string> without(const std::vector<std::string>& all,
                                 const std::vector<std::string>& others) {
  std::vector<std::string> rest;
  for (const std::string& one : all) {
    if (std::find(others.begin(), others.end(), one) == others.end()) rest.push_back(one);
  }
  return rest;
}

const std::vector<std::string>& words_of(const RuleOutline& rule, std::string_view field) {
  static const std::vector<std::string> none;
  for (const FieldOutline& one : rule.fields) {
    if (one.name == field) return one.words;
  }
  return none;
}

// The fields that differ; an absent field is an empty one.
std::vector<PolicyChange::Field> differing_fields(const RuleOutline& before, const RuleOutline& after) {
  std::vector<PolicyChange::Field> out;
  const auto compare = [&](const std::string& name) {
    const auto& was = words_of(before, name);
    const auto& is = words_of(after, name);
    if (was != is) out.push_back({name, without(is, was), without(was, is)});
  };
  for (const FieldOutline& field : after.fields) compare(field.name);
  for (const FieldOutline& field : before.fields) {
    if (words_of(after, field.name).empty()) compare(field.name);
  }
  // The same words in another order are no change.
  std::erase_if(
      out, [](const PolicyChange::Field& field) { return field.added.empty() && field.removed.empty(); });
  if (before.label.ja != after.label.ja) out.push_back({"label", {after.label.ja}, {before.label.ja}});
  return out;
}

const PolicyChange::Field* field_named(const std::vector<PolicyChange::Field>& fields,
                                       std::string_view name) {
  const auto at = std::find_if(fields.begin(), fields.end(),
                               [&](const PolicyChange::Field& field) { return field.name == name; });
  return at == fields.end() ? nullptr : &*at;
}

// Whether only words went from `name` and nothing else differs.
bool only_lost(const std::vector<PolicyChange::Field>& fields, std::string_view name) {
  return fields.size() == 1 && fields[0].name == name && fields[0].added.empty();
}

// --- What a change of each kind of rule is called.

bool relates_to(const Outline& outline, std::string_view purpose) {
  for (const ClauseOutline& clause : outline.clauses) {
    for (const RuleOutline& rule : clause.rules) {
      const auto& to = words_of(rule, "to");
      if (rule.kind == "related" && std::find(to.begin(), to.end(), purpose) != to.end()) return true;
    }
  }
  return false;
}

ChangeCode of_purpose(const std::vector<PolicyChange::Field>& fields) {
  const PolicyChange::Field* items = field_named(fields, "items");
  if (items != nullptr && !items->added.empty()) return ChangeCode::wider_purpose;
  for (const std::string_view condition : {"consent", "needs", "after"}) {
    const PolicyChange::Field* field = field_named(fields, condition);
    if (field != nullptr && !field->removed.empty()) return ChangeCode::looser_purpose;
  }
  if (field_named(fields, "marketing") != nullptr) return ChangeCode::looser_purpose;
  const PolicyChange::Field* media = field_named(fields, "media");
  if (media != nullptr && !media->added.empty()) return ChangeCode::looser_purpose;
  if (field_named(fields, "label") != nullptr) return ChangeCode::changed_purpose;
  const bool narrows = items != nullptr || media != nullptr || field_named(fields, "consent") != nullptr;
  return narrows ? ChangeCode::narrower_purpose : ChangeCode::changed_purpose;
}

// Days, for comparing; nothing for what has no length of its own.
std::optional<std::int32_t> days_of(const std::vector<std::string>& words) {
  if (words.size() != 1) return std::nullopt;
  const auto period = base::parse_period(words.front());
  if (!period) return std::nullopt;
  return period->days + period->months * 31;
}

ChangeCode of_retention(const RuleOutline& before, const RuleOutline& after) {
  const auto was = days_of(words_of(before, "period")), is = days_of(words_of(after, "period"));
  if (was && is && *is > *was) return ChangeCode::longer_retention;
  if (was && is && *is < *was) return ChangeCode::shorter_retention;
  return ChangeCode::changed_retention;
}

bool mentions(const RuleOutline& rule, std::string_view field, std::string_view word) {
  const auto& words = words_of(rule, field);
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& one) { return one.find(word) != std::string::npos; });
}

ChangeCode of_provision(const RuleOutline& rule) {
  if (!words_of(rule, "abroad").empty()) return ChangeCode::recipient_abroad;
  if (mentions(rule, "basis", "opt_out")) return ChangeCode::recipient_by_opt_out;
  if (mentions(rule, "basis", "joint_use")) return ChangeCode::recipient_by_joint_use;
  return mentions(rule, "basis", "consent") ? ChangeCode::new_recipient : ChangeCode::recipient_by_law;
}

// What kinds of rules are about, where a change of them is called the same whatever it is.
constexpr std::pair<std::string_view, ChangeCode> plain_kinds[] = {
    {"limit", ChangeCode::changed_limit},
    {"related", ChangeCode::changed_limit},
    {"channel", ChangeCode::changed_channel},
    {"apart", ChangeCode::changed_item},
    {"record", ChangeCode::changed_retention},
    {"hold", ChangeCode::changed_retention},
    {"event", ChangeCode::changed_retention},
    {"entrusted", ChangeCode::entrustment_changed},
    {"transmission", ChangeCode::transmission_changed},
    {"organisation", ChangeCode::changed_operator},
    {"contact", ChangeCode::changed_operator},
};

bool is_right(std::string_view kind) {
  return kind == "right" || kind == "stop" || kind == "consent" || kind == "complaint";
}

ChangeCode plain(std::string_view kind) {
  for (const auto& [name, code] : plain_kinds) {
    if (name == kind) return code;
  }
  return ChangeCode::changed_rule;
}

ChangeCode code_of_new(const RuleOutline& rule, const Outline& after) {
  if (rule.kind == "purpose")
    return relates_to(after, rule.name) ? ChangeCode::related_purpose : ChangeCode::new_purpose;
  if (rule.kind == "item") return ChangeCode::new_item;
  if (rule.kind == "provision") return of_provision(rule);
  if (rule.kind == "entrustment")
    return words_of(rule, "abroad").empty() ? ChangeCode::entrustment_changed : ChangeCode::recipient_abroad;
  if (rule.kind == "retention") return ChangeCode::changed_retention;
  return is_right(rule.kind) ? ChangeCode::new_right : plain(rule.kind);
}

ChangeCode code_of_gone(const RuleOutline& rule) {
  if (rule.kind == "purpose") return ChangeCode::removed_purpose;
  if (rule.kind == "item") return ChangeCode::removed_item;
  if (rule.kind == "provision" || rule.kind == "entrustment") return ChangeCode::fewer_recipients;
  if (rule.kind == "retention") return ChangeCode::changed_retention;
  return is_right(rule.kind) ? ChangeCode::removed_right : plain(rule.kind);
}

ChangeCode code_of_changed(const RuleOutline& before, const RuleOutline& after,
                           const std::vector<PolicyChange::Field>& fields) {
  if (after.kind == "purpose") return of_purpose(fields);
  if (after.kind == "item") {
    const PolicyChange::Field* condition = field_named(fields, "only_if");
    const bool looser = (condition != nullptr && !condition->removed.empty()) ||
                        (field_named(fields, "masked") != nullptr && words_of(after, "masked").empty());
    return looser ? ChangeCode::looser_item : ChangeCode::changed_item;
  }
  if (after.kind == "retention") return of_retention(before, after);
  if (after.kind == "provision")
    return only_lost(fields, "items") ? ChangeCode::fewer_recipients : of_provision(after);
  if (after.kind == "entrustment") {
    return field_named(fields, "abroad") != nullptr && !words_of(after, "abroad").empty()
               ? ChangeCode::recipient_abroad
               : ChangeCode::entrustment_changed;
  }
  return is_right(after.kind) ? ChangeCode::changed_right : plain(after.kind);
}

PolicyChange change_of(ChangeCode code, const Placed& at, std::vector<PolicyChange::Field> fields) {
  return {.code = code,
          .clause = at.clause->name,
          .rule_kind = at.rule->kind,
          .rule = at.rule->name,
          .label = at.rule->label,
          .fields = std::move(fields),
          .position = at.rule->position};
}

void compare_rules(const Outline& before, const Outline& after, std::vector<PolicyChange>& changes) {
  const Rules was = rules_of(before), is = rules_of(after);
  for (const auto& [key, placed] : is) {
    const auto old = was.find(key);
    if (old == was.end()) {
      changes.push_back(change_of(code_of_new(*placed.rule, after), placed, {}));
      continue;
    }
    auto fields = differing_fields(*old->second.rule, *placed.rule);
    if (fields.empty()) continue;
    const ChangeCode code = code_of_changed(*old->second.rule, *placed.rule, fields);
    changes.push_back(change_of(code, placed, std::move(fields)));
  }
  for (const auto& [key, placed] : was) {
    if (is.find(key) == is.end()) changes.push_back(change_of(code_of_gone(*placed.rule), placed, {}));
  }
}

// Texts that changed without a rule; where a rule changed, its change speaks for the clause.
void compare_texts(const Outline& before, const Outline& after, std::vector<PolicyChange>& changes) {
  const auto clause_in = [](const Outline& outline, const std::string& name) {
    const auto at = std::find_if(outline.clauses.begin(), outline.clauses.end(),
                                 [&](const ClauseOutline& clause) { return clause.name == name; });
    return at == outline.clauses.end() ? nullptr : &*at;
  };
  const std::vector<PolicyChange> of_rules = changes;
  const auto add = [&](const ClauseOutline& clause) {
    const bool has_rule_change =
        std::any_of(of_rules.begin(), of_rules.end(),
                    [&](const PolicyChange& change) { return change.clause == clause.name; });
    if (has_rule_change) return;
    changes.push_back({.code = ChangeCode::changed_text,
                       .clause = clause.name,
                       .rule_kind = {},
                       .rule = {},
                       .label = clause.title,
                       .fields = {},
                       .position = clause.position});
  };
  for (const ClauseOutline& clause : after.clauses) {
    const ClauseOutline* old = clause_in(before, clause.name);
    const bool is_same = old != nullptr && old->text.ja == clause.text.ja && old->text.en == clause.text.en &&
                         old->title.ja == clause.title.ja && old->number == clause.number;
    if (!is_same) add(clause);
  }
  for (const ClauseOutline& clause : before.clauses) {
    if (clause_in(after, clause.name) == nullptr) add(clause);
  }
}

// --- What may still be done with what is held.

std::vector<std::string> item_names(const Policy& policy, const Purpose& purpose) {
  std::vector<std::string> names;
  purpose.items.for_each([&](ItemIndex item) { names.push_back(policy.items()[item].name.text()); });
  return names;
}

std::vector<StillUsable> still_usable(const Policy& before, const PolicyVersion& after) {
  std::vector<StillUsable> out;
  for (const Purpose& purpose : after.policy.purposes()) {
    const std::vector<std::string> items = item_names(after.policy, purpose);
    StillUsable one{
        .purpose = purpose.name.text(), .label = purpose.label, .items = {}, .items_with_consent = {}};
    const auto old = before.purposes().find(purpose.name.text());
    if (old) {
      const std::vector<std::string> were = item_names(before, before.purposes()[*old]);
      one.items_with_consent = without(items, were);
      one.items = without(items, one.items_with_consent);
    } else if (relates_to(after.outline, one.purpose)) {
      one.ground = StillUsable::Ground::with_notice;
      one.items = items;
    } else {
      one.ground = StillUsable::Ground::with_consent;
      one.items_with_consent = items;
    }
    // Of items that the old version never had, nothing is held.
    const auto is_unknown = [&](const std::string& item) { return !before.items().find(item); };
    std::erase_if(one.items, is_unknown);
    std::erase_if(one.items_with_consent, is_unknown);
    out.push_back(std::move(one));
  }
  for (const Purpose& purpose : before.purposes()) {
    if (after.policy.purposes().find(purpose.name.text())) continue;
    out.push_back({.purpose = purpose.name.text(),
                   .label = purpose.label,
                   .ground = StillUsable::Ground::no_longer,
                   .items = {},
                   .items_with_consent = {}});
  }
  return out;
}

bool waits_for_display(const Outline& outline) {
  for (const ClauseOutline& clause : outline.clauses) {
    for (const RuleOutline& rule : clause.rules) {
      if (rule.kind == "change" && mentions(rule, "takes_effect", "when_displayed")) return true;
    }
  }
  return false;
}

}  // namespace

base::Literal public_name(ChangeNeed need) {
  switch (need) {
    case ChangeNeed::publication:
      return "publication";
    case ChangeNeed::notice:
      return "notice";
    case ChangeNeed::consent:
      return "consent";
  }
  return "publication";
}

base::Literal public_name(StillUsable::Ground ground) {
  switch (ground) {
    case StillUsable::Ground::as_before:
      return "as_before";
    case StillUsable::Ground::with_notice:
      return "with_notice";
    case StillUsable::Ground::with_consent:
      return "with_consent";
    case StillUsable::Ground::no_longer:
      return "no_longer";
  }
  return "no_longer";
}

base::Literal public_name(ChangeCode code) {
  return row_of(code).name;
}
std::span<const ChangeCode> all_change_codes() {
  return codes;
}

ChangeKind PolicyChange::kind() const {
  return row_of(code).kind;
}
ChangeNeed PolicyChange::need() const {
  return row_of(code).need;
}
std::string_view PolicyChange::citation() const {
  return row_of(code).citation.text();
}
std::string PolicyChange::message(base::Language language) const {
  const std::string_view file =
      language == base::Language::ja ? texts::changes_ja_txt : texts::changes_en_txt;
  return std::string(text_named(file, public_name(code).text()));
}

PolicyDiff diff(const PolicyVersion& before, const PolicyVersion& after) {
  PolicyDiff out;
  compare_rules(before.outline, after.outline, out.changes);
  compare_texts(before.outline, after.outline, out.changes);
  std::stable_sort(out.changes.begin(), out.changes.end(), [](const PolicyChange& a, const PolicyChange& b) {
    return std::pair(a.kind(), a.position) < std::pair(b.kind(), b.position);
  });
  out.usable = still_usable(before.policy, after);
  out.effective = after.policy.effective();
  out.when_displayed = waits_for_display(after.outline);
  out.is_another_policy = before.policy.name() != after.policy.name();
  out.has_same_version = before.policy.version() == after.policy.version();
  out.takes_effect_earlier = after.policy.effective() < before.policy.effective();
  return out;
}

}  // namespace daicho::policy
