// SPDX-License-Identifier: Apache-2.0
#include "store/faulty/faulty_store.h"

#include <utility>

namespace daicho::store {
namespace {

base::Error fault() {
  return base::Error(base::ErrorCode::unavailable, "a planned fault; ask again");
}

// The next number of the sequence that starts at the seed (SplitMix64 by Steele, Lea and Flood).
std::uint64_t next_random(std::uint64_t& state) {
  std::uint64_t z = (state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

}  // namespace

// A snapshot that several readers may be shown one after the other.
class FaultyStore::SharedSnapshot final : public Snapshot {
 public:
  explicit SharedSnapshot(std::shared_ptr<const Snapshot> snapshot) : snapshot_(std::move(snapshot)) {}
  base::Result<std::optional<Row>> get(const Key& key) const override { return snapshot_->get(key); }
  base::Result<std::vector<std::optional<Row>>> multiget(const std::vector<Key>& keys) const override {
    return snapshot_->multiget(keys);
  }
  base::Result<std::vector<Row>> scan(Space space, std::string_view prefix, std::string_view after,
                                      std::size_t limit) const override {
    return snapshot_->scan(space, prefix, after, limit);
  }
  base::Result<LedgerHead> ledger_head() const override { return snapshot_->ledger_head(); }

 private:
  const std::shared_ptr<const Snapshot> snapshot_;
};

FaultyStore::FaultyStore(std::unique_ptr<Store> store, FaultPlan plan)
    : PassingStore(std::move(store)), plan_(plan), random_state_(plan.seed) {}

FaultyStore::~FaultyStore() {
  before_last_commit_.clear();
  let_go();  // answers all that waits, here
  while (deliver_delayed()) {
  }
}

bool FaultyStore::deliver_delayed() {
  std::unique_lock lock(mutex_);
  if (delayed_.empty()) return false;
  Answer answer = std::move(delayed_.front());
  delayed_.pop_front();
  lock.unlock();
  answer.done(std::move(answer.outcome));
  return true;
}

void FaultyStore::set_plan(FaultPlan plan) {
  const std::lock_guard lock(mutex_);
  plan_ = plan;
}

FaultyStore::Struck FaultyStore::struck() const {
  const std::lock_guard lock(mutex_);
  return struck_;
}

bool FaultyStore::strikes(unsigned FaultPlan::*per_thousand, std::uint64_t Struck::*count) const {
  const std::lock_guard lock(mutex_);
  if (plan_.*per_thousand == 0 || next_random(random_state_) % 1000 >= plan_.*per_thousand) return false;
  ++(struck_.*count);
  return true;
}

bool FaultyStore::read_fails() const {
  return strikes(&FaultPlan::failing_reads, &Struck::failing_reads);
}

base::Result<std::unique_ptr<Snapshot>> FaultyStore::snapshot(Bucket bucket) const {
  if (read_fails()) return base::fail(fault());
  const std::shared_ptr<const Snapshot> before = bucket == office() ? nullptr : before_last_commit(bucket);
  if (before && strikes(&FaultPlan::stale_snapshots, &Struck::stale_snapshots)) {
    return std::make_unique<SharedSnapshot>(before);
  }
  return behind().snapshot(bucket);
}

std::shared_ptr<const Snapshot> FaultyStore::before_last_commit(Bucket bucket) const {
  const std::lock_guard lock(mutex_);
  const auto before = before_last_commit_.find(bucket);
  return before == before_last_commit_.end() ? nullptr : before->second;
}

void FaultyStore::submit(Commit commit, std::function<void(CommitOutcome)> done) {
  if (strikes(&FaultPlan::fails_before, &Struck::fails_before))
    return answer(std::move(done), NotApplied{fault()});
  if (strikes(&FaultPlan::crashes_before, &Struck::crashes_before))
    return answer(std::move(done), Unknown{fault()});
  const bool crashes_after = strikes(&FaultPlan::crashes_after, &Struck::crashes_after);
  remember_before(commit.bucket);
  behind().submit(std::move(commit),
                  [this, crashes_after, done = std::move(done)](CommitOutcome outcome) mutable {
                    if (crashes_after) outcome = Unknown{fault()};
                    answer(std::move(done), std::move(outcome));
                  });
}

// Keeps the bucket as it is before the next commit, when that may be shown.
void FaultyStore::remember_before(Bucket bucket) {
  {
    const std::lock_guard lock(mutex_);
    if (plan_.stale_snapshots == 0) return before_last_commit_.clear();
  }
  auto now = behind().snapshot(bucket);
  if (!now) return;
  const std::lock_guard lock(mutex_);
  before_last_commit_[bucket] = *std::move(now);
}

void FaultyStore::answer(std::function<void(CommitOutcome)> done, CommitOutcome outcome) {
  if (!strikes(&FaultPlan::delays_answer, &Struck::delays_answer)) return done(std::move(outcome));
  const std::lock_guard lock(mutex_);
  delayed_.push_back(Answer{std::move(done), std::move(outcome)});
}

base::Result<std::optional<Committed>> FaultyStore::outcome_of(Bucket bucket,
                                                               const base::RequestId& request) const {
  if (read_fails()) return base::fail(fault());
  return behind().outcome_of(bucket, request);
}

base::Result<std::vector<IndexHit>> FaultyStore::find(IndexKind kind, const base::KeyedDigest& digest,
                                                      std::size_t limit) const {
  if (read_fails()) return base::fail(fault());
  return behind().find(kind, digest, limit);
}

base::Result<LedgerHead> FaultyStore::ledger_head(Bucket bucket) const {
  if (read_fails()) return base::fail(fault());
  return behind().ledger_head(bucket);
}

base::Result<std::vector<LedgerEntryBytes>> FaultyStore::ledger_read(Bucket bucket, std::uint64_t from,
                                                                     std::size_t limit) const {
  if (read_fails()) return base::fail(fault());
  return behind().ledger_read(bucket, from, limit);
}

}  // namespace daicho::store
