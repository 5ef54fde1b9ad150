// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "service/erasure.h"
#include "service/operations/rows.h"
#include "service/record_at_hand.h"
#include "service/record_erasure.h"
#include "service/retention_clock.h"
#include "vault/rows.h"

// Erases a person or one record: what no statute and no hold forbids (APPI 22, 35; A-033…A-036, B-103…B-112).
//
// A person goes in one small commit, however much is held: the key is shredded, and the rows that nobody can
// read any more are removed behind it (service/removal.h). Where something must stay, the request is denied
// with what keeps it and until when; with `partly` the rest goes, record by record.
namespace daicho::service {
namespace {

using base::ErrorCode;
using base::fail;
using base::Literal;
using base::Result;
using base::Status;

constexpr Field fields_taken[] = {
    {"subject", FieldType::subject, true},
    {"record", FieldType::id, false},
    {"reason", FieldType::name, false},
    {"partly", FieldType::flag, false},
};
// What one commit erases when only a part may go; what one read looks at.
constexpr std::size_t records_a_commit = 200, records_a_read = 500;

// Why erasure is asked for: a closed list, for it stands in the ledger.
constexpr Literal reasons[] = {"demanded", "no_longer_needed", "consent_withdrawn", "unlawfully_held",
                               "by_mistake"};

// A record, and those of its items that may go.
struct Part {
  RecordAtHand record;
  std::vector<base::Term> gone;
};

class Erase : public Operation {
 public:
  Erase(SubjectReference reference, std::optional<base::RecordId> record, std::optional<base::Term> reason,
        bool partly)
      : subject_(std::move(reference)), record_(record), reason_(std::move(reason)), partly_(partly) {}

  ledger::Operation recorded_as() const override {
    return is_of_records() ? ledger::Operation::erase_record : ledger::Operation::erase_subject;
  }

  Result<store::Bucket> bucket(const Occasion& occasion) override { return subject_.find(occasion); }

  Result<Facts> gather(const Occasion& occasion, const store::Snapshot& snapshot) override {
    occasion_policy_ = &occasion.policy();
    law_ = &occasion.reg.law;
    longest_.reset();
    parts_.clear();
    gathered_ = {};
    found_ = true;
    today_ = base::LocalDate::on(occasion.now);
    RETURN_IF_ERROR(subject_.read(occasion, snapshot));
    gathered_.subject = subject_.facts(occasion);
    if (gathered_.subject.state != policy::SubjectState::living) return gathered_;
    RETURN_IF_ERROR(record_ ? look_at_record(snapshot) : look_at_person(snapshot));
    // What may go goes, when the caller is content with a part.
    if (is_of_records() && (begun_ || !parts_.empty())) gathered_.record = {};
    return gathered_;
  }

  policy::Question question() const override { return {.operation = policy::Operation::erase}; }

  void describe(ledger::Entry& entry) const override {
    entry.subject = subject_.id();
    if (record_) entry.records = {*record_};
    if (reason_) entry.facts.push_back({"reason", *reason_});
    if (!longest_) return;
    // What stays, although it was asked for.
    if (is_of_records() && partly_) entry.facts.push_back({"partly", true});
    entry.facts.push_back({"kept_by", longest_->kept_by});
    if (longest_->which) entry.facts.push_back({"which", *longest_->which});
    if (longest_->clause)
      entry.facts.push_back({"clause", occasion_policy_->clauses()[*longest_->clause].name});
    const auto article = longest_->article ? citation_of(*law_, *longest_->article) : std::nullopt;
    if (article) entry.facts.push_back({"article", *article});
    if (longest_->date) entry.facts.push_back({"erasable_from", *longest_->date});
  }

  Status plan(const Occasion& occasion, const policy::Permit&, Plan& plan, AnswerWriter& answer) override {
    if (!found_) {
      plan.entry.outcome = ledger::Outcome::not_found;
      subject_.unchanged(plan.commit);
      return {};
    }
    if (is_of_records()) return plan_parts(occasion, plan, answer);
    subject_.unchanged(plan.commit);
    plan.commit.preconditions.insert(plan.commit.preconditions.end(), nothing_came_.begin(),
                                     nothing_came_.end());
    erase_person(occasion, subject_.id(), *subject_.state(), ledger_size_, plan.commit);
    return {};
  }

  bool advance(const store::Committed&) override {
    if (record_ || !is_of_records()) return false;
    begun_ = true;
    erased_ = with_this_step_;
    after_key_ = looked_through_;
    return more_;
  }

 private:
  // Whether records go, and not the person.
  bool is_of_records() const { return record_ || begun_ || !parts_.empty(); }

  // Remembers what forbids to erase, and what forbids it longest.
  void note(const policy::ErasureDate& keep) {
    (keep.kept_by == policy::KeptBy::statute ? gathered_.record.under_statute : gathered_.record.under_hold) =
        true;
    if (!longest_ || outlasts(keep, *longest_)) longest_ = keep;
  }
  std::vector<Keep> keeps_noted(const base::RecordId& id, const vault::Record& record) {
    std::vector<Keep> keeps = keeps_of(*occasion_policy_, *law_, *subject_.state(), id, record, today_);
    for (const Keep& keep : keeps) note(keep.until);
    return keeps;
  }
  static std::vector<base::Term> items_without(const vault::Record& record, const std::vector<Keep>& keeps) {
    std::vector<base::Term> items;
    for (const vault::SealedItem& item : record.items) {
      const bool kept =
          std::any_of(keeps.begin(), keeps.end(), [&](const Keep& keep) { return keep.item == item.item; });
      if (!kept) items.push_back(item.item);
    }
    return items;
  }

  Status look_at_record(const store::Snapshot& snapshot) {
    ASSIGN_OR_RETURN(auto found, find_record(*occasion_policy_, snapshot, subject_.id(), *record_));
    found_ = found.has_value();
    if (!found_) return {};
    const std::vector<Keep> keeps = keeps_noted(*record_, found->record);
    std::vector<base::Term> gone = items_without(found->record, keeps);
    if ((keeps.empty() || partly_) && !gone.empty()) parts_.push_back({std::move(*found), std::move(gone)});
    return {};
  }

  // Whether anything of the person must stay is known from the holds and from the records of the types that a
  // statute speaks of; the others need not be read.
  Status look_at_person(const store::Snapshot& snapshot) {
    ASSIGN_OR_RETURN(const store::LedgerHead head, snapshot.ledger_head());
    ledger_size_ = head.size;
    store::Commit conditions;
    RETURN_IF_ERROR(expect_no_arrival(subject_.id(), snapshot, conditions));
    nothing_came_ = std::move(conditions.preconditions);
    if (const auto hold = hold_on_person(*occasion_policy_, *subject_.state(), today_)) note(*hold);
    for (const vault::Hold& hold : subject_.state()->holds) {
      if (!hold.record || hold.released) continue;
      ASSIGN_OR_RETURN(const auto held,
                       find_record(*occasion_policy_, snapshot, subject_.id(), *hold.record));
      if (held) keeps_noted(held->id, held->record);
    }
    for (const policy::RecordType& type : occasion_policy_->record_types()) {
      if (!may_be_under_statute(type)) continue;
      std::string after;
      for (;;) {
        ASSIGN_OR_RETURN(const auto records,
                         read_records(snapshot, subject_.id(), &type.name, after, records_a_read));
        for (const RecordAtHand& held : records) keeps_noted(held.id, held.record);
        if (records.size() < records_a_read) break;
        after = records.back().key.bytes;
      }
    }
    return longest_ && partly_ ? collect_parts(snapshot) : Status();
  }

  bool may_be_under_statute(const policy::RecordType& type) const {
    const auto names_one = [&](policy::RetentionIndex place) {
      return !occasion_policy_->retentions()[place].statutes.empty();
    };
    return names_one(type.retention) || std::any_of(type.item_retention.begin(), type.item_retention.end(),
                                                    [&](const auto& own) { return names_one(own.second); });
  }

  // The next records of which something may go, as many as one commit takes.
  Status collect_parts(const store::Snapshot& snapshot) {
    looked_through_ = after_key_;
    more_ = false;
    std::size_t weight = 0;
    for (std::string after = after_key_;;) {
      ASSIGN_OR_RETURN(auto records, read_records(snapshot, subject_.id(), nullptr, after, records_a_read));
      const bool last = records.size() < records_a_read;
      if (!last) after = records.back().key.bytes;
      for (RecordAtHand& held : records) {
        std::vector<base::Term> gone = items_without(held.record, keeps_noted(held.id, held.record));
        if (gone.empty()) continue;
        weight += weight_bytes(held.record);
        if (parts_.size() == records_a_commit || (weight > weight_a_commit_bytes && !parts_.empty())) {
          more_ = true;
          return {};
        }
        looked_through_ = held.key.bytes;
        parts_.push_back({std::move(held), std::move(gone)});
      }
      if (last) return {};
    }
  }

  Status plan_parts(const Occasion& occasion, Plan& plan, AnswerWriter& answer) {
    ASSIGN_OR_RETURN(const auto snapshot, occasion.reg.store.snapshot(plan.commit.bucket));
    vault::Subject after = *subject_.state();
    bool changed = false;
    with_this_step_ = erased_;
    for (const Part& part : parts_) {
      ASSIGN_OR_RETURN(const bool whole, erase_items(occasion, *snapshot, subject_.id(), *subject_.state(),
                                                     part.record, part.gone, plan.commit));
      changed |= whole && forget_record(after, part.record.id);
      with_this_step_.items += part.gone.size();
      with_this_step_.whole_records += whole ? 1 : 0;
      if (record_) {
        plan.entry.items = part.gone;
        plan.entry.facts.push_back({"record_type", part.record.record.type});
        plan.entry.facts.push_back({"whole", whole});
      } else {
        plan.further_entries.push_back(
            erased_entry(plan.entry, subject_.id(), part.record, part.gone, whole));
      }
    }
    if (changed) {
      subject_.put(after, plan.commit);
    } else {
      subject_.unchanged(plan.commit);
    }
    ask_for_purge(occasion, plan.commit);
    if (record_) return {};
    plan.entry.facts.push_back({"records_erased", base::Count(with_this_step_.whole_records)});
    plan.entry.facts.push_back({"items_erased", base::Count(with_this_step_.items)});
    // The answer shows the entry of the first step; of several, the last one adds the sums.
    if (begun_ && !more_) {
      answer.json().key("records_erased_in_all").value(base::Count(with_this_step_.whole_records));
      answer.json().key("items_erased_in_all").value(base::Count(with_this_step_.items));
    }
    return {};
  }

  SubjectAtHand subject_;
  std::optional<base::RecordId> record_;
  std::optional<base::Term> reason_;
  bool partly_;

  const policy::Policy* occasion_policy_ = nullptr;
  const LawInForce* law_ = nullptr;
  base::LocalDate today_;
  bool found_ = true;
  Facts gathered_;
  std::optional<policy::ErasureDate> longest_;  // of what forbids to erase
  std::vector<Part> parts_;                     // what goes in this step, when not the whole person does
  std::string after_key_;                       // the records up to here were looked through and committed
  std::string looked_through_;                  // and by this step
  bool more_ = false;
  bool begun_ = false;  // something of the person was erased and committed
  // What went so far, in all steps of the request.
  struct Erased {
    std::uint64_t whole_records = 0, items = 0;
  };
  Erased erased_, with_this_step_;
  std::uint64_t ledger_size_ = 0;
  std::vector<store::Precondition> nothing_came_;
};

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion&) {
  std::optional<base::RecordId> record;
  if (fields.has("record")) {
    ASSIGN_OR_RETURN(record, fields.id<base::RecordId>("record"));
  }
  std::optional<base::Term> reason;
  if (fields.has("reason")) {
    const std::string name = fields.name("reason");
    const auto known =
        std::find_if(std::begin(reasons), std::end(reasons), [&](Literal r) { return r.text() == name; });
    if (known == std::end(reasons)) {
      return fail(
          base::Error(ErrorCode::unknown_term, "there is no such reason to erase; see the specification")
              .with("field", Literal("reason")));
    }
    reason = ledger::term(*known);
  }
  const bool partly = fields.has("partly") && fields.flag("partly");
  return std::make_unique<Erase>(fields.subject("subject"), record, std::move(reason), partly);
}

}  // namespace

const OperationRow erase_row{"erase", policy::Operation::erase, true, fields_taken, parse};

}  // namespace daicho::service
