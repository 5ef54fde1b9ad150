// SPDX-License-Identifier: Apache-2.0
#include "service/due_records.h"

#include "service/record_erasure.h"
#include "vault/rows.h"

namespace daicho::service {
namespace {

using base::Count;
using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

// A row of the due space that was read, and where it leads.
struct Lead {
  store::Key row;
  vault::Due due;
};

Status read_persons(const store::Snapshot& snapshot, const std::vector<Lead>& leads, DueBatch& batch) {
  std::map<base::SubjectId, store::Key> wanted;
  for (const Lead& lead : leads) wanted.emplace(lead.due.subject, vault::subject_row(lead.due.subject));
  for (const auto& [subject, key] : wanted) {
    ASSIGN_OR_RETURN(const auto row, snapshot.get(key));
    if (!row)
      return fail(ErrorCode::corrupt,
                  "a record is due whose person is not in the register; restore the store from a backup");
    ASSIGN_OR_RETURN(auto state, vault::decode_subject(row->value));
    batch.persons.emplace(subject, DueBatch::Person{std::move(state), row->version});
  }
  return {};
}

DueRecord judged(const policy::Policy& policy, const LawInForce& law, const vault::Subject& state,
                 const base::SubjectId& subject, RecordAtHand at_hand, base::LocalDate until) {
  std::vector<ItemEnd> ends = ends_of(policy, law, state, at_hand.id, at_hand.record);
  const auto next_end = first_end(ends);
  std::erase_if(ends, [&](const ItemEnd& end) { return !end.end.is_erasable(until); });
  return {subject, std::move(at_hand), std::move(ends), next_end};
}

}  // namespace

Result<DueBatch> read_due(const policy::Policy& policy, const LawInForce& law,
                          const store::Snapshot& snapshot, base::LocalDate until, std::string_view after_key,
                          std::size_t limit) {
  DueBatch batch;
  ASSIGN_OR_RETURN(const auto rows, snapshot.scan(store::Space::due, "", after_key, limit));
  batch.more = rows.size() == limit;
  std::vector<Lead> leads;
  std::vector<store::Key> records;
  for (const store::Row& row : rows) {
    const auto due = vault::read_due_row(row.key.bytes);
    if (due && due->day > until) {
      batch.more = false;
      break;
    }
    batch.last_key = row.key.bytes;
    if (!due) {
      batch.stale.push_back(row.key);
      continue;
    }
    records.push_back(due->record);
    leads.push_back({row.key, *due});
  }
  RETURN_IF_ERROR(read_persons(snapshot, leads, batch));
  ASSIGN_OR_RETURN(const auto found, snapshot.multiget(records));
  for (std::size_t i = 0; i < leads.size(); ++i) {
    const DueBatch::Person& person = batch.persons.at(leads[i].due.subject);
    // Of a person who is erased, the removal takes everything.
    if (!found[i] || person.state.state == vault::SubjectState::erased) {
      batch.stale.push_back(leads[i].row);
      continue;
    }
    ASSIGN_OR_RETURN(auto record, vault::decode_record(found[i]->value));
    if (record.due != leads[i].due.day) {
      batch.stale.push_back(leads[i].row);
      continue;
    }
    const base::RecordId id = vault::record_id_of(found[i]->key);
    batch.records.push_back(judged(policy, law, person.state, leads[i].due.subject,
                                   {id, found[i]->key, found[i]->version, std::move(record)}, until));
  }
  return batch;
}

Result<bool> is_anything_due(const store::Snapshot& snapshot, base::LocalDate until) {
  ASSIGN_OR_RETURN(const auto rows, snapshot.scan(store::Space::due, "", "", 1));
  if (rows.empty()) return false;
  const auto due = vault::read_due_row(rows.front().key.bytes);
  return !due || due->day <= until;
}

void RetentionTally::add(const policy::Policy& policy, const DueRecord& record) {
  std::map<std::string, Row> of_record;
  const base::Term& type = record.at_hand.record.type;
  for (const ItemEnd& ended : record.ended) {
    const auto retention = class_of(policy, type, ended.item);
    if (!retention) continue;
    const std::string which = ended.end.which ? ended.end.which->text() : std::string();
    std::string name = retention->text() + "/" + type.text() + "/" +
                       std::string(public_name(ended.end.kept_by).text()) + "/" + which;
    auto [row, is_new] = of_record.try_emplace(std::move(name), Row{*retention, type, ended.end, 0, 1});
    ++row->second.items;
  }
  for (auto& [name, row] : of_record) {
    const auto [known, is_new] = rows_.try_emplace(name, row);
    if (is_new) continue;
    known->second.items += row.items;
    known->second.records += row.records;
  }
}

void RetentionTally::add(const RetentionTally& other) {
  for (const auto& [name, row] : other.rows_) {
    const auto [known, is_new] = rows_.try_emplace(name, row);
    if (is_new) continue;
    known->second.items += row.items;
    known->second.records += row.records;
  }
}

std::uint64_t RetentionTally::items() const {
  std::uint64_t sum = 0;
  for (const auto& [name, row] : rows_) sum += row.items;
  return sum;
}

void RetentionTally::write(const policy::Policy& policy, const LawInForce& law, JsonWriter& out) const {
  out.key("classes").begin_array();
  for (const auto& [name, row] : rows_) {
    out.begin_object().key("class").value(row.retention).key("record_type").value(row.record_type);
    write_end(policy, law, row.end, out);
    out.key("items").value(Count(row.items)).key("records").value(Count(row.records)).end_object();
  }
  out.end_array();
}

std::optional<base::Term> class_of(const policy::Policy& policy, const base::Term& record_type,
                                   const base::Term& item) {
  const auto type = policy.record_types().find(record_type.text());
  if (!type) return std::nullopt;
  const policy::RecordType& row = policy.record_types()[*type];
  const auto place = policy.items().find(item.text());
  return policy.retentions()[place ? row.retention_of(*place) : row.retention].name;
}

void write_end(const policy::Policy& policy, const LawInForce& law, const policy::ErasureDate& end,
               JsonWriter& out) {
  out.key("kept_by").value(end.kept_by);
  if (end.which) out.key("which").value(*end.which);
  if (end.clause && policy.clauses().has(*end.clause))
    out.key("clause").value(policy.clauses()[*end.clause].name);
  const auto article = end.article ? citation_of(law, *end.article) : std::nullopt;
  if (article) out.key("article").published(article->text());
}

}  // namespace daicho::service
