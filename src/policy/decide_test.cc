// SPDX-License-Identifier: Apache-2.0
#include "policy/decide.h"

#include <gtest/gtest.h>

#include <type_traits>

#include "policy/articles.h"
#include "policy/decide_cases.h"
#include "policy/explain.h"

namespace daicho::policy {
namespace {

TEST(Decide, use_is_for_listed_purposes_within_the_persons_will) {
  expect(
      {
          {"as it stands", [](World&) {}, ""},
          {"no item", [](World& w) { w.question.items = {}; }, "question_incomplete"},
          {"no purpose", [](World& w) { w.question.purpose.reset(); }, "question_incomplete"},
          {"an item of no policy", [](World& w) { w.question.items.set(ItemIndex(200)); },
           "not_of_this_policy"},
          {"a purpose of no policy", [](World& w) { w.question.purpose = PurposeIndex(99); },
           "not_of_this_policy"},
          {"an operation of no number", [](World& w) { w.question.operation = static_cast<Operation>(77); },
           "not_of_this_policy"},
          {"the day before", [](World& w) { w.now = *base::Instant::parse("2026-03-31T14:59:59Z"); },
           "policy_not_in_force"},
          {"the first instant", [](World& w) { w.now = *base::Instant::parse("2026-03-31T15:00:00Z"); }, ""},
          {"a caller who may not use", [](World& w) { w.caller.operations = {Operation::find}; },
           "caller_lacks_operation"},
          {"a caller of other purposes",
           [](World& w) {
             w.caller.all_purposes = false;
             w.caller.purposes.set(w.purpose("news"));
           },
           "caller_lacks_purpose"},
          {"a caller of this purpose",
           [](World& w) {
             w.caller.all_purposes = false;
             w.caller.purposes.set(w.purpose("billing"));
           },
           ""},
          {"an item not for billing", [](World& w) { w.question.items.set(w.item("telephone")); },
           "item_not_for_purpose"},
          {"acquired for something else",
           [](World& w) { w.record.acquired_for = PurposeSet().set(w.purpose("news")); },
           "not_acquired_for_purpose"},
          {"an item the record cannot hold", [](World& w) { w.question.items.set(w.item("call_record")); },
           "item_not_in_record_type"},
          {"after the retention", [](World& w) { w.record.retention_ended = true; }, "retention_ended"},
          {"no such record", [](World& w) { w.record.held = false; }, "record_not_held"},
          {"an unknown person", [](World& w) { w.subject.state = SubjectState::unknown; }, "subject_unknown"},
          {"an erased person", [](World& w) { w.subject.state = SubjectState::erased; }, "subject_erased"},
          {"a restricted person", [](World& w) { w.subject.state = SubjectState::restricted; },
           "subject_restricted"},
          {"an ended purpose", [](World& w) { w.subject.ended.set(w.purpose("billing")); }, "purpose_ended"},
          {"another purpose ended", [](World& w) { w.subject.ended.set(w.purpose("news")); }, ""},
          {"a stop that does not concern billing",
           [](World& w) { w.subject.standing.set(w.stop("direct_mail")).set(w.stop("news")); }, ""},
          {"several at once, in order",
           [](World& w) {
             w.caller.operations = {};
             w.record.retention_ended = true;
             w.subject.state = SubjectState::erased;
           },
           "caller_lacks_operation retention_ended subject_erased"},
      },
      [] { return World(sample()); });
}

TEST(Decide, use_needs_the_facts_the_steps_and_the_consents_that_the_purpose_names) {
  expect(
      {
          {"support without a case", [](World& w) { w.question.purpose = w.purpose("support"); },
           "fact_missing"},
          {"support with a case",
           [](World& w) {
             w.question.purpose = w.purpose("support");
             w.question.facts = w.facts({"case"});
           },
           ""},
          {"statistics without the step",
           [](World& w) {
             w.question.purpose = w.purpose("statistics");
             w.question.items = w.items({"family"});
           },
           "step_missing"},
          {"statistics with the step",
           [](World& w) {
             w.question.purpose = w.purpose("statistics");
             w.question.items = w.items({"family"});
             w.question.facts = w.facts({"anonymisation"});
           },
           ""},
          {"location without consent",
           [](World& w) {
             w.record.type = w.type("visit");
             w.question.items = w.items({"location"});
             w.question.purpose = w.purpose("analysis");
           },
           "consent_missing consent_missing"},
          {"location with consent",
           [](World& w) {
             w.record.type = w.type("visit");
             w.question.items = w.items({"location"});
             w.question.purpose = w.purpose("analysis");
             w.subject.given.set(w.consent("location"));
           },
           ""},
          {"health after the consent is withdrawn",
           [](World& w) {
             w.record.type = w.type("request");
             w.question.items = w.items({"health"});
             w.question.purpose = w.purpose("support");
             w.question.facts = w.facts({"case"});
           },
           "consent_missing"},
      },
      [] { return World(sample()); });
}

TEST(Decide, a_consent_reaches_no_purpose_it_does_not_cover) {
  const Policy policy = policy_of(sample_with("purposes: [analysis, statistics]}", "purposes: [analysis]}"));
  World world(policy);
  world.record.type = world.type("visit");
  world.question.items = world.items({"location"});
  world.question.purpose = world.purpose("statistics");
  world.question.facts = world.facts({"anonymisation"});
  world.subject.given.set(world.consent("location"));
  EXPECT_EQ(world.reasons(), "consent_does_not_cover");
}

// a stop of a medium ends what reaches the person by it.
TEST(Decide, a_stop_takes_effect_by_purpose_or_by_medium) {
  const auto news = [] {
    World world(sample());
    world.question.purpose = world.purpose("news");
    return world;
  };
  expect(
      {
          {"no stop", [](World&) {}, ""},
          {"a stop of the purpose", [](World& w) { w.subject.standing.set(w.stop("news")); }, "stopped"},
          {"a stop of one of its media", [](World& w) { w.subject.standing.set(w.stop("direct_mail")); },
           "stopped"},
          {"that medium",
           [](World& w) {
             w.subject.standing.set(w.stop("direct_mail"));
             w.question.medium = Medium::direct_mail;
           },
           "stopped"},
          {"another medium of the purpose",
           [](World& w) {
             w.subject.standing.set(w.stop("direct_mail"));
             w.question.medium = Medium::email;
           },
           ""},
          {"another medium, but the purpose is stopped",
           [](World& w) {
             w.subject.standing.set(w.stop("news"));
             w.question.medium = Medium::email;
           },
           "stopped"},
          {"a medium the purpose has not", [](World& w) { w.question.medium = Medium::telephone; },
           "medium_not_of_purpose"},
          {"both stops", [](World& w) { w.subject.standing.set(w.stop("news")).set(w.stop("direct_mail")); },
           "stopped stopped"},
      },
      news);
}

// A-018 … A-022: both limbs, by who may, and never for secrecy of communications.
TEST(Decide, an_exception_holds_with_every_limb_and_never_for_what_it_does_not_reach) {
  const auto by_law = [] {
    World world(sample());
    world.question.purpose.reset();
    world.question.items = world.items({"name", "telephone"});
    world.question.exception = world.exception("by_law");
    world.question.facts = world.facts({"statute", "document"});
    return world;
  };
  expect(
      {
          {"all limbs", [](World&) {}, ""},
          {"one limb missing", [](World& w) { w.question.facts = w.facts({"statute"}); },
           "exception_limb_missing"},
          {"both limbs missing", [](World& w) { w.question.facts = {}; },
           "exception_limb_missing exception_limb_missing"},
          {"the limbs of another exception",
           [](World& w) {
             w.question.facts = w.facts({"danger", "consent_difficult"});
           },
           "exception_limb_missing exception_limb_missing"},
          {"a caller who may not", [](World& w) { w.caller.operations = {Operation::use}; },
           "caller_lacks_operation"},
          {"an item it never reaches", [](World& w) { w.question.items.set(w.item("payment")); },
           "exception_does_not_reach"},
          {"secrecy of communications",
           [](World& w) {
             w.record.type = w.type("calls");
             w.question.items = w.items({"call_record"});
           },
           "exception_does_not_reach secrecy_of_communications"},
          {"an exception from another limit",
           [](World& w) {
             w.question.exception = w.exception("emergency");
             w.question.facts = w.facts({"danger", "consent_difficult"});
           },
           "exception_does_not_reach"},
          {"a restricted person", [](World& w) { w.subject.state = SubjectState::restricted; }, ""},
          {"an erased person", [](World& w) { w.subject.state = SubjectState::erased; }, "subject_erased"},
          {"after the retention", [](World& w) { w.record.retention_ended = true; }, "retention_ended"},
          {"health without consent",
           [](World& w) {
             w.record.type = w.type("request");
             w.question.items = w.items({"health"});
           },
           ""},
          {"a purpose beside it lifts the map", [](World& w) { w.question.purpose = w.purpose("billing"); },
           ""},
          {"a stop of the purpose beside it",
           [](World& w) {
             w.question.purpose = w.purpose("news");
             w.subject.standing.set(w.stop("news"));
           },
           "stopped"},
          {"secrecy for its own purpose",
           [](World& w) {
             w.record.type = w.type("calls");
             w.question.items = w.items({"call_record"});
             w.question.purpose = w.purpose("billing");
           },
           ""},
      },
      by_law);
}

// B-030, B-033 … B-036, A-023, A-030, APPI 20.
TEST(Decide, what_concerns_the_person_needs_a_person_and_a_listed_name) {
  const auto ask = [](Operation operation) {
    return [operation](World& w) {
      w.question = {};
      w.question.operation = operation;
      w.question.consent = ConsentIndex(0);
      w.question.stop = StopIndex(0);
      w.question.event = event_acquired;
      w.question.hold_kind = w.policy->hold_kinds().find("dispute");
      w.question.facts = w.facts({"case"});
    };
  };
  const auto but = [](std::function<void(World&)> first, std::function<void(World&)> then) {
    return [first = std::move(first), then = std::move(then)](World& w) {
      first(w);
      then(w);
    };
  };
  const auto unknown = [](World& w) { w.subject.state = SubjectState::unknown; };
  const auto erased = [](World& w) { w.subject.state = SubjectState::erased; };
  const auto restricted = [](World& w) { w.subject.state = SubjectState::restricted; };
  expect(
      {
          {"consent", ask(Operation::consent), ""},
          {"consent of a person about to be entered", but(ask(Operation::consent), unknown), ""},
          {"consent of an erased person", but(ask(Operation::consent), erased), "subject_erased"},
          {"consent to nothing", but(ask(Operation::consent), [](World& w) { w.question.consent.reset(); }),
           "question_incomplete"},
          {"consent of no policy",
           but(ask(Operation::consent), [](World& w) { w.question.consent = ConsentIndex(9); }),
           "not_of_this_policy"},
          {"withdraw", ask(Operation::withdraw), ""},
          {"withdraw of a restricted person", but(ask(Operation::withdraw), restricted), ""},
          {"withdraw of an unknown person", but(ask(Operation::withdraw), unknown), "subject_unknown"},
          {"stop", ask(Operation::stop), ""},
          {"stop of nothing", but(ask(Operation::stop), [](World& w) { w.question.stop.reset(); }),
           "question_incomplete"},
          {"lift", ask(Operation::lift), ""},
          {"report_event", ask(Operation::report_event), ""},
          {"report of no event",
           but(ask(Operation::report_event), [](World& w) { w.question.event.reset(); }),
           "question_incomplete"},
          {"hold", ask(Operation::hold), ""},
          {"hold without a case", but(ask(Operation::hold), [](World& w) { w.question.facts = {}; }),
           "fact_missing"},
          {"hold of no record", but(ask(Operation::hold), [](World& w) { w.record.held = false; }),
           "record_not_held"},
          {"release", ask(Operation::release), ""},
          {"erase", ask(Operation::erase), ""},
          {"erase of a restricted person", but(ask(Operation::erase), restricted), ""},
          {"erase of an erased person", but(ask(Operation::erase), erased), "subject_erased"},
          {"erase under a hold", but(ask(Operation::erase), [](World& w) { w.record.under_hold = true; }),
           "held_back_by_hold"},
          {"erase under a statute",
           but(ask(Operation::erase), [](World& w) { w.record.under_statute = true; }), "kept_by_statute"},
          {"export_subject", ask(Operation::export_subject), ""},
          {"export of a restricted person", but(ask(Operation::export_subject), restricted), ""},
          {"export of an unknown person", but(ask(Operation::export_subject), unknown), "subject_unknown"},
          {"read_state", but(ask(Operation::read_state), unknown), ""},
          {"publish_policy by who may not",
           but(ask(Operation::publish_policy), [](World& w) { w.caller.operations = {Operation::use}; }),
           "caller_lacks_operation"},
      },
      [] { return World(sample()); });
}

TEST(Decide, correction_stays_within_the_record_and_its_conditions) {
  const auto correct = [] {
    World world(sample());
    world.question.operation = Operation::correct;
    world.question.purpose.reset();
    return world;
  };
  expect(
      {
          {"as it stands", [](World&) {}, ""},
          {"of a restricted person", [](World& w) { w.subject.state = SubjectState::restricted; }, ""},
          {"of an item elsewhere",
           [](World& w) {
             w.question.items.set(w.item("health"));
             w.subject.given.set(w.consent("health"));
             w.question.contexts.set(ContextIndex(0));
           },
           "item_not_in_record_type"},
          {"family without a reason", [](World& w) { w.question.items.set(w.item("family")); },
           "fact_missing"},
          {"family taken away without a reason",
           [](World& w) {
             w.question.items = {};
             w.question.removed = w.items({"family"});
           },
           ""},
          {"of nothing", [](World& w) { w.question.items = {}; }, "question_incomplete"},
          {"an item of no policy taken away", [](World& w) { w.question.removed.set(ItemIndex(200)); },
           "not_of_this_policy"},
          {"with a My Number", [](World& w) { w.question.my_number_found = true; },
           "individual_number_found"},
          {"after the retention", [](World& w) { w.record.retention_ended = true; }, "retention_ended"},
      },
      correct);
}

TEST(Decide, find_is_for_a_purpose_that_reaches_the_items_searched_by) {
  const auto find = [] {
    World world(sample());
    world.question.operation = Operation::find;
    world.subject = {};
    world.record = {};
    return world;
  };
  expect(
      {
          {"as it stands", [](World&) {}, ""},
          {"by an item not for billing", [](World& w) { w.question.items.set(w.item("telephone")); },
           "item_not_for_purpose"},
          {"without purpose", [](World& w) { w.question.purpose.reset(); }, "question_incomplete"},
      },
      find);
}

TEST(Decide, denies_whole_and_names_the_items) {
  World world(sample());
  world.question.items = world.items({"name", "telephone", "family"});
  const Decision decision = world.decide();
  EXPECT_FALSE(decision.permitted());
  EXPECT_EQ(decision.denied_items(), world.items({"telephone", "family"}));
  EXPECT_EQ(explain(sample(), decision, base::Language::en).denied_items,
            (std::vector<std::string>{"telephone", "family"}));
}

TEST(Decide, a_permit_names_what_allows_it) {
  World world(sample());
  EXPECT_EQ(world.reasons(), "purpose_listed limit_kept item_listed");
  const Decision decision = world.decide();
  EXPECT_EQ(sample().clauses()[*decision.reasons()[0].clause].name.text(), "purposes");
  EXPECT_EQ(decision.reasons()[0].article, place_of(Article::purpose_limit));
  EXPECT_EQ(sample().clauses()[*decision.reasons()[2].clause].name.text(), "items");
  world.acquire();
  EXPECT_EQ(world.reasons(), "channel_listed record_type_listed purpose_listed limit_kept item_listed");
}

TEST(Decide, a_permit_opens_what_was_asked_and_nothing_after_it_moved_on) {
  World world(sample());
  Permit first = std::move(world.decide()).permit();
  EXPECT_EQ(first.items(), world.items({"name", "email"}));
  EXPECT_EQ(first.purpose(), world.purpose("billing"));
  const Permit second = std::move(first);
  EXPECT_EQ(second.items(), world.items({"name", "email"}));
  EXPECT_TRUE(first.items().empty());  // NOLINT: what is left is what is asked
  world.question.operation = Operation::export_subject;
  EXPECT_EQ(world.decide().permit().items(), sample().all_items());
  EXPECT_TRUE(world.acquire().decide().permit().items().empty());
}

static_assert(!std::is_copy_constructible_v<Permit> && !std::is_default_constructible_v<Permit>);
static_assert(!std::is_copy_assignable_v<Permit> && !std::is_move_assignable_v<Permit>);
static_assert(!std::is_copy_constructible_v<Decision> && !std::is_default_constructible_v<Decision>);

TEST(Decide, keeps_the_first_reasons_when_there_are_more_than_it_can_hold) {
  std::string facts;
  for (int i = 0; i < 40; ++i) facts += (i == 0 ? "" : ", ") + ("fact" + std::to_string(i));
  const Policy policy = policy_of(sample_with("needs: [case]\n", "needs: [" + facts + "]\n"));
  World world(policy);
  world.question.purpose = world.purpose("support");
  const Decision decision = world.decide();
  EXPECT_FALSE(decision.permitted());
  EXPECT_EQ(decision.reasons().size(), Decision::reasons_max);
  EXPECT_TRUE(decision.has_more_reasons());
}

TEST(Operation, is_found_by_its_public_name) {
  for (const Operation operation : all_operations) {
    EXPECT_EQ(operation_named(public_name(operation).text()), operation);
  }
  EXPECT_FALSE(operation_named("").has_value());
  EXPECT_FALSE(operation_named("Use").has_value());
}

}  // namespace
}  // namespace daicho::policy
