// SPDX-License-Identifier: Apache-2.0
#include "store/store.h"

#include <atomic>

#include "base/check.h"
#include "base/encoding.h"

namespace daicho::store {

base::Literal public_name(Space space) {
  switch (space) {
    case Space::subject: return "subject";
    case Space::record: return "record";
    case Space::keyring: return "keyring";
    case Space::due: return "due";
    case Space::attachment: return "attachment";
    case Space::office: return "office";
    case Space::work: return "work";
  }
  CHECK(false);
}

Bucket Store::bucket_of(const base::SubjectId& subject) const {
  return Bucket{base::read_be32(subject.bytes()) % bucket_count()};
}

CommitOutcome Store::commit(Commit commit) {
  // Shared with `done`, which may still be notifying when this thread has its answer and is gone.
  struct Waiting {
    std::atomic<bool> answered = false;
    CommitOutcome outcome;
  };
  const auto waiting = std::make_shared<Waiting>();
  submit(std::move(commit), [waiting](CommitOutcome outcome) {
    waiting->outcome = std::move(outcome);
    waiting->answered.store(true, std::memory_order_release);
    waiting->answered.notify_one();
  });
  waiting->answered.wait(false, std::memory_order_acquire);
  return std::move(waiting->outcome);
}

}  // namespace daicho::store
