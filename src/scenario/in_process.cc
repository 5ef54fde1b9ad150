// SPDX-License-Identifier: Apache-2.0
#include <functional>
#include <optional>

#include "base/check.h"
#include "scenario/asker.h"
#include "scenario/world.h"
#include "service/line.h"

namespace daicho::scenario {
namespace {

class InProcess final : public Asker {
 public:
  explicit InProcess(std::unique_ptr<World> world)
      : world_(std::move(world)), line_(world_->reg(), [](std::function<void()> work) { work(); }) {}

  void set_clock(base::Instant now) override { world_->clock.set(now); }
  Reply ask(const std::string& operation, const std::string& body) override {
    std::optional<service::Answer> answer;
    line_.run({.operation = operation,
               .body = body,
               .api_key = world_->api_key,
               .idempotency_key = {},
               .part_of_bulk = false,
               .language = base::Language::en},
              [&](service::Answer given) { answer = std::move(given); });
    CHECK(answer.has_value());  // the memory store answers at once
    return {answer->status, answer->body};
  }

 private:
  std::unique_ptr<World> world_;
  service::Line line_;
};

}  // namespace

base::Result<std::unique_ptr<Asker>> ask_in_process(const std::string& policy_yaml) {
  ASSIGN_OR_RETURN(auto world, World::create(policy_yaml));
  return std::make_unique<InProcess>(std::move(world));
}

}  // namespace daicho::scenario
