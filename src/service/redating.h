// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "service/operation.h"
#include "service/record_at_hand.h"
#include "store/store.h"
#include "vault/subject.h"

namespace daicho::service {

// Dates a person's records again after something that their clocks hang on has changed: an event, a hold, a
// withdrawal. A person may have very many records, so it goes in steps, one commit each.
//
// While there are further steps to go, a row says so. Who finds it later (unfinished_redatings) starts anew
// for that person: each step dates by the person's state of its own moment, so the last to go over the
// records is right.
class Redating {
 public:
  // What one commit carries at most: so many records, or so many bytes of them.
  static constexpr std::size_t records_max = 200;
  static constexpr std::size_t bytes_max = 4 * 1024 * 1024;

  // Reads the records of the next step: of the person, or of one record alone. For gather.
  base::Status read(const Occasion& occasion, const store::Snapshot& snapshot, const base::SubjectId& subject,
                    const std::optional<base::RecordId>& only);
  // Adds to the commit what moves when `person` is the state that the commit leaves. For plan; the person's
  // row must be a condition of the commit. Returns how many records move.
  std::size_t plan(const Occasion& occasion, const base::SubjectId& subject, const vault::Subject& person,
                   store::Commit& commit) const;
  // Goes on behind the records of the committed step. True when there are further ones.
  bool advance();

  // Whether the step at hand is not the last.
  bool has_further() const { return has_further_; }

 private:
  base::Status read_next(const store::Snapshot& snapshot, const base::SubjectId& subject);

  std::string after_;  // the key bytes of the last record dated
  std::vector<RecordAtHand> records_;
  bool has_further_ = false;
  bool noted_ =
      false;  // there is a row that says that there is more to do, and this request may take it away
};

// The row that says that a person's records are not all dated again.
store::Key redating_row(const base::SubjectId& subject);

// The persons of a bucket, `limit` at most, whose records are not all dated again, because whoever did it was
// stopped halfway.
base::Result<std::vector<base::SubjectId>> unfinished_redatings(const store::Snapshot& snapshot,
                                                                std::size_t limit);

}  // namespace daicho::service
