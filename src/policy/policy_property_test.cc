// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <random>
#include <sstream>

#include "policy/decide.h"
#include "policy/explain.h"
#include "policy/reference.h"
#include "policy/retention.h"
#include "policy/sample.h"
#include "policy/world.h"

namespace daicho::policy {
namespace {

const Policy& sample() {
  static const Policy policy = policy_of(sample_text());
  return policy;
}

// A number below `count`.
std::uint16_t below(std::size_t count) {
  return static_cast<std::uint16_t>(*rc::gen::inRange<std::size_t>(0, count));
}
bool one_in(int n) {
  return *rc::gen::inRange(0, n) == 0;
}

template <typename Set>
Set some_of(std::size_t count, int one_in_n) {
  Set set;
  for (std::size_t i = 0; i < count; ++i) {
    if (one_in(one_in_n)) set.set(typename Set::place_type(static_cast<std::uint16_t>(i)));
  }
  return set;
}

// A use or acquisition under the sample: near enough to what is permitted that both answers are common.
World arbitrary_world() {
  const Policy& policy = sample();
  World world(policy);
  if (one_in(2)) world.acquire();
  const PurposeIndex purpose(below(policy.purposes().size()));
  const RecordTypeIndex type(below(policy.record_types().size()));
  const ItemSet fitting = policy.purposes()[purpose].items & policy.record_types()[type].items;
  world.question.items = one_in(3) ? some_of<ItemSet>(policy.items().size(), 4)
                                   : fitting & some_of<ItemSet>(policy.items().size(), 2);
  if (world.question.operation == Operation::use) world.question.purpose = purpose;
  if (world.question.operation == Operation::use && one_in(6)) world.question.purpose.reset();
  if (world.question.operation == Operation::acquire) {
    world.question.purposes = PurposeSet().set(purpose) | some_of<PurposeSet>(policy.purposes().size(), 5);
    world.question.record_type = type;
    world.question.channel = ChannelIndex(below(policy.channels().size()));
    world.question.source_stated = !one_in(4);
    world.question.my_number_found = one_in(15);
  }
  world.record.type = type;
  world.record.held = !one_in(15);
  world.record.retention_ended = one_in(15);
  if (one_in(6)) world.record.acquired_for = some_of<PurposeSet>(policy.purposes().size(), 2);
  world.question.facts =
      one_in(2) ? FactSet::first(policy.facts().size()) : some_of<FactSet>(policy.facts().size(), 2);
  world.question.contexts = some_of<ContextSet>(policy.contexts().size(), 2);
  if (one_in(4)) world.question.exception = ExceptionIndex(below(policy.exceptions().size()));
  if (one_in(6)) world.question.medium = all_media[below(all_media.size())];
  world.subject.given = some_of<ConsentSet>(policy.consents().size(), 2);
  world.subject.standing = some_of<StopSet>(policy.stops().size(), 6);
  world.subject.ended = some_of<PurposeSet>(policy.purposes().size(), 12);
  if (one_in(6)) world.subject.state = static_cast<SubjectState>(1 + below(4));
  if (one_in(3)) world.question.client = base::Term::declared("acme");
  if (one_in(3)) world.record.client = base::Term::declared(one_in(3) ? "other" : "acme");
  if (!world.record.type || sample().entrusted_by(*world.record.type) == std::nullopt)
    world.record.client.reset();
  if (!one_in(4)) world.question.carries = {DutyKind::record_provision, DutyKind::mask};
  if (one_in(8)) world.caller.operations = {Operation::use, Operation::acquire};
  if (one_in(8)) {
    world.caller.all_purposes = false;
    world.caller.purposes = some_of<PurposeSet>(policy.purposes().size(), 2);
  }
  return world;
}

RC_GTEST_PROP(DecideProperty, decides_as_the_letter_of_the_specification, ()) {
  int permits = 0;
  for (int i = 0; i < 100; ++i) {
    const World world = arbitrary_world();
    const Decision decision = world.decide();
    RC_ASSERT(decision.permitted() == permits_by_the_letter(world));
    RC_ASSERT(!decision.reasons().empty());
    permits += decision.permitted() ? 1 : 0;
  }
  RC_CLASSIFY(permits > 5);
}

RC_GTEST_PROP(DecideProperty, default_deny, ()) {
  World world = arbitrary_world();
  world.caller = {};
  RC_ASSERT(!world.decide().permitted());
  world = arbitrary_world();
  world.question = {};
  world.question.operation = all_operations[below(4)];
  RC_ASSERT(!world.decide().permitted());
}

RC_GTEST_PROP(DecideProperty, the_same_question_has_the_same_answer, ()) {
  const World world = arbitrary_world();
  const Decision first = world.decide(), second = world.decide();
  RC_ASSERT(first.permitted() == second.permitted());
  RC_ASSERT(first.denied_items() == second.denied_items());
  RC_ASSERT(std::equal(first.reasons().begin(), first.reasons().end(), second.reasons().begin(),
                       second.reasons().end()));
}

RC_GTEST_PROP(DecideProperty, adding_an_item_never_turns_a_denial_into_a_permit, ()) {
  World world = arbitrary_world();
  RC_PRE(!world.question.items.empty());
  const bool permitted = world.decide().permitted();
  world.question.items.set(ItemIndex(below(sample().items().size())));
  RC_ASSERT(permitted || !world.decide().permitted());
}

RC_GTEST_PROP(DecideProperty, withdrawing_a_consent_never_turns_a_denial_into_a_permit, ()) {
  World world = arbitrary_world();
  const bool permitted = world.decide().permitted();
  world.subject.given.reset(ConsentIndex(below(sample().consents().size())));
  RC_ASSERT(permitted || !world.decide().permitted());
}

RC_GTEST_PROP(DecideProperty, stating_less_never_turns_a_denial_into_a_permit, ()) {
  World world = arbitrary_world();
  const bool permitted = world.decide().permitted();
  world.question.facts.reset(FactIndex(below(sample().facts().size())));
  world.question.contexts = {};
  RC_ASSERT(permitted || !world.decide().permitted());
}

RC_GTEST_PROP(DecideProperty, a_stop_takes_effect, ()) {
  World world = arbitrary_world();
  world.question.operation = Operation::use;
  world.question.medium.reset();
  world.question.purpose = PurposeIndex(below(sample().purposes().size()));
  const Purpose& purpose = sample().purposes()[*world.question.purpose];
  world.subject.standing |= purpose.blocked_by;
  RC_ASSERT(purpose.blocked_by.empty() || !world.decide().permitted());
}

RC_GTEST_PROP(DecideProperty, nothing_is_done_with_an_erased_person, ()) {
  World world = arbitrary_world();
  world.subject.state = SubjectState::erased;
  RC_ASSERT(!world.decide().permitted());
}

RC_GTEST_PROP(DecideProperty, no_exception_opens_the_secrecy_of_communications, ()) {
  World world = arbitrary_world();
  world.question.purpose.reset();
  world.question.purposes = {};
  world.question.items.set(world.item("call_record"));
  world.question.exception = ExceptionIndex(below(sample().exceptions().size()));
  world.question.facts = FactSet::first(sample().facts().size());
  RC_ASSERT(!world.decide().permitted());
}

RC_GTEST_PROP(DecideProperty, a_permit_opens_exactly_what_was_asked_for, ()) {
  for (int i = 0; i < 50; ++i) {
    const World world = arbitrary_world();
    const Decision decision = world.decide();
    if (!decision.permitted()) continue;
    RC_ASSERT(decision.permit().items() ==
              (world.question.operation == Operation::use ? world.question.items : ItemSet()));
  }
}

RC_GTEST_PROP(DecideProperty, any_places_at_all_are_answered, ()) {
  World world = arbitrary_world();
  const auto any = [] { return *rc::gen::arbitrary<std::uint16_t>(); };
  world.question.items.set(ItemIndex(below(256)));
  world.question.purpose = PurposeIndex(any());
  world.question.channel = ChannelIndex(any());
  world.question.exception = ExceptionIndex(any());
  world.record.type = RecordTypeIndex(any());
  world.subject.standing = some_of<StopSet>(64, 2);
  world.subject.given = some_of<ConsentSet>(64, 2);
  world.question.operation = static_cast<Operation>(below(256));
  RC_ASSERT(!explain(sample(), world.decide(), base::Language::ja).lines.empty());
}

// The rules of each clause in another order. A rule begins with "      - " in the sample.
std::string with_rules_shuffled(std::mt19937& random) {
  constexpr std::string_view start = "      - ";
  std::string out;
  std::vector<std::string> rules;
  const auto flush = [&] {
    std::shuffle(rules.begin(), rules.end(), random);
    for (const std::string& rule : rules) out += rule;
    rules.clear();
  };
  std::istringstream lines(sample_text());
  for (std::string line; std::getline(lines, line);) {
    line += "\n";
    const bool inside = line.starts_with("      ") && (line.starts_with(start) || !rules.empty());
    if (!inside) flush();
    if (line.starts_with(start)) {
      rules.push_back(line);
    } else if (inside) {
      rules.back() += line;
    } else {
      out += line;
    }
  }
  flush();
  return out;
}

// The same set under another policy of the same names.
template <typename Set, typename Row>
Set renamed(const Set& set, const Table<typename Set::place_type, Row>& from,
            const Table<typename Set::place_type, Row>& to) {
  Set out;
  set.for_each([&](auto place) { out.set(*to.find(from[place].name.text())); });
  return out;
}
template <typename Place, typename Row>
std::optional<Place> renamed(const std::optional<Place>& place, const Table<Place, Row>& from,
                             const Table<Place, Row>& to) {
  return place ? to.find(from[*place].name.text()) : std::nullopt;
}

// The same question under `to`, whose names have other places.
World translated(const World& world, const Policy& to) {
  const Policy& from = *world.policy;
  World out = world;
  out.policy = &to;
  Question& q = out.question;
  q.items = renamed(q.items, from.items(), to.items());
  q.purpose = renamed(q.purpose, from.purposes(), to.purposes());
  q.purposes = renamed(q.purposes, from.purposes(), to.purposes());
  q.record_type = renamed(q.record_type, from.record_types(), to.record_types());
  q.channel = renamed(q.channel, from.channels(), to.channels());
  q.exception = renamed(q.exception, from.exceptions(), to.exceptions());
  q.facts = renamed(q.facts, from.facts(), to.facts());
  q.contexts = renamed(q.contexts, from.contexts(), to.contexts());
  out.record.type = renamed(out.record.type, from.record_types(), to.record_types());
  out.record.acquired_for = renamed(out.record.acquired_for, from.purposes(), to.purposes());
  out.subject.given = renamed(out.subject.given, from.consents(), to.consents());
  out.subject.standing = renamed(out.subject.standing, from.stops(), to.stops());
  out.subject.ended = renamed(out.subject.ended, from.purposes(), to.purposes());
  out.caller.purposes = renamed(out.caller.purposes, from.purposes(), to.purposes());
  return out;
}

RC_GTEST_PROP(DecideProperty, rule_order_does_not_matter, ()) {
  std::mt19937 random(*rc::gen::arbitrary<std::uint32_t>());
  const Policy shuffled = policy_of(with_rules_shuffled(random));
  for (int i = 0; i < 20; ++i) {
    const World world = arbitrary_world();
    const World same = translated(world, shuffled);
    const Decision here = world.decide(), there = same.decide();
    RC_ASSERT(here.permitted() == there.permitted());
    RC_ASSERT(renamed(here.denied_items(), sample().items(), shuffled.items()) == there.denied_items());
    RC_ASSERT(here.reasons().size() == there.reasons().size());
  }
}

RC_GTEST_PROP(CompileProperty, an_erroneous_policy_compiles_to_nothing, ()) {
  std::string bytes = sample_text();
  const int edits = *rc::gen::inRange(1, 6);
  for (int i = 0; i < edits; ++i) {
    const std::size_t at = *rc::gen::inRange<std::size_t>(0, bytes.size());
    const std::size_t length = *rc::gen::inRange<std::size_t>(0, 40);
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        bytes.erase(at, length);
        break;
      case 1:
        bytes.insert(at, bytes.substr(*rc::gen::inRange<std::size_t>(0, bytes.size()), length));
        break;
      case 2:
        bytes.insert(at, 1, *rc::gen::arbitrary<char>());
        break;
      default:
        bytes[at] = *rc::gen::element(' ', '\n', ':', '-', '[', '{', '}', '\'', '"', '#', 'x', '1');
        break;
    }
  }
  const Compilation out = compiled(bytes);
  RC_CLASSIFY(out.policy.has_value());
  RC_ASSERT(out.policy.has_value() == !has_errors(out.findings));
  for (const Finding& finding : out.findings) {
    RC_ASSERT(finding.position.line >= 1u && finding.position.column >= 1u);
    RC_ASSERT(!finding.message(base::Language::ja).empty());
  }
}

RC_GTEST_PROP(CompileProperty, any_bytes_are_answered, (const std::string& bytes)) {
  RC_ASSERT(!compiled(bytes).policy.has_value());
}

RC_GTEST_PROP(RetentionProperty, the_longest_period_wins, ()) {
  const RetentionIndex contract = *sample().retentions().find("contract");
  const auto some_day = [] {
    return base::LocalDate::from_days_since_epoch(*rc::gen::inRange(10'000, 30'000));
  };
  RetentionFacts facts;
  facts.events.push_back({*sample().events().find("contract_ended"), some_day()});
  facts.statutes = sample_law().statutes;
  for (StatutePeriod& statute : facts.statutes) statute.base_date = some_day();
  for (int i = *rc::gen::inRange(0, 3); i > 0; --i) facts.holds.push_back({HoldKindIndex(0), some_day()});
  const base::LocalDate end = *erasure_date(sample(), contract, facts).date;
  std::vector<base::LocalDate> ends = {base::last_day(facts.events.front().on, {.months = 120})};
  for (const StatutePeriod& statute : facts.statutes) ends.push_back(*last_day(statute));
  for (const OpenHold& hold : facts.holds) ends.push_back(*hold.until);
  RC_ASSERT(end == std::max_element(ends.begin(), ends.end())->plus_days(1));
}

}  // namespace
}  // namespace daicho::policy
