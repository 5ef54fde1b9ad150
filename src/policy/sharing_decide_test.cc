// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <functional>

#include "policy/sample.h"
#include "policy/world.h"

// Decisions on giving to others, on what was entrusted, on duties and on versions.
namespace daicho::policy {
namespace {

const Policy& sample() {
  static const Policy policy = policy_of(sample_text());
  return policy;
}

// One change to a permitted question, and the reasons that deny it then; "" permits.
struct Case {
  std::string_view what;
  std::function<void(World&)> change;
  std::string_view denied_by;
};

void expect(const World& permitted, std::initializer_list<Case> cases) {
  EXPECT_EQ(permitted.decide().permitted(), true) << permitted.reasons();
  for (const Case& c : cases) {
    World world = permitted;
    c.change(world);
    EXPECT_EQ(world.decide().permitted() ? "" : world.reasons(), c.denied_by) << c.what;
  }
}

World to_partners() {
  World world(sample());
  world.provide("partners", "news");
  world.subject.given.set(world.consent("partners"));
  return world;
}

TEST(Provide, by_consent_needs_the_consent_the_items_the_purpose_and_the_country) {
  expect(
      to_partners(),
      {
          {"without a rule", [](World& w) { w.question.provision.reset(); }, "question_incomplete"},
          {"to nobody", [](World& w) { w.question.recipient.reset(); }, "question_incomplete"},
          {"for no purpose", [](World& w) { w.question.purpose.reset(); }, "question_incomplete"},
          {"without consent", [](World& w) { w.subject.given = {}; }, "consent_missing"},
          {"another consent", [](World& w) { w.subject.given = ConsentSet().set(w.consent("health")); },
           "consent_missing"},
          {"another item", [](World& w) { w.question.items.set(w.item("telephone")); },
           "item_not_for_purpose item_not_in_provision"},
          {"another purpose", [](World& w) { w.question.purpose = w.purpose("billing"); },
           "purpose_not_of_rule"},
          {"not acquired for it", [](World& w) { w.record.acquired_for = {}; }, "not_acquired_for_purpose"},
          {"paid for", [](World& w) { w.question.for_payment = true; }, ""},
          {"stopped", [](World& w) { w.subject.standing.set(w.stop("provision")); }, "stopped"},
          {"another stop", [](World& w) { w.subject.standing.set(w.stop("directory")); }, ""},
          {"to a country not listed", [](World& w) { w.question.country = Country::parse("FR"); },
           "country_not_listed"},
          {"abroad without the consent for it", [](World& w) { w.question.country = Country::parse("US"); },
           "consent_missing"},
          {"abroad with it",
           [](World& w) {
             w.question.country = Country::parse("US");
             w.subject.given.set(w.consent("overseas"));
           },
           ""},
          {"of a restricted person", [](World& w) { w.subject.state = SubjectState::restricted; },
           "subject_restricted"},
          {"after retention", [](World& w) { w.record.retention_ended = true; }, "retention_ended"},
          {"by a caller who may not", [](World& w) { w.caller.operations = {Operation::use}; },
           "caller_lacks_operation"},
          {"by who makes no record", [](World& w) { w.question.carries = {}; },
           "duty_of_record_not_carried_out"},
      });
}

TEST(Provide, by_law_and_by_exception_needs_every_limb_and_a_caller_who_may_invoke_it) {
  World by_law(sample());
  by_law.provide("authorities", std::nullopt);
  by_law.question.facts = by_law.facts({"statute", "document", "requester"});
  by_law.record.acquired_for = {};
  expect(by_law,
         {
             {"without the document",
              [](World& w) {
                w.question.facts = w.facts({"statute", "requester"});
              },
              "exception_limb_missing"},
             {"without the requester",
              [](World& w) {
                w.question.facts = w.facts({"statute", "document"});
              },
              "fact_missing"},
             {"of a restricted person", [](World& w) { w.subject.state = SubjectState::restricted; }, ""},
             {"for payment", [](World& w) { w.question.for_payment = true; }, "payment_not_allowed"},
             {"by who may not invoke it", [](World& w) { w.caller.operations = {Operation::provide}; },
              "caller_lacks_operation"},
             {"with secrecy of communications",
              [](World& w) {
                w.record.type.reset();
                w.question.items.set(w.item("call_record"));
              },
              "item_not_in_provision secrecy_of_communications"},
         });
  World rescue(sample());
  rescue.provide("rescuers", std::nullopt);
  rescue.question.items = rescue.items({"name", "telephone"});
  rescue.question.facts = rescue.facts({"danger", "consent_difficult"});
  expect(rescue, {
                     {"with one limb", [](World& w) { w.question.facts = w.facts({"danger"}); },
                      "exception_limb_missing"},
                     {"of what it never reaches", [](World& w) { w.question.items.set(w.item("payment")); },
                      "exception_does_not_reach"},
                     {"abroad", [](World& w) { w.question.country = Country::parse("KR"); }, ""},
                 });
}

TEST(Provide, looser_than_the_law_loses) {
  const Policy policy =
      policy_of(sample_with("basis: {exception: rescue}", "basis: {exception: own_judgement}"));
  World world(policy);
  world.provide("rescuers", std::nullopt);
  world.question.items = world.items({"name"});
  world.question.facts = world.facts({"danger"});
  EXPECT_EQ(world.reasons(), "provision_beyond_law");
}

TEST(Provide, by_opt_out_waits_for_its_day_and_ends_with_the_stop) {
  World world(sample());
  world.provide("directory", "billing");
  world.question.items = world.items({"name"});
  expect(world,
         {
             {"before its day", [](World& w) { w.now = *base::Instant::parse("2026-05-31T14:59:59Z"); },
              "opt_out_not_begun"},
             {"on its day", [](World& w) { w.now = *base::Instant::parse("2026-05-31T15:00:00Z"); }, ""},
             {"received by opt-out", [](World& w) { w.record.from_opt_out = true; }, "received_by_opt_out"},
             {"stopped", [](World& w) { w.subject.standing.set(w.stop("directory")); }, "stopped"},
         });
  world.record.type.reset();
  world.question.items = world.items({"location"});
  world.question.purpose = world.purpose("analysis");
  world.subject.given.set(world.consent("location"));
  EXPECT_EQ(world.reasons(), "person_related_unconfirmed");
  world.question.facts = world.facts({"recipient_does_not_match"});
  EXPECT_TRUE(world.decide().permitted());
}

TEST(Provide, a_client_gets_back_its_own_and_nobody_elses) {
  World world(sample());
  world.provide("results", "delivery");
  world.question.items = world.items({"delivery_result"});
  world.question.client = world.question.recipient;
  world.record.type = world.type("parcel");
  world.record.client = world.question.recipient;
  expect(world, {
                    {"of another client", [](World& w) { w.record.client = base::Term::declared("other"); },
                     "client_differs client_differs"},
                    {"to another", [](World& w) { w.question.recipient = base::Term::declared("other"); },
                     "client_differs"},
                    {"further items", [](World& w) { w.question.items.set(w.item("parcel_address")); },
                     "item_not_in_provision"},
                    {"of what is our own",
                     [](World& w) {
                       w.record.type = w.type("profile");
                       w.record.client.reset();
                       w.question.client.reset();
                     },
                     "item_not_in_record_type not_entrusted client_differs"},
                });
}

TEST(Entrust, stays_within_the_purposes_and_needs_what_the_rule_requires) {
  World world(sample());
  world.entrust("mailing", "news");
  world.question.facts = world.facts({"assessed.safety_measures", "assessed.sound_finances",
                                      "contract.confidentiality", "contract.safety", "supervised"});
  expect(world,
         {
             {"without a rule", [](World& w) { w.question.entrustment.reset(); }, "question_incomplete"},
             {"for another purpose", [](World& w) { w.question.purpose = w.purpose("support"); },
              "fact_missing purpose_not_of_rule"},
             {"another item", [](World& w) { w.question.items.set(w.item("payment")); },
              "item_not_for_purpose item_not_in_entrustment"},
             {"without confidentiality",
              [](World& w) { w.question.facts -= w.facts({"contract.confidentiality"}); },
              "requirement_missing"},
             {"without supervision", [](World& w) { w.question.facts -= w.facts({"supervised"}); },
              "requirement_missing"},
             {"passed on", [](World& w) { w.question.facts |= w.facts({"re_entrusted"}); },
              "re_entrustment_not_allowed"},
             {"passed on with approval",
              [](World& w) {
                w.question.facts |= w.facts({"re_entrusted", "re_entrustment_approved"});
              },
              ""},
             {"after the person stopped news", [](World& w) { w.subject.standing.set(w.stop("news")); },
              "stopped"},
             {"to Germany", [](World& w) { w.question.country = Country::parse("DE"); }, ""},
             {"to the United States", [](World& w) { w.question.country = Country::parse("US"); },
              "country_not_listed"},
         });
}

TEST(Entrusted, is_used_for_the_client_only) {
  World world(sample());
  world.question.items = world.items({"parcel_address"});
  world.question.purpose = world.purpose("delivery");
  world.record.type = world.type("parcel");
  world.record.client = base::Term::declared("acme");
  world.question.client = world.record.client;
  expect(world, {
                    {"client not named", [](World& w) { w.question.client.reset(); }, "client_differs"},
                    {"another client", [](World& w) { w.question.client = base::Term::declared("other"); },
                     "client_differs"},
                    {"our own purpose", [](World& w) { w.question.purpose = w.purpose("billing"); },
                     "item_not_for_purpose entrusted_for_other_purpose"},
                });
}

TEST(Duty, comes_with_the_permit_and_is_done_or_the_permit_is_none) {
  World world(sample());
  world.question.items = world.items({"name", "payment"});
  const Decision decision = world.decide();
  ASSERT_TRUE(decision.permitted());
  EXPECT_TRUE(decision.duties().has(DutyKind::mask));
  EXPECT_EQ(decision.duties().masked, world.items({"payment"}));
  EXPECT_EQ(decision.duties().rules.count(), 1u);
  world.question.carries = {};
  EXPECT_EQ(world.reasons(), "duty_not_carried_out");
  EXPECT_FALSE(world.decide().duties().has(DutyKind::mask));

  EXPECT_TRUE(to_partners().decide().duties().has(DutyKind::record_provision)) << "APPI 29(1)";

  World form(sample());
  form.acquire();
  form.question.record_type = form.type("parcel");
  form.question.items = form.items({"parcel_address"});
  form.question.purposes = PurposeSet().set(form.purpose("delivery"));
  form.question.client = base::Term::declared("acme");
  EXPECT_EQ(form.reasons(), "duty_undone");
  form.question.facts = form.facts({"purpose_shown"});
  EXPECT_TRUE(form.decide().permitted());

  World health(sample());
  health.provide("authorities", std::nullopt);
  health.record.type = health.type("request");
  health.question.items = health.items({"health"});
  health.question.facts = health.facts({"statute", "document", "requester"});
  EXPECT_EQ(health.reasons(), "duty_undone");
  health.question.approved = true;
  EXPECT_TRUE(health.decide().permitted());
}

TEST(Apart, is_never_together) {
  World world(sample());
  world.record.type.reset();
  world.question.items = world.items({"device_id"});
  world.question.purpose = world.purpose("visits");
  expect(world, {{"with the name", [](World& w) { w.question.items.set(w.item("name")); },
                  "item_not_for_purpose kept_apart"}});
}

TEST(Versions, a_record_serves_the_purposes_of_its_own_version_until_related_or_consented) {
  World world(sample());
  world.question.purpose = world.purpose("support");
  world.question.facts = world.facts({"case"});
  world.record.acquired_for = PurposeSet().set(world.purpose("support"));
  expect(world, {
                    {"its purpose did not use this item then",
                     [](World& w) { w.record.usable_then = w.items({"name"}); }, "item_not_then_of_purpose"},
                    {"it did",
                     [](World& w) {
                       w.record.usable_then = w.items({"name", "email"});
                     },
                     ""},
                    {"acquired for a related purpose",
                     [](World& w) { w.record.acquired_for = PurposeSet().set(w.purpose("billing")); }, ""},
                    {"acquired for an unrelated purpose",
                     [](World& w) { w.record.acquired_for = PurposeSet().set(w.purpose("news")); },
                     "not_acquired_for_purpose"},
                });
  const Policy consented = policy_of(
      sample_with("covers: {items: [name, email, location], purposes: [news]}",
                  "held: true\n        covers: {items: [name, email, location], purposes: [news]}"));
  World held(consented);
  held.question.purpose = held.purpose("news");
  held.record.acquired_for = {};
  EXPECT_EQ(held.reasons(), "not_acquired_for_purpose");
  held.subject.given.set(held.consent("partners"));
  EXPECT_TRUE(held.decide().permitted());
}

}  // namespace
}  // namespace daicho::policy
