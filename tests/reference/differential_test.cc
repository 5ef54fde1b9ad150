// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>
#include <random>

#include "policy/explain.h"
#include "policy/sample.h"
#include "tests/reference/model.h"

// decide against the reference: random policies, random requests, the same answer. DAICHO_REQUESTS says how
// many requests in all (./dev differential N), DAICHO_SEED with which seed.
namespace daicho::reference {
namespace {

constexpr std::size_t requests_by_policy = 100;
constexpr std::size_t requests_default = 10'000;

std::size_t number_of(const char* variable, std::size_t fallback) {
  const char* text = std::getenv(variable);
  return text == nullptr ? fallback : std::strtoul(text, nullptr, 10);
}

template <typename Set, typename Row>
Set places(const policy::Table<typename Set::place_type, Row>& table, const Names& names) {
  Set set;
  for (const std::string& name : names) {
    if (const auto place = table.find(name)) set.set(*place);
  }
  return set;
}
template <typename Place, typename Row>
std::optional<Place> place(const policy::Table<Place, Row>& table, const std::optional<std::string>& name) {
  return name ? table.find(*name) : std::nullopt;
}

// The request as decide is asked.
struct Asked {
  policy::CallerFacts caller;
  policy::SubjectFacts subject;
  policy::RecordFacts record;
  policy::Question question;
  base::Instant now;
};

policy::SubjectState state_named(const std::string& name) {
  for (const auto state :
       {policy::SubjectState::living, policy::SubjectState::erased, policy::SubjectState::restricted}) {
    if (public_name(state).text() == name) return state;
  }
  return policy::SubjectState::unknown;
}

Asked asked(const policy::Policy& p, const Request& r) {
  Asked a{.caller = {},
          .subject = {},
          .record = {},
          .question = {},
          .now = *base::Instant::parse(r.before_start ? "2026-05-01T00:00:00Z" : "2026-07-01T00:00:00Z")};
  policy::Question& q = a.question;
  q.operation = *policy::operation_named(r.operation);
  if (r.may_operate) a.caller.operations.set(q.operation);
  if (r.may_use_exception) a.caller.operations.set(policy::Operation::use_exception);
  a.caller.all_purposes = true;
  q.items = places<policy::ItemSet>(p.items(), r.items);
  q.facts = places<policy::FactSet>(p.facts(), r.facts);
  q.purpose = place(p.purposes(), r.purpose);
  q.exception = place(p.exceptions(), r.exception);
  for (const policy::Medium medium : policy::all_media) {
    if (r.medium && public_name(medium).text() == *r.medium) q.medium = medium;
  }
  if (r.operation == "provide") q.provision = p.provisions().find(r.rule);
  if (r.operation == "entrust") q.entrustment = p.entrustments().find(r.rule);
  q.recipient = base::Term::declared("somebody");
  if (r.country) q.country = policy::Country::parse(*r.country);
  q.for_payment = r.paid;
  q.approved = r.approved;
  for (const policy::DutyKind kind : policy::all_duty_kinds) {
    if (r.carries.count(std::string(public_name(kind).text())) > 0) q.carries.set(kind);
  }
  a.subject.state = state_named(r.state);
  a.subject.given = places<policy::ConsentSet>(p.consents(), r.given);
  a.subject.standing = places<policy::StopSet>(p.stops(), r.standing);
  a.subject.ended = places<policy::PurposeSet>(p.purposes(), r.ended);
  a.record.held = r.held;
  a.record.type = place(p.record_types(), r.record_type);
  a.record.acquired_for = places<policy::PurposeSet>(p.purposes(), r.acquired_for);
  a.record.retention_ended = r.retention_ended;
  a.record.from_opt_out = r.from_opt_out;
  if (r.usable_then) a.record.usable_then = places<policy::ItemSet>(p.items(), *r.usable_then);
  return a;
}

policy::LawTerms law() {
  policy::LawTerms terms = policy::sample_law();
  return terms;
}

std::string told(const policy::Policy& p, const policy::Decision& decision) {
  std::string out;
  for (const policy::Reason& reason : decision.reasons()) {
    out +=
        std::string(public_name(reason.code).text()) + "(" + std::string(about_name(p, reason.about)) + ") ";
  }
  return out;
}

TEST(Differential, decide_answers_as_the_reference_for_random_policies_and_requests) {
  const std::size_t requests = number_of("DAICHO_REQUESTS", requests_default);
  std::mt19937 random(static_cast<std::uint32_t>(number_of("DAICHO_SEED", 20260401)));
  std::size_t permitted = 0;
  for (std::size_t done = 0; done < requests; done += requests_by_policy) {
    const Model model = random_model(random);
    const std::string file = policy_file(model);
    const policy::Compilation made = policy::compile(file, base::PublicDigest{}, law());
    for (const policy::Finding& finding : made.findings) {
      if (finding.severity() == policy::Severity::error)
        FAIL() << line(finding, "random", base::Language::en) << "\n" << file;
    }
    for (std::size_t i = 0; i < requests_by_policy; ++i) {
      const Request request = random_request(model, random);
      const Asked a = asked(*made.policy, request);
      const policy::Decision decision =
          policy::decide(*made.policy, a.caller, a.subject, a.record, a.question, a.now);
      ASSERT_EQ(decision.permitted(), permits(model, request))
          << request.operation << " " << request.rule << ": " << told(*made.policy, decision) << "\n"
          << file;
      permitted += decision.permitted() ? 1 : 0;
    }
  }
  // Both answers are common, or nothing is compared.
  EXPECT_GT(permitted, requests / 50);
  EXPECT_LT(permitted, requests - requests / 50);
}

// The four laws below hold whatever the policy: they are tried on random ones.
template <typename F>
void with_random(F&& f) {
  std::mt19937 random(7);
  for (int i = 0; i < 30; ++i) {
    const Model model = random_model(random);
    const policy::Compilation made = policy::compile(policy_file(model), base::PublicDigest{}, law());
    ASSERT_TRUE(made.policy.has_value());
    for (int j = 0; j < 50; ++j) f(*made.policy, asked(*made.policy, random_request(model, random)), random);
  }
}
bool decides(const policy::Policy& p, const Asked& a) {
  return policy::decide(p, a.caller, a.subject, a.record, a.question, a.now).permitted();
}

TEST(RandomPolicies, deny_by_default) {
  with_random([](const policy::Policy& p, Asked a, std::mt19937&) {
    a.caller = {};
    EXPECT_FALSE(decides(p, a));
  });
}

TEST(RandomPolicies, adding_an_item_never_turns_a_denial_into_a_permit) {
  with_random([](const policy::Policy& p, Asked a, std::mt19937& random) {
    if (a.question.items.empty() || decides(p, a)) return;
    a.question.items.set(policy::ItemIndex(static_cast<std::uint16_t>(random() % p.items().size())));
    EXPECT_FALSE(decides(p, a));
  });
}

TEST(RandomPolicies, a_stop_of_the_provision_takes_effect_in_the_next_decision) {
  with_random([](const policy::Policy& p, Asked a, std::mt19937&) {
    if (!a.question.provision) return;
    const policy::StopSet stops = p.provisions()[*a.question.provision].blocked_by;
    a.subject.standing |= stops;
    EXPECT_TRUE(stops.empty() || !decides(p, a));
  });
}

TEST(RandomPolicies, give_nothing_away_that_is_under_secrecy_of_communications) {
  with_random([](const policy::Policy& p, Asked a, std::mt19937&) {
    const policy::ItemSet& secret = p.items_of(policy::ItemClass::secrecy_of_communications);
    if (a.question.operation == policy::Operation::use || !a.question.items.intersects(secret)) return;
    EXPECT_FALSE(decides(p, a));
  });
}

}  // namespace
}  // namespace daicho::reference
