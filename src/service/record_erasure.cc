// SPDX-License-Identifier: Apache-2.0
#include "service/record_erasure.h"

#include <algorithm>
#include <iterator>

#include "service/attachment_rows.h"
#include "service/value_form.h"
#include "vault/rows.h"

namespace daicho::service {
namespace {

using base::Result;
using base::Status;

// A record has as many revisions as it had corrections; more than this nobody makes by hand.
constexpr std::size_t revisions_max = 10'000;

bool is_gone(const std::vector<base::Term>& gone, const base::Term& item) {
  return std::find(gone.begin(), gone.end(), item) != gone.end();
}

// Takes the items out; true when there were any.
bool take_out(const std::vector<base::Term>& gone, vault::Record& record) {
  return std::erase_if(record.items,
                       [&](const vault::SealedItem& item) { return is_gone(gone, item.item); }) > 0;
}

// Makes the index entries of what is left: only the values themselves say which entries are whose.
Status index_again(const Occasion& occasion, const store::Snapshot& snapshot, const base::SubjectId& subject,
                   const base::RecordId& id, vault::Record& record) {
  if (record.index.empty()) return {};
  record.index.clear();
  ASSIGN_OR_RETURN(const auto wrapped, snapshot.get(vault::keyring_row(subject)));
  if (!wrapped)
    return base::fail(base::ErrorCode::erased,
                      "this person was erased: the key is gone, and nothing can be read");
  ASSIGN_OR_RETURN(const auto key, occasion.reg.sealer.open_key(subject, wrapped->value));
  for (const vault::SealedItem& item : record.items) {
    const auto place = occasion.policy().items().find(item.item.text());
    const auto kind = place ? found_as(occasion.policy().items()[*place].value) : std::nullopt;
    if (!kind) continue;
    const vault::SealedPlace stands{subject, id, record.revision, record.type.text(), item.item.text()};
    ASSIGN_OR_RETURN(const auto value, occasion.reg.sealer.open(key, stands, item.sealed));
    auto entries = occasion.reg.indexer.entries(*kind, value, vault::index_target(subject, id));
    std::move(entries.begin(), entries.end(), std::back_inserter(record.index));
  }
  std::sort(record.index.begin(), record.index.end());
  record.index.erase(std::unique(record.index.begin(), record.index.end()), record.index.end());
  return {};
}

// The values that corrections replaced go with the item.
Status erase_from_history(const store::Snapshot& snapshot, const base::SubjectId& subject,
                          const RecordAtHand& at_hand, const std::vector<base::Term>& gone,
                          store::Commit& commit) {
  if (at_hand.record.revision == 1) return {};
  ASSIGN_OR_RETURN(
      const auto rows,
      snapshot.scan(store::Space::record, vault::history_prefix(subject, at_hand.id), "", revisions_max));
  for (const store::Row& row : rows) {
    ASSIGN_OR_RETURN(auto revision, vault::decode_record(row.value));
    if (!take_out(gone, revision)) continue;
    revision.index.clear();
    if (revision.items.empty()) {
      commit.deletes.push_back(row.key);
    } else {
      commit.puts.push_back({row.key, vault::encode(revision)});
    }
  }
  return {};
}

}  // namespace

Status drop_files(const store::Snapshot& snapshot, const base::SubjectId& subject,
                  const std::vector<base::Term>& gone, vault::Record& record, store::Commit& commit) {
  std::vector<base::AttachmentId> stay;
  for (const base::AttachmentId& attachment : record.attachments) {
    ASSIGN_OR_RETURN(const auto row, snapshot.get(attachment_head_row(subject, attachment)));
    if (row) {
      ASSIGN_OR_RETURN(const AttachmentHead head, decode_attachment_head(row->value));
      if (!is_gone(gone, head.item)) {
        stay.push_back(attachment);
        continue;
      }
    }
    commit.delete_ranges.push_back({store::Space::attachment, vault::attachment_prefix(subject, attachment)});
  }
  record.attachments = std::move(stay);
  return {};
}

Result<bool> erase_items(const Occasion& occasion, const store::Snapshot& snapshot,
                         const base::SubjectId& subject, const vault::Subject& state,
                         const RecordAtHand& at_hand, const std::vector<base::Term>& gone,
                         store::Commit& commit) {
  vault::Record left = at_hand.record;
  take_out(gone, left);
  if (left.items.empty()) {
    remove_record(subject, at_hand, commit);
    return true;
  }
  RETURN_IF_ERROR(index_again(occasion, snapshot, subject, at_hand.id, left));
  RETURN_IF_ERROR(erase_from_history(snapshot, subject, at_hand, gone, commit));
  RETURN_IF_ERROR(drop_files(snapshot, subject, gone, left, commit));
  left.due = first_end(ends_of(occasion.policy(), occasion.reg.law, state, at_hand.id, left));
  put_record(subject, at_hand.id, left, &at_hand, commit);
  return false;
}

std::size_t weight_bytes(const vault::Record& record) {
  std::size_t bytes = record.sealed_source.size();
  for (const vault::SealedItem& item : record.items) bytes += item.sealed.size();
  return bytes;
}

ledger::Entry erased_entry(const ledger::Entry& of, const base::SubjectId& subject,
                           const RecordAtHand& at_hand, std::vector<base::Term> items, bool whole) {
  ledger::Entry entry{.at = of.at,
                      .caller = of.caller,
                      .operation = ledger::Operation::erase_record,
                      .outcome = ledger::Outcome::done,
                      .request = of.request,
                      .subject = subject,
                      .records = {at_hand.id},
                      .items = std::move(items),
                      .policy = of.policy,
                      .law = of.law};
  entry.facts.push_back({"record_type", at_hand.record.type});
  entry.facts.push_back({"whole", whole});
  return entry;
}

void describe_end(const Occasion& occasion, const policy::ErasureDate& end, ledger::Entry& entry) {
  entry.facts.push_back({"kept_by", end.kept_by});
  if (end.which) entry.facts.push_back({"which", *end.which});
  if (end.clause) entry.facts.push_back({"clause", occasion.policy().clauses()[*end.clause].name});
  if (!end.article) return;
  if (auto article = citation_of(occasion.reg.law, *end.article))
    entry.facts.push_back({"article", std::move(*article)});
}

std::optional<ledger::Citation> citation_of(const LawInForce& law, const base::Term& article) {
  const policy::Citation* citation = law.terms().find_citation(article.text());
  return citation == nullptr ? std::nullopt : ledger::Citation::declared(citation->printed.en);
}

}  // namespace daicho::service
