// SPDX-License-Identifier: Apache-2.0
#include "store/rocksdb/committer.h"

#include <utility>

#include "store/limits.h"

namespace daicho::store::rocks {
namespace {

using base::Error;
using base::ErrorCode;

// Two could do the work. But the kernel lets threads run at once that have run little, and puts off those
// that run much: on a busy machine eight that take turns commit about twice as much as two.
constexpr std::size_t thread_count = 8;
// While a batch is being written, so many commits are prepared at once: waking up costs more than preparing
// one.
constexpr std::size_t prepared_at_once = 8;
constexpr std::size_t batch_commits_max = 1024;
constexpr std::size_t batch_bytes_max = 8 * 1024 * 1024;

Error stopped() {
  return Error(ErrorCode::unavailable, "a write to the store failed; open the store again, then ask again");
}

Error outcome_unknown(const ::rocksdb::Status& status) {
  if (status.IsNoSpace()) {
    return Error(ErrorCode::storage_full,
                 "the disk became full within a write; make room, open the store again");
  }
  return Error(ErrorCode::outcome_unknown,
               "a write to the store failed; open it again, ask with the same request id");
}

}  // namespace

Committer::Committer(const Database& database, const StoreFolder& folder, const RocksdbOptions& options,
                     const base::Clock& clock, const LedgerHasher& hasher, std::uint32_t bucket_count,
                     std::uint64_t office_version)
    : database_(database),
      folder_(folder),
      options_(options),
      clock_(clock),
      hasher_(hasher),
      bucket_count_(bucket_count),
      office_version_(office_version),
      heads_(database, bucket_count, office_version) {
  for (std::size_t i = 0; i < thread_count; ++i) threads_.emplace_back([this] { work(); });
}

Committer::~Committer() {
  {
    const std::lock_guard lock(mutex_);
    is_closing_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void Committer::submit(Commit commit, Done done) {
  if (auto status = check_limits(commit, bucket_count_); !status) {
    return done(NotApplied{std::move(status).error()});
  }
  const std::size_t bytes = size_bytes(commit);
  bool is_worth_waking = false;
  {
    std::unique_lock lock(mutex_);
    if (unwritten_commits_ >= options_.waiting_commits_max ||
        unwritten_bytes_ + bytes > options_.waiting_bytes_max) {
      lock.unlock();
      return done(
          NotApplied{Error(ErrorCode::overloaded, "too many commits wait for the disk; try again later")});
    }
    if (is_closing_) {
      lock.unlock();
      return done(
          NotApplied{Error(ErrorCode::unavailable, "the store is closing; ask again when it is open")});
    }
    ++unwritten_commits_;
    unwritten_bytes_ += bytes;
    waiting_.push_back(Ticket{std::move(commit), std::move(done), bytes});
    is_worth_waking = !being_written_ || waiting_.size() >= prepared_at_once;
  }
  if (is_worth_waking) changed_.notify_one();
}

void Committer::work() {
  for (;;) {
    std::unique_ptr<Batch> batch;
    {
      const std::lock_guard role(preparing_);
      batch = next_batch();
    }
    if (!batch) return;
    write(*batch);
    batch->answer();
  }
}

// Prepares what waits, and goes on preparing what arrives until nobody else writes. Null at the very end.
std::unique_ptr<Batch> Committer::next_batch() {
  auto batch = std::make_unique<Batch>(database_, heads_, hasher_);
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return is_worth_a_turn(*batch); });
    if (batch->commit_count() > 0 && !being_written_) break;
    if (waiting_.empty()) return nullptr;
    std::vector<Ticket> tickets = take_waiting(*batch);
    const std::shared_ptr<const Overlay> under_way = being_written_;
    lock.unlock();
    prepare(std::move(tickets), *batch, under_way.get());
    lock.lock();
  }
  being_written_ = batch->overlay();
  lock.unlock();
  batch->finish();
  return batch;
}

bool Committer::is_worth_a_turn(const Batch& batch) const {
  if (is_closing_ && waiting_.empty() && batch.commit_count() == 0) return true;
  if (being_written_) return waiting_.size() >= prepared_at_once && has_room(batch);
  return !waiting_.empty() || batch.commit_count() > 0;
}

bool Committer::has_room(const Batch& batch) const {
  return batch.commit_count() < batch_commits_max && batch.size_bytes() < batch_bytes_max;
}

std::vector<Ticket> Committer::take_waiting(const Batch& batch) {
  std::vector<Ticket> taken;
  std::size_t bytes = batch.size_bytes();
  while (!waiting_.empty() && batch.commit_count() + taken.size() < batch_commits_max &&
         bytes < batch_bytes_max) {
    bytes += waiting_.front().size_bytes;
    taken.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  return taken;
}

void Committer::prepare(std::vector<Ticket> tickets, Batch& batch, const Overlay* under_way) const {
  const auto refusal = reason_to_refuse();
  const base::Instant now = clock_.now();
  for (Ticket& ticket : tickets) {
    if (refusal) {
      CommitOutcome outcome = refused(ticket.commit, *refusal, under_way);
      batch.refuse(std::move(ticket), std::move(outcome));
    } else {
      batch.add(std::move(ticket), now, under_way);
    }
  }
}

// A request id that was seen before is answered all the same: NotApplied would be read as the end of it.
CommitOutcome Committer::refused(const Commit& commit, const Error& reason, const Overlay* under_way) const {
  if (!commit.request) return NotApplied{reason};
  const std::string key = request_key(commit.bucket, *commit.request);
  const bool is_under_way = under_way != nullptr && under_way->first_sequence_of(key).has_value();
  if (is_under_way || is_unknown(commit.bucket, *commit.request)) return Unknown{reason};
  const auto first_sequence = read_first_sequence(database_, commit.bucket, *commit.request);
  if (!first_sequence) return Unknown{first_sequence.error()};
  if (!*first_sequence) return NotApplied{reason};
  return Committed{.first_sequence = **first_sequence, .replayed = true};
}

// Decided before anything is prepared: the heads run ahead with each commit that is taken in.
std::optional<Error> Committer::reason_to_refuse() const {
  if (is_stopped_ || database_.is_stopped()) return stopped();
  const auto free_bytes = folder_.free_bytes();
  if (!free_bytes) return free_bytes.error();
  if (*free_bytes < options_.free_bytes_min) {
    return Error(ErrorCode::storage_full, "the disk of the store is nearly full; make room");
  }
  return std::nullopt;
}

void Committer::write(Batch& batch) {
  bool has_failed = false;
  if (is_stopped_) {
    batch.turn_not_applied(stopped());
  } else if (batch.writes().Count() > 0) {
    ::rocksdb::WriteOptions durably;
    durably.sync = true;
    const ::rocksdb::Status status = database_.db().Write(durably, &batch.writes());
    has_failed = !status.ok();
    if (has_failed) {
      batch.turn_unknown(outcome_unknown(status));
    } else {
      office_version_.store(batch.office_version(), std::memory_order_release);
    }
  }
  {
    const std::lock_guard lock(mutex_);
    if (has_failed) {
      unknown_ = being_written_;
      is_stopped_ = true;
    }
    being_written_.reset();
    unwritten_commits_ -= batch.commit_count();
    unwritten_bytes_ -= batch.size_bytes();
  }
  changed_.notify_one();
}

bool Committer::is_unknown(Bucket bucket, const base::RequestId& request) const {
  const std::lock_guard lock(mutex_);
  return unknown_ && unknown_->first_sequence_of(request_key(bucket, request)).has_value();
}

}  // namespace daicho::store::rocks
