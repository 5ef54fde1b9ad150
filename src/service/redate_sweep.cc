// SPDX-License-Identifier: Apache-2.0
#include "service/redate_sweep.h"

#include "service/record_erasure.h"
#include "service/retention_clock.h"
#include "vault/rows.h"

namespace daicho::service {
namespace {

using base::Status;

constexpr std::size_t persons_a_read = 500, records_a_read = 100;

}  // namespace

base::Result<bool> RedateSweep::find(const Occasion& occasion, const store::Snapshot& snapshot) {
  RETURN_IF_ERROR(read(occasion, snapshot, 1));
  if (!moves_.empty()) committed_ = before_first_;
  return !moves_.empty();
}

Status RedateSweep::read(const Occasion& occasion, const store::Snapshot& snapshot, std::size_t limit) {
  moves_.clear();
  versions_.clear();
  weight_bytes_ = 0;
  read_up_to_ = committed_;
  // The person in the midst of whom the last step ended goes first.
  if (read_up_to_.is_within) {
    ASSIGN_OR_RETURN(const auto person, snapshot.get({store::Space::subject, read_up_to_.person_key}));
    if (person) RETURN_IF_ERROR(read_person(occasion, snapshot, *person, limit));
  }
  while (!is_full(limit)) {
    ASSIGN_OR_RETURN(const auto persons,
                     snapshot.scan(store::Space::subject, "", read_up_to_.person_key, persons_a_read));
    for (const store::Row& person : persons) {
      if (is_full(limit)) return {};
      read_up_to_ = {person.key.bytes, "", true};
      RETURN_IF_ERROR(read_person(occasion, snapshot, person, limit));
    }
    if (persons.size() < persons_a_read) return {};
  }
  return {};
}

Status RedateSweep::read_person(const Occasion& occasion, const store::Snapshot& snapshot,
                                const store::Row& person, std::size_t limit) {
  const auto subject = base::SubjectId::from_bytes(person.key.bytes);
  ASSIGN_OR_RETURN(const vault::Subject state, vault::decode_subject(person.value));
  // Of a person who is erased, the removal takes everything.
  const bool has_records = subject && state.state != vault::SubjectState::erased;
  for (bool last = !has_records; !last;) {
    ASSIGN_OR_RETURN(auto records,
                     read_records(snapshot, *subject, nullptr, read_up_to_.record_key, records_a_read));
    last = records.size() < records_a_read;
    for (RecordAtHand& at_hand : records) {
      const auto due =
          first_end(ends_of(occasion.policy(), occasion.reg.law, state, at_hand.id, at_hand.record));
      if (due != at_hand.record.due) {
        if (is_full(limit)) return {};
        if (moves_.empty()) before_first_ = read_up_to_;
        weight_bytes_ += weight_bytes(at_hand.record);
        versions_[*subject] = person.version;
        moves_.push_back({*subject, at_hand, due});
      }
      read_up_to_.record_key = at_hand.key.bytes;
    }
  }
  read_up_to_.is_within = false;
  return {};
}

bool RedateSweep::is_full(std::size_t limit) const {
  return moves_.size() >= limit || weight_bytes_ > weight_a_commit_bytes;
}

std::size_t RedateSweep::plan(store::Commit& commit) const {
  for (const auto& [subject, version] : versions_) {
    commit.preconditions.push_back({vault::subject_row(subject), store::Precondition::Version{version}});
  }
  for (const Move& move : moves_) put_due(move.subject, move.record, move.due, commit);
  return moves_.size();
}

store::Key dated_under_row() {
  return {store::Space::work, "dated-under"};
}

std::string dated_under(const base::PublicDigest& policy, const base::PublicDigest& law) {
  return std::string(policy.view()).append(law.view());
}

}  // namespace daicho::service
