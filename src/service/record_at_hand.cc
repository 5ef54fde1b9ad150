// SPDX-License-Identifier: Apache-2.0
#include "service/record_at_hand.h"

#include <algorithm>

#include "service/erasure.h"
#include "service/value_form.h"
#include "vault/rows.h"

namespace daicho::service {

using base::Error;
using base::ErrorCode;
using base::fail;
using base::Result;

Result<std::vector<ItemValue>> item_values(const policy::Policy& policy, std::vector<NamedValue> values,
                                           base::Literal field) {
  std::vector<ItemValue> items;
  items.reserve(values.size());
  std::uint64_t position = 0;
  for (NamedValue& named : values) {
    ASSIGN_OR_RETURN(const auto item, place_of(policy.items(), named.name, field, ++position));
    if (!Detector::has_form(policy.items()[item].value, named.value)) {
      return fail(Error(ErrorCode::invalid_value,
                        "the value has not the form this item must have; see its value type in the policy")
                      .with("field", field)
                      .with("item", policy.items()[item].name)
                      .with("form", policy.items()[item].value));
    }
    items.push_back({item, std::move(named.value)});
  }
  return items;
}

policy::ItemSet items_of(const std::vector<ItemValue>& values) {
  policy::ItemSet items;
  for (const ItemValue& value : values) items.set(value.item);
  return items;
}

bool any_individual_number(const std::vector<ItemValue>& values) {
  return std::any_of(values.begin(), values.end(),
                     [](const ItemValue& value) { return Detector::has_individual_number(value.value); });
}

Result<std::optional<RecordAtHand>> find_record(const policy::Policy& policy, const store::Snapshot& snapshot,
                                                const base::SubjectId& subject, const base::RecordId& id) {
  std::vector<store::Key> keys;
  for (const policy::RecordType& type : policy.record_types())
    keys.push_back(vault::record_row(subject, type.name, id));
  ASSIGN_OR_RETURN(const auto rows, snapshot.multiget(keys));
  for (const auto& row : rows) {
    if (!row) continue;
    ASSIGN_OR_RETURN(auto record, vault::decode_record(row->value));
    return std::optional(RecordAtHand{id, row->key, row->version, std::move(record)});
  }
  return std::optional<RecordAtHand>();
}

Result<std::vector<RecordAtHand>> read_records(const store::Snapshot& snapshot,
                                               const base::SubjectId& subject, const base::Term* type,
                                               std::string_view after_key, std::size_t limit) {
  const std::string prefix =
      type != nullptr ? vault::record_prefix(subject, *type) : vault::record_prefix(subject);
  ASSIGN_OR_RETURN(auto rows, snapshot.scan(store::Space::record, prefix, after_key, limit));
  std::vector<RecordAtHand> records;
  records.reserve(rows.size());
  for (store::Row& row : rows) {
    ASSIGN_OR_RETURN(auto record, vault::decode_record(row.value));
    const base::RecordId id = vault::record_id_of(row.key);
    records.push_back({id, std::move(row.key), row.version, std::move(record)});
  }
  return records;
}

void seal_into(const Occasion& occasion, const base::SubjectId& subject, const base::RecordId& id,
               const vault::SubjectKey& key, const std::vector<ItemValue>& values, vault::Record& record) {
  const policy::Policy& policy = occasion.policy();
  for (const ItemValue& value : values) {
    const policy::Item& item = policy.items()[value.item];
    const vault::SealedPlace place{subject, id, record.revision, record.type.text(), item.name.text()};
    record.items.push_back({item.name, occasion.reg.sealer.seal(key, place, value.value)});
    if (const auto kind = found_as(item.value)) {
      auto entries = occasion.reg.indexer.entries(*kind, value.value, vault::index_target(subject, id));
      std::move(entries.begin(), entries.end(), std::back_inserter(record.index));
    }
  }
  std::sort(record.items.begin(), record.items.end(),
            [](const vault::SealedItem& a, const vault::SealedItem& b) { return a.item < b.item; });
  std::sort(record.index.begin(), record.index.end());
  record.index.erase(std::unique(record.index.begin(), record.index.end()), record.index.end());
}

void put_record(const base::SubjectId& subject, const base::RecordId& id, const vault::Record& record,
                const RecordAtHand* before, store::Commit& commit) {
  const store::Key key = vault::record_row(subject, record.type, id);
  if (before != nullptr) {
    commit.preconditions.push_back({key, store::Precondition::Version{before->version}});
    if (before->record.due && before->record.due != record.due) {
      commit.deletes.push_back(vault::due_row(*before->record.due, subject, record.type, id));
    }
    std::set_difference(before->record.index.begin(), before->record.index.end(), record.index.begin(),
                        record.index.end(), std::back_inserter(commit.index_deletes));
  } else {
    commit.preconditions.push_back({key, store::Precondition::Absent{}});
    note_arrival(subject, commit);
  }
  if (record.due && (before == nullptr || before->record.due != record.due)) {
    commit.puts.push_back({vault::due_row(*record.due, subject, record.type, id), ""});
  }
  commit.puts.push_back({key, vault::encode(record)});
  commit.index_puts.insert(commit.index_puts.end(), record.index.begin(), record.index.end());
}

void put_due(const base::SubjectId& subject, const RecordAtHand& record, std::optional<base::LocalDate> due,
             store::Commit& commit) {
  vault::Record dated = record.record;
  dated.due = due;
  commit.preconditions.push_back({record.key, store::Precondition::Version{record.version}});
  if (record.record.due) {
    commit.deletes.push_back(vault::due_row(*record.record.due, subject, dated.type, record.id));
  }
  if (due) commit.puts.push_back({vault::due_row(*due, subject, dated.type, record.id), ""});
  commit.puts.push_back({record.key, vault::encode(dated)});
}

void remove_record(const base::SubjectId& subject, const RecordAtHand& record, store::Commit& commit) {
  commit.preconditions.push_back({record.key, store::Precondition::Version{record.version}});
  commit.deletes.push_back(record.key);
  if (record.record.due)
    commit.deletes.push_back(vault::due_row(*record.record.due, subject, record.record.type, record.id));
  commit.index_deletes.insert(commit.index_deletes.end(), record.record.index.begin(),
                              record.record.index.end());
  if (record.record.revision > 1) {
    commit.delete_ranges.push_back({store::Space::record, vault::history_prefix(subject, record.id)});
  }
  for (const base::AttachmentId& attachment : record.record.attachments) {
    commit.delete_ranges.push_back({store::Space::attachment, vault::attachment_prefix(subject, attachment)});
  }
}

}  // namespace daicho::service
