// SPDX-License-Identifier: Apache-2.0
#include "scenario/world.h"

#include "policy/source.h"

namespace daicho::scenario {
namespace {

// A world is founded when its policy is in force; the scenario then sets its own time, earlier or later.
constexpr const char* founded_at = "2026-12-31T00:00:00Z";

// Or when the policy takes effect, where that is later.
base::Instant founding_time(const std::string& policy_yaml) {
  policy::Findings ignored;
  const policy::Node policy = policy::read_yaml(policy_yaml, ignored);
  const policy::Node* effective = policy.find("effective");
  const auto day = effective == nullptr ? std::nullopt : base::LocalDate::parse(effective->text);
  const base::Instant usual = *base::Instant::parse(founded_at);
  return day && day->start() > usual ? day->start() : usual;
}

}  // namespace

base::Result<std::unique_ptr<World>> World::create(const std::string& policy_yaml) {
  const base::Instant founded = founding_time(policy_yaml);
  std::unique_ptr<World> world(new World());
  world->clock.set(founded);
  ASSIGN_OR_RETURN(world->law_, service::LawInForce::carried(base::LocalDate::on(founded)));
  const auto passphrase = crypto::SecretBytes::copy_of("scenario");
  const service::FoundingWish wish{.passphrase = passphrase,
                                   .cost = {.passes = 1, .memory_kibibytes = 64, .lanes = 1},
                                   .policy_yaml = policy_yaml,
                                   .caller = *base::Term::declared("scenario")};
  ASSIGN_OR_RETURN(auto outcome,
                   service::found(world->store_, wish, world->law_, founded, world->randomness_));
  auto* made = std::get_if<service::Founded>(&outcome);
  if (made == nullptr)
    return base::fail(base::ErrorCode::policy_invalid, "Mend the policy first: daicho policy check.");
  world->api_key = made->api_key;
  world->keys_ = std::make_unique<vault::KeyBook>(std::move(made->keys));
  world->register_ = std::make_unique<service::Register>(world->store_, *world->keys_, world->clock,
                                                         world->randomness_, world->law_);
  return world;
}

}  // namespace daicho::scenario
