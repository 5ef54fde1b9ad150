// SPDX-License-Identifier: Apache-2.0
#include "service/redating.h"

#include <iterator>

#include "service/retention_clock.h"
#include "vault/rows.h"

namespace daicho::service {
namespace {

using base::Result;
using base::Status;

constexpr std::string_view prefix = "redating/";
// Records are read a few at a time, for one may be large.
constexpr std::size_t records_at_once = 20;

std::size_t size_bytes(const vault::Record& record) {
  std::size_t sum = record.sealed_source.size() + record.index.size() * sizeof(store::IndexEntry);
  for (const vault::SealedItem& item : record.items) sum += item.sealed.size();
  return sum;
}

}  // namespace

// redating/ SUBJECT -> the id of the request that does it.
store::Key redating_row(const base::SubjectId& subject) {
  return {store::Space::work, std::string(prefix).append(subject.bytes())};
}

Status Redating::read(const Occasion& occasion, const store::Snapshot& snapshot,
                      const base::SubjectId& subject, const std::optional<base::RecordId>& only) {
  records_.clear();
  has_further_ = false;
  noted_ = false;
  if (only) {
    ASSIGN_OR_RETURN(auto found, find_record(occasion.policy(), snapshot, subject, *only));
    if (found) records_.push_back(std::move(*found));
    return {};
  }
  ASSIGN_OR_RETURN(const auto row, snapshot.get(redating_row(subject)));
  // Another request goes over all of the records now, and does it by what this one changed too.
  if (!after_.empty() && (!row || row->value != occasion.request.bytes())) return {};
  noted_ = row.has_value();
  return read_next(snapshot, subject);
}

Status Redating::read_next(const store::Snapshot& snapshot, const base::SubjectId& subject) {
  std::size_t bytes = 0;
  std::string after = after_;
  for (;;) {
    ASSIGN_OR_RETURN(auto some, read_records(snapshot, subject, nullptr, after, records_at_once));
    for (RecordAtHand& record : some) {
      bytes += size_bytes(record.record);
      if (!records_.empty() && (bytes > bytes_max || records_.size() == records_max)) {
        has_further_ = true;
        return {};
      }
      after = record.key.bytes;
      records_.push_back(std::move(record));
    }
    if (some.size() < records_at_once) return {};
  }
}

std::size_t Redating::plan(const Occasion& occasion, const base::SubjectId& subject,
                           const vault::Subject& person, store::Commit& commit) const {
  std::size_t moved = 0;
  for (const RecordAtHand& at_hand : records_) {
    const auto due =
        first_end(ends_of(occasion.policy(), occasion.reg.law, person, at_hand.id, at_hand.record));
    if (due == at_hand.record.due) continue;
    put_due(subject, at_hand, due, commit);
    ++moved;
  }
  if (has_further_) {
    commit.puts.push_back({redating_row(subject), std::string(occasion.request.bytes())});
  } else if (noted_) {
    commit.deletes.push_back(redating_row(subject));
  }
  return moved;
}

bool Redating::advance() {
  if (!has_further_) return false;
  after_ = records_.back().key.bytes;
  return true;
}

Result<std::vector<base::SubjectId>> unfinished_redatings(const store::Snapshot& snapshot,
                                                          std::size_t limit) {
  ASSIGN_OR_RETURN(const auto rows, snapshot.scan(store::Space::work, prefix, "", limit));
  std::vector<base::SubjectId> subjects;
  for (const store::Row& row : rows) {
    if (const auto subject =
            base::SubjectId::from_bytes(std::string_view(row.key.bytes).substr(prefix.size()))) {
      subjects.push_back(*subject);
    }
  }
  return subjects;
}

}  // namespace daicho::service
