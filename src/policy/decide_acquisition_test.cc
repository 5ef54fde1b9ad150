// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "policy/decide.h"
#include "policy/decide_cases.h"

namespace daicho::policy {
namespace {

TEST(Decide, acquisition_is_by_listed_channels_of_listed_items_for_listed_purposes) {
  const auto health = [](World& w) {
    w.question.items = w.items({"name", "health"});
    w.question.record_type = w.type("request");
    w.question.purposes = PurposeSet().set(w.purpose("support"));
    w.question.contexts.set(*w.policy->contexts().find("health_service"));
    w.subject.given.set(w.consent("health"));
  };
  expect(
      {
          {"of a new person", [](World&) {}, ""},
          {"of a known person", [](World& w) { w.subject.state = SubjectState::living; }, ""},
          {"of an erased person", [](World& w) { w.subject.state = SubjectState::erased; }, "subject_erased"},
          {"of a restricted person", [](World& w) { w.subject.state = SubjectState::restricted; },
           "subject_restricted"},
          {"without channel", [](World& w) { w.question.channel.reset(); }, "question_incomplete"},
          {"without purpose", [](World& w) { w.question.purposes = {}; }, "question_incomplete"},
          {"without record type", [](World& w) { w.question.record_type.reset(); }, "question_incomplete"},
          {"an item no purpose stated here needs",
           [](World& w) { w.question.items.set(w.item("telephone")); }, "item_not_for_purpose"},
          {"two purposes that need it",
           [](World& w) {
             w.question.items.set(w.item("telephone"));
             w.question.purposes.set(w.purpose("support"));
           },
           ""},
          {"an item this channel does not bring",
           [](World& w) {
             w.question.channel = w.channel("introduction");
             w.question.source_stated = true;
             w.question.items.set(w.item("payment"));
           },
           "item_not_by_channel"},
          {"an introduction without source", [](World& w) { w.question.channel = w.channel("introduction"); },
           "source_not_stated"},
          {"an introduction with source",
           [](World& w) {
             w.question.channel = w.channel("introduction");
             w.question.source_stated = true;
           },
           ""},
          {"an item of another record type",
           [](World& w) {
             w.question.items.set(w.item("health"));
             w.question.purposes.set(w.purpose("support"));
             w.subject.given.set(w.consent("health"));
             w.question.contexts.set(*w.policy->contexts().find("health_service"));
           },
           "item_not_in_record_type"},
          {"health with service and consent", health, ""},
          {"health without service",
           [&health](World& w) {
             health(w);
             w.question.contexts = {};
           },
           "context_missing"},
          {"health of a person who has the service",
           [&health](World& w) {
             health(w);
             w.subject.contexts = w.question.contexts;
             w.question.contexts = {};
           },
           ""},
          {"health without consent",
           [&health](World& w) {
             health(w);
             w.subject.given = {};
           },
           "consent_missing special_care_without_consent"},
          {"health with another consent",
           [&health](World& w) {
             health(w);
             w.subject.given = ConsentSet().set(w.consent("location"));
           },
           "consent_missing special_care_without_consent"},
          {"family without a reason",
           [](World& w) {
             w.question.items = w.items({"family"});
             w.question.purposes = PurposeSet().set(w.purpose("support"));
           },
           "fact_missing"},
          {"family with a reason",
           [](World& w) {
             w.question.items = w.items({"family"});
             w.question.purposes = PurposeSet().set(w.purpose("support"));
             w.question.facts = w.facts({"reason"});
           },
           ""},
          {"a My Number among the values", [](World& w) { w.question.my_number_found = true; },
           "individual_number_found"},
          {"a caller of other purposes",
           [](World& w) {
             w.caller.all_purposes = false;
             w.caller.purposes.set(w.purpose("news"));
           },
           "caller_lacks_purpose"},
          {"health in an emergency",
           [&health](World& w) {
             health(w);
             w.subject.given = {};
             w.question.contexts = {};
             w.question.exception = w.exception("emergency");
             w.question.facts = w.facts({"danger", "consent_difficult"});
           },
           ""},
          {"health by an exception for use",
           [&health](World& w) {
             health(w);
             w.subject.given = {};
             w.question.exception = w.exception("life");
             w.question.facts = w.facts({"danger", "consent_difficult"});
           },
           "exception_does_not_reach consent_missing special_care_without_consent"},
      },
      [] { return World(sample()).acquire(); });
}

// An exception of the policy that cites no exception of APPI 20(2) does not widen the law.
TEST(Decide, a_policy_looser_than_the_law_does_not_win) {
  const Policy policy = policy_of(sample_with("cites: [\"APPI 20(2)(ii)\"]", "cites: [\"APPI 18(3)(ii)\"]"));
  World world = World(policy).acquire();
  world.question.items = world.items({"health"});
  world.question.record_type = world.type("request");
  world.question.purposes = PurposeSet().set(world.purpose("support"));
  world.question.exception = world.exception("emergency");
  world.question.facts = world.facts({"danger", "consent_difficult"});
  EXPECT_EQ(world.reasons(), "special_care_without_consent");
}

}  // namespace
}  // namespace daicho::policy
