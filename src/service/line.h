// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/error.h"
#include "ledger/entry.h"
#include "service/operation.h"
#include "service/register.h"
#include "service/request.h"

namespace daicho::service {

struct OperationRow;

// The straight line, and the only way to anything personal:
//
//   Request → Caller → Operation → Facts → Decision → Plan → Commit → Answer
//
// The answer leaves only after the ledger durably holds the reason. A denial goes down the same line: it is
// recorded and answered like a permit. Thread-safe; never blocks on the commit.
class Line {
 public:
  using Reply = std::function<void(Answer)>;
  // Runs a piece of work soon, on a thread that may read the store. Never on the store's own threads.
  using Resume = std::function<void(std::function<void()>)>;

  // Is told of every decision that was committed, on whatever thread it was. Must not block.
  using Watch = std::function<void(const ledger::Entry&)>;

  // `reg` must outlive the Line and every reply.
  Line(const Register& reg, Resume resume, Watch watch = {})
      : reg_(reg), resume_(std::move(resume)), watch_(std::move(watch)) {}

  // `reply` is called exactly once, on any thread.
  void run(Request request, Reply reply) const;

 private:
  struct Pass;
  void start(const std::shared_ptr<Pass>& pass) const;
  base::Status parse(Pass& pass) const;
  base::Status renew(Pass& pass) const;
  void drive(const std::shared_ptr<Pass>& pass) const;
  bool attempt(Pass& pass, store::Commit& commit) const;
  bool settle(const std::shared_ptr<Pass>& pass, store::CommitOutcome outcome) const;
  bool is_of_this_attempt(const Pass& pass, const store::Committed& found) const;
  void answer(Pass& pass) const;
  void answer_again(Pass& pass, const store::Committed& committed) const;

  const Register& reg_;
  Resume resume_;
  Watch watch_;
};

}  // namespace daicho::service
