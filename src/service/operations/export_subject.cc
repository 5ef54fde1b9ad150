// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "service/attachment_rows.h"
#include "service/operations/rows.h"
#include "service/record_at_hand.h"
#include "service/retention_clock.h"
#include "service/state_answer.h"
#include "vault/rows.h"

// Writes out everything that is held of a person, for the person (APPI 33): how they stand, every record with
// its source, its values and those that corrections replaced, which files there are, and what the ledger says
// was done. It comes in pages: first the records, then the ledger.
namespace daicho::service {
namespace {

using base::Count;
using base::Error;
using base::ErrorCode;
using base::fail;
using base::Literal;
using base::Result;
using base::Status;

constexpr Field fields_taken[] = {
    {"subject", FieldType::subject, true},
    {"limit", FieldType::count, false},  // of the records, or of the ledger entries
    {"after", FieldType::id, false},     // goes on behind this record, as `next` named it
    {"ledger_after", FieldType::id,
     false},  // goes on in the ledger behind this entry, as `ledger_next` named it
};
constexpr std::uint64_t page_default = 100, page_max = 1000;
// A page ends when it has become so long, though fewer records are in it than asked for.
constexpr std::size_t page_bytes_max = 4 * 1024 * 1024;
constexpr std::size_t records_a_read = 20, revisions_max = 10'000;
constexpr std::size_t entries_a_read = 4096, entries_looked_at_max = 100'000;

class ExportSubject : public Operation {
 public:
  explicit ExportSubject(SubjectReference reference) : subject_(std::move(reference)) {}

  std::uint64_t limit = page_default;
  std::optional<base::RecordId> after;
  std::optional<LedgerPlace> ledger_after;

  ledger::Operation recorded_as() const override { return ledger::Operation::export_subject; }

  Result<store::Bucket> bucket(const Occasion& occasion) override {
    policy_ = &occasion.policy();
    return subject_.find(occasion);
  }

  Result<Facts> gather(const Occasion& occasion, const store::Snapshot& snapshot) override {
    RETURN_IF_ERROR(subject_.read(occasion, snapshot));
    key_.reset();
    const Facts gathered{.subject = subject_.facts(occasion), .record = {}};
    if (gathered.subject.state != policy::SubjectState::living) return gathered;
    ASSIGN_OR_RETURN(key_, subject_.key(occasion, snapshot));
    if (ledger_after && ledger_after->bucket != occasion.reg.store.bucket_of(subject_.id())) {
      return fail(Error(ErrorCode::invalid_value, "this entry is not in the log of the person")
                      .with("field", Literal("ledger_after")));
    }
    return gathered;
  }

  policy::Question question() const override { return {.operation = policy::Operation::export_subject}; }
  void describe(ledger::Entry& entry) const override { entry.subject = subject_.id(); }

  Status plan(const Occasion& occasion, const policy::Permit& permit, Plan& plan,
              AnswerWriter& answer) override {
    subject_.unchanged(plan.commit);
    if (ledger_after)
      return write_ledger(occasion, plan.commit.bucket, ledger_after->sequence + 1, answer.json());
    ASSIGN_OR_RETURN(const auto snapshot, occasion.reg.store.snapshot(plan.commit.bucket));
    if (!after) RETURN_IF_ERROR(write_self(occasion, permit, answer));
    ASSIGN_OR_RETURN(const bool all, write_records(occasion, *snapshot, permit, plan, answer));
    return all ? write_ledger(occasion, plan.commit.bucket, 0, answer.json()) : Status();
  }

 private:
  Status write_self(const Occasion& occasion, const policy::Permit& permit, AnswerWriter& answer) const {
    const vault::Subject& person = *subject_.state();
    answer.json().key("person").begin_object();
    write_person(person, base::LocalDate::on(occasion.now), answer.json());
    answer.json().key("hold_facts").begin_array();
    for (const vault::Hold& hold : person.holds) {
      if (hold.sealed_facts.empty()) continue;
      const auto place_id = *base::RecordId::from_bytes(hold.id.bytes());
      const vault::SealedPlace place{subject_.id(), place_id, 1, "hold", hold.kind.text()};
      ASSIGN_OR_RETURN(const auto facts, occasion.reg.sealer.open(*key_, place, hold.sealed_facts));
      answer.json().begin_object().key("id").value(hold.id);
      answer.put(permit, "facts", facts);
      answer.json().end_object();
    }
    answer.json().end_array().end_object();
    return {};
  }

  // The records of this page. True when there are no further ones.
  Result<bool> write_records(const Occasion& occasion, const store::Snapshot& snapshot,
                             const policy::Permit& permit, Plan& plan, AnswerWriter& answer) {
    std::string after_key;
    if (after) {
      ASSIGN_OR_RETURN(after_key, key_of(snapshot, *after));
    }
    answer.json().key("held").begin_array();
    bool more = false;
    for (bool last = false; !last && !more;) {
      ASSIGN_OR_RETURN(const auto records,
                       read_records(snapshot, subject_.id(), nullptr, after_key, records_a_read));
      last = records.size() < records_a_read;
      for (const RecordAtHand& at_hand : records) {
        more = plan.entry.records.size() == limit || answer.text().size() > page_bytes_max;
        if (more) break;
        RETURN_IF_ERROR(write_record(occasion, snapshot, permit, at_hand, answer));
        plan.commit.preconditions.push_back({at_hand.key, store::Precondition::Version{at_hand.version}});
        plan.entry.records.push_back(at_hand.id);
        after_key = at_hand.key.bytes;
      }
    }
    answer.json().end_array();
    answer.json().key("more").boolean(more);
    if (more) answer.json().key("next").value(plan.entry.records.back());
    return !more;
  }

  // Where the record stands, behind which the page begins; also one of a type that the policy declares no
  // more.
  Result<std::string> key_of(const store::Snapshot& snapshot, const base::RecordId& id) const {
    ASSIGN_OR_RETURN(const auto found, find_record(*policy_, snapshot, subject_.id(), id));
    if (found) return found->key.bytes;
    for (std::string after_key;;) {
      ASSIGN_OR_RETURN(const auto records,
                       read_records(snapshot, subject_.id(), nullptr, after_key, records_a_read));
      for (const RecordAtHand& at_hand : records) {
        if (at_hand.id == id) return at_hand.key.bytes;
      }
      if (records.size() < records_a_read) break;
      after_key = records.back().key.bytes;
    }
    return fail(Error(ErrorCode::not_found, "the record behind which to go on is gone; begin anew")
                    .with("field", Literal("after")));
  }

  Status write_record(const Occasion& occasion, const store::Snapshot& snapshot, const policy::Permit& permit,
                      const RecordAtHand& at_hand, AnswerWriter& answer) const {
    const vault::Record& record = at_hand.record;
    JsonWriter& out = answer.json();
    out.begin_object().key("record").value(at_hand.id).key("record_type").value(record.type);
    out.key("channel").value(record.channel).key("purposes").begin_array();
    for (const base::Term& purpose : record.purposes) out.value(purpose);
    out.end_array();
    out.key("acquired_at").value(record.acquired).key("policy").value(record.policy);
    if (record.due) out.key("erasable_from").value(*record.due);
    RETURN_IF_ERROR(write_revision(occasion, permit, at_hand.id, record, answer));
    RETURN_IF_ERROR(write_files(snapshot, record, out));
    if (record.revision > 1) {
      out.key("earlier_revisions").begin_array();
      const std::string prefix = vault::history_prefix(subject_.id(), at_hand.id);
      ASSIGN_OR_RETURN(const auto rows, snapshot.scan(store::Space::record, prefix, "", revisions_max));
      for (const store::Row& row : rows) {
        ASSIGN_OR_RETURN(const vault::Record revision, vault::decode_record(row.value));
        out.begin_object();
        RETURN_IF_ERROR(write_revision(occasion, permit, at_hand.id, revision, answer));
        out.end_object();
      }
      out.end_array();
    }
    out.end_object();
    return {};
  }

  // What one revision says: whence it came, and its values, those too that the policy declares no more.
  Status write_revision(const Occasion& occasion, const policy::Permit& permit, const base::RecordId& id,
                        const vault::Record& record, AnswerWriter& answer) const {
    JsonWriter& out = answer.json();
    out.key("revision").value(Count(record.revision)).key("revised_at").value(record.revised);
    const auto open = [&](std::string_view item, std::string_view sealed) {
      return occasion.reg.sealer.open(*key_, {subject_.id(), id, record.revision, record.type.text(), item},
                                      sealed);
    };
    if (!record.sealed_source.empty()) {
      ASSIGN_OR_RETURN(const auto source, open(source_item, record.sealed_source));
      answer.put(permit, "source", source);
    }
    out.key("items").begin_object();
    for (const vault::SealedItem& item : record.items) {
      const auto place = policy_->items().find(item.item.text());
      if (!place) continue;
      ASSIGN_OR_RETURN(const auto value, open(item.item.text(), item.sealed));
      answer.put(permit, *place, value);
    }
    out.end_object();
    const auto is_undeclared = [this](const vault::SealedItem& item) {
      return !policy_->items().find(item.item.text());
    };
    if (std::none_of(record.items.begin(), record.items.end(), is_undeclared)) return {};
    out.key("items_declared_no_more").begin_array();
    for (const vault::SealedItem& item : record.items) {
      if (!is_undeclared(item)) continue;
      ASSIGN_OR_RETURN(const auto value, open(item.item.text(), item.sealed));
      out.begin_object().key("item").value(item.item);
      answer.put(permit, "value", value);
      out.end_object();
    }
    out.end_array();
    return {};
  }

  Status write_files(const store::Snapshot& snapshot, const vault::Record& record, JsonWriter& out) const {
    if (record.attachments.empty()) return {};
    out.key("attachments").begin_array();
    for (const base::AttachmentId& attachment : record.attachments) {
      ASSIGN_OR_RETURN(const auto row, snapshot.get(attachment_head_row(subject_.id(), attachment)));
      if (!row) continue;
      ASSIGN_OR_RETURN(const AttachmentHead head, decode_attachment_head(row->value));
      out.begin_object().key("attachment").value(attachment).key("item").value(head.item);
      out.key("size_bytes").value(Count(head.size_bytes)).end_object();
    }
    out.end_array();
    return {};
  }

  // What the ledger says was done with this person's information.
  Status write_ledger(const Occasion& occasion, store::Bucket bucket, std::uint64_t from,
                      JsonWriter& out) const {
    out.key("ledger").begin_array();
    std::uint64_t shown = 0, next = from;
    bool more = false;
    while (!more) {
      ASSIGN_OR_RETURN(const auto some, occasion.reg.ledger.entries({bucket.number}, next, entries_a_read));
      if (some.empty()) break;
      for (const LedgerBook::Numbered& numbered : some) {
        more = shown == limit || next - from == entries_looked_at_max;
        if (more) break;
        next = numbered.sequence + 1;
        if (numbered.entry.subject != subject_.id()) continue;
        write_entry_about(bucket, numbered, out);
        ++shown;
      }
    }
    out.end_array();
    out.key("ledger_more").boolean(more);
    if (more) out.key("ledger_next").published(ledger_place(bucket, next - 1));
    return {};
  }

  static void write_entry_about(store::Bucket bucket, const LedgerBook::Numbered& numbered, JsonWriter& out) {
    const ledger::Entry& entry = numbered.entry;
    out.begin_object().key("ledger_entry").published(ledger_place(bucket, numbered.sequence));
    out.key("at").value(entry.at).key("operation").value(entry.operation).key("outcome").value(entry.outcome);
    out.key("purposes").begin_array();
    for (const base::Term& purpose : entry.purposes) out.value(purpose);
    out.end_array();
    if (entry.recipient) out.key("recipient").value(*entry.recipient);
    out.end_object();
  }

  SubjectAtHand subject_;
  const policy::Policy* policy_ = nullptr;
  std::optional<vault::SubjectKey> key_;
};

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion&) {
  auto write_out = std::make_unique<ExportSubject>(fields.subject("subject"));
  if (fields.has("limit")) write_out->limit = std::clamp<std::uint64_t>(fields.count("limit"), 1, page_max);
  if (fields.has("after")) {
    ASSIGN_OR_RETURN(write_out->after, fields.id<base::RecordId>("after"));
  }
  if (fields.has("ledger_after")) {
    ASSIGN_OR_RETURN(write_out->ledger_after, ledger_place_of(fields, "ledger_after"));
  }
  return std::unique_ptr<Operation>(std::move(write_out));
}

}  // namespace

const OperationRow export_subject_row{"export_subject", policy::Operation::export_subject, false,
                                      fields_taken, parse};

}  // namespace daicho::service
