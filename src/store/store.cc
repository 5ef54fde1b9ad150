// SPDX-License-Identifier: Apache-2.0
#include "store/store.h"

#include <condition_variable>
#include <mutex>
#include <optional>

#include "base/check.h"
#include "base/encoding.h"

namespace daicho::store {

base::Literal public_name(Space space) {
  switch (space) {
    case Space::subject:
      return "subject";
    case Space::record:
      return "record";
    case Space::keyring:
      return "keyring";
    case Space::due:
      return "due";
    case Space::attachment:
      return "attachment";
    case Space::office:
      return "office";
    case Space::work:
      return "work";
  }
  CHECK(false);
}

Bucket Store::bucket_of(const base::SubjectId& subject) const {
  return Bucket{base::read_be32(subject.bytes()) % bucket_count()};
}

CommitOutcome Store::commit(Commit commit) {
  // Shared with `done`, which may still be notifying when this thread has its answer and is gone.
  struct Waiting {
    std::mutex mutex;
    std::condition_variable answered;
    std::optional<CommitOutcome> outcome;
  };
  const auto waiting = std::make_shared<Waiting>();
  submit(std::move(commit), [waiting](CommitOutcome outcome) {
    {
      const std::lock_guard lock(waiting->mutex);
      waiting->outcome = std::move(outcome);
    }
    waiting->answered.notify_one();
  });
  std::unique_lock lock(waiting->mutex);
  waiting->answered.wait(lock, [&] { return waiting->outcome.has_value(); });
  return *std::move(waiting->outcome);
}

}  // namespace daicho::store
