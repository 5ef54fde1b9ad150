// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/local_date.h"
#include "base/result.h"
#include "service/operation.h"
#include "service/record_at_hand.h"
#include "store/store.h"

namespace daicho::service {

// Dates every record of a bucket again, person by person, because the policy or the law is another than when
// they were dated: a period that became shorter must not wait for the day of the longer one.
class RedateSweep {
 public:
  // Looks for the next record that is dated otherwise now; what comes before it is not looked at again.
  base::Result<bool> find(const Occasion& occasion, const store::Snapshot& snapshot);
  // Reads on behind the committed steps until `limit` records are found that are dated otherwise now, or the
  // bucket ends.
  base::Status read(const Occasion& occasion, const store::Snapshot& snapshot, std::size_t limit);
  // Adds to the commit what was found, on the condition that the persons are as they were read. Returns how
  // many records.
  std::size_t plan(store::Commit& commit) const;
  // Goes on behind the committed step.
  void advance() { committed_ = read_up_to_; }

 private:
  // A place in the order of persons and their records.
  struct Place {
    std::string person_key;  // of the last person begun
    std::string record_key;  // of that person's last record looked at
    bool is_within = false;  // there may be further records of that person
  };
  struct Move {
    base::SubjectId subject;
    RecordAtHand record;
    std::optional<base::LocalDate> due;
  };

  base::Status read_person(const Occasion& occasion, const store::Snapshot& snapshot,
                           const store::Row& person, std::size_t limit);

  bool is_full(std::size_t limit) const;

  Place committed_, read_up_to_, before_first_;
  std::size_t weight_bytes_ = 0;
  std::vector<Move> moves_;
  std::map<base::SubjectId, std::uint64_t> versions_;  // of the rows of the persons in moves_
};

// Under which policy and law all records of the register were dated last: a row of the office bucket.
store::Key dated_under_row();
std::string dated_under(const base::PublicDigest& policy, const base::PublicDigest& law);

}  // namespace daicho::service
