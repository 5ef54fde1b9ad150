// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/local_date.h"
#include "service/json_writer.h"
#include "service/record_at_hand.h"
#include "service/retention_clock.h"

namespace daicho::service {

// A record whose day has come, and what the policy and the law of today say of it.
struct DueRecord {
  base::SubjectId subject;
  RecordAtHand at_hand;
  std::vector<ItemEnd> ended;               // its items that have ended; none when its end has moved
  std::optional<base::LocalDate> next_end;  // of all its items, ended ones included
};

// Some of the records of a bucket that are due, with the persons they are of.
struct DueBatch {
  struct Person {
    vault::Subject state;
    std::uint64_t version = 0;
  };
  std::vector<DueRecord> records;
  std::map<base::SubjectId, Person> persons;
  std::vector<store::Key> stale;  // rows of the due space that lead to nothing that is due
  std::string last_key;           // of what was read, to go on after
  bool more = false;              // there may be more after it
};

// What is due in a bucket by `until`, the longest due first: at most `limit`, after `after_key`. Reads
// nothing that is not due.
base::Result<DueBatch> read_due(const policy::Policy& policy, const LawInForce& law,
                                const store::Snapshot& snapshot, base::LocalDate until,
                                std::string_view after_key, std::size_t limit);
// Whether anything is.
base::Result<bool> is_anything_due(const store::Snapshot& snapshot, base::LocalDate until);

// How many items of how many records ended, by retention class, record type and what decided the end.
class RetentionTally {
 public:
  void add(const policy::Policy& policy, const DueRecord& record);
  void add(const RetentionTally& other);
  std::uint64_t items() const;
  // Writes the rows as the elements of a list `classes`.
  void write(const policy::Policy& policy, const LawInForce& law, JsonWriter& out) const;

 private:
  struct Row {
    base::Term retention;
    base::Term record_type;
    policy::ErasureDate end;
    std::uint64_t items = 0;
    std::uint64_t records = 0;
  };
  std::map<std::string, Row> rows_;  // by the names that make a row one
};

// The retention class that rules an item of a record; nothing for a record type the policy does not declare.
std::optional<base::Term> class_of(const policy::Policy& policy, const base::Term& record_type,
                                   const base::Term& item);

// Writes what an end rests on as fields of the open object.
void write_end(const policy::Policy& policy, const LawInForce& law, const policy::ErasureDate& end,
               JsonWriter& out);

}  // namespace daicho::service
