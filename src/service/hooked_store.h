// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "store/passing_store.h"

namespace daicho::service {

// A store in which a test interferes with single commits.
class HookedStore final : public store::PassingStore {
 public:
  explicit HookedStore(std::unique_ptr<store::Store> store) : PassingStore(std::move(store)) {}

  // Called with a commit before the store sees it. What it returns is answered in place of the store;
  // nothing: the commit goes on.
  std::function<std::optional<store::CommitOutcome>(const store::Commit&)> before;
  // Called with what the store said; what it returns is answered.
  std::function<store::CommitOutcome(store::CommitOutcome)> after;

  void submit(store::Commit commit, std::function<void(store::CommitOutcome)> done) override {
    if (before) {
      // Taken out while it runs: what it does to the store itself is not interfered with.
      auto hook = std::exchange(before, nullptr);
      auto instead = hook(commit);
      if (!before) before = std::move(hook);
      if (instead) return done(std::move(*instead));
    }
    behind().submit(std::move(commit), [this, done](store::CommitOutcome outcome) {
      done(after ? after(std::move(outcome)) : std::move(outcome));
    });
  }
};

// Answers the first `times` commits with what `make` makes, and lets the others through.
inline std::function<std::optional<store::CommitOutcome>(const store::Commit&)> answer_first(
    int times, std::function<store::CommitOutcome()> make) {
  return [left = times,
          make = std::move(make)](const store::Commit&) mutable -> std::optional<store::CommitOutcome> {
    if (left-- > 0) return make();
    return std::nullopt;
  };
}

}  // namespace daicho::service
