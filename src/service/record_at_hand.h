// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policy/policy.h"
#include "service/fields.h"
#include "service/operation.h"
#include "vault/record.h"

namespace daicho::service {

// A value that came in, under the place of its item in the policy.
struct ItemValue {
  policy::ItemIndex item;
  base::Personal<std::string> value;
};

// The values of a request as items of the policy, each in the form its item must have. `unknown_term`, or
// `invalid_value` naming the item.
base::Result<std::vector<ItemValue>> item_values(const policy::Policy& policy, std::vector<NamedValue> values,
                                                 base::Literal field);
policy::ItemSet items_of(const std::vector<ItemValue>& values);
bool any_individual_number(const std::vector<ItemValue>& values);

// A record of a person, as read.
struct RecordAtHand {
  base::RecordId id;
  store::Key key;
  std::uint64_t version;
  vault::Record record;
};

// A record by its id, of whatever type; nothing when the person has none such.
base::Result<std::optional<RecordAtHand>> find_record(const policy::Policy& policy,
                                                      const store::Snapshot& snapshot,
                                                      const base::SubjectId& subject,
                                                      const base::RecordId& id);
// The records of a person, of one type or of all, in the order of their ids; `limit` at most, after `after`.
base::Result<std::vector<RecordAtHand>> read_records(const store::Snapshot& snapshot,
                                                     const base::SubjectId& subject, const base::Term* type,
                                                     std::string_view after_key, std::size_t limit);

// Under what name the source of a record is sealed beside its items.
inline constexpr std::string_view source_item = "source of the record";

// Seals `values` into `record` at its revision, items in the order of their names, and makes its index
// entries.
void seal_into(const Occasion& occasion, const base::SubjectId& subject, const base::RecordId& id,
               const vault::SubjectKey& key, const std::vector<ItemValue>& values, vault::Record& record);

// Adds the record's row and its due row to the commit. `before` is the record that it replaces, if any: its
// due row is taken away, its index entries that are not the new one's too.
void put_record(const base::SubjectId& subject, const base::RecordId& id, const vault::Record& record,
                const RecordAtHand* before, store::Commit& commit);

// Adds to the commit that the record becomes due on another day, or waits; nothing else of it changes.
void put_due(const base::SubjectId& subject, const RecordAtHand& record, std::optional<base::LocalDate> due,
             store::Commit& commit);

// Adds to the commit everything that makes the record go: row, due row, index entries, history, attachments.
void remove_record(const base::SubjectId& subject, const RecordAtHand& record, store::Commit& commit);

}  // namespace daicho::service
