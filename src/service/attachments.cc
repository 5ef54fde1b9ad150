// SPDX-License-Identifier: Apache-2.0
#include "service/attachments.h"

#include <algorithm>

#include "ledger/entry.h"
#include "service/caller.h"
#include "service/numbered_facts.h"
#include "service/record_at_hand.h"
#include "service/retention_clock.h"
#include "vault/rows.h"

namespace daicho::service {
namespace {

using base::Error;
using base::ErrorCode;
using base::fail;
using base::Personal;
using base::Result;
using base::Status;

constexpr std::size_t chunks_a_commit = 15;  // with their overhead just below 4 MiB

tl::unexpected<Error> changed() {
  return fail(ErrorCode::conflict, "what was permitted has changed since; ask again");
}

// An entry that permits a stream, and the office as it is now.
struct Authority {
  ledger::Entry entry;
  base::SubjectId subject;
  base::AttachmentId attachment;
  std::uint64_t subject_version;
  std::shared_ptr<const Office> office;
  store::Bucket bucket;
};

Result<Authority> authority(const Register& reg, std::string_view api_key, const LedgerPlace& place,
                            ledger::Operation operation) {
  ASSIGN_OR_RETURN(const auto office, reg.office.current());
  ASSIGN_OR_RETURN(const Caller caller, authenticate(*office, reg.keys, api_key));
  const auto none = [] {
    return fail(ErrorCode::not_found, "there is no entry that permits you a file; ask for one first");
  };
  if (place.bucket.number >= reg.store.bucket_count()) return none();
  ASSIGN_OR_RETURN(auto found, reg.ledger.entries({place.bucket.number}, place.sequence, 1));
  if (found.empty()) return none();
  ledger::Entry& entry = found.front().entry;
  const auto* attachment = find_fact<base::AttachmentId>(entry, "attachment");
  const auto* version = find_fact<base::Count>(entry, "subject_version");
  if (entry.operation != operation || entry.outcome != ledger::Outcome::permitted ||
      entry.caller != caller.id || !entry.subject || attachment == nullptr || version == nullptr) {
    return none();
  }
  if (reg.clock.now() - entry.at > attachment_entry_good_for) {
    return fail(ErrorCode::conflict, "a file is streamed within ten minutes of the permit; ask again");
  }
  if (office->policy() == nullptr || entry.policy != office->policy()->digest()) return changed();
  const base::SubjectId subject = *entry.subject;
  return Authority{std::move(entry), subject, *attachment, version->number, office, place.bucket};
}

}  // namespace

Result<AttachmentWriter> AttachmentWriter::open(const Register& reg, std::string_view api_key,
                                                const LedgerPlace& entry) {
  ASSIGN_OR_RETURN(const Authority permitted, authority(reg, api_key, entry, ledger::Operation::attach));
  ASSIGN_OR_RETURN(const auto snapshot, reg.store.snapshot(permitted.bucket));
  const store::Key key = upload_row(base::LocalDate::on(permitted.entry.at), permitted.attachment);
  ASSIGN_OR_RETURN(const auto row, snapshot->get(key));
  if (!row) return fail(ErrorCode::not_found, "this file came in already, or was dropped; ask for another");
  ASSIGN_OR_RETURN(Upload upload, decode_upload(row->value));
  if (upload.chunks > 0)
    return fail(ErrorCode::conflict, "a file cannot be gone on with halfway; ask for another");
  ASSIGN_OR_RETURN(const auto wrapped, snapshot->get(vault::keyring_row(permitted.subject)));
  if (!wrapped) return fail(ErrorCode::erased, "this person was erased");
  ASSIGN_OR_RETURN(auto subject_key, reg.sealer.open_key(permitted.subject, wrapped->value));
  ASSIGN_OR_RETURN(auto stream,
                   reg.sealer.seal_file(permitted.subject, wrapped->value, permitted.attachment));
  AttachmentWriter writer(reg, key, permitted.attachment, std::move(upload), std::move(subject_key),
                          std::move(stream));
  writer.row_version_ = row->version;
  writer.key_version_ = wrapped->version;
  return writer;
}

Status AttachmentWriter::write(Personal<std::string> chunk) {
  if (failed_) return changed();
  if (held_back_) {
    if (auto sealed = seal(*held_back_, crypto::ChunkPlace::middle); !sealed) {
      failed_ = true;
      return sealed;
    }
  }
  held_back_.emplace(std::move(chunk));
  if (sealed_.size() < chunks_a_commit) return {};
  auto flushed = flush();
  failed_ = !flushed;
  return flushed;
}

Status AttachmentWriter::seal(const Personal<std::string>& chunk, crypto::ChunkPlace place) {
  std::string sealed = vault::Sealer::seal_chunk(stream_, chunk, place);
  const std::size_t size_bytes = sealed.size() - crypto::StreamSealer::chunk_overhead_bytes;
  const bool is_last = place == crypto::ChunkPlace::last;
  if (is_last ? size_bytes > attachment_chunk_bytes : size_bytes != attachment_chunk_bytes) {
    return fail(ErrorCode::invalid_value, "every chunk of a file but the last has 256 KiB");
  }
  if (upload_.size_bytes + size_bytes > attachment_bytes_max)
    return fail(ErrorCode::too_large, "a file has 100 MiB at most");
  sealed_.push_back({vault::attachment_row(upload_.subject, attachment_, upload_.chunks), std::move(sealed)});
  ++upload_.chunks;
  upload_.size_bytes += size_bytes;
  return {};
}

// The chunks so far, on the condition that nobody else writes this file and the person's key is there.
Status AttachmentWriter::flush() {
  store::Commit chunks{.bucket = reg_->store.bucket_of(upload_.subject)};
  chunks.puts = std::move(sealed_);
  sealed_.clear();
  add_conditions(chunks);
  chunks.puts.push_back({row_, encode(upload_)});
  RETURN_IF_ERROR(commit(std::move(chunks)));
  ASSIGN_OR_RETURN(const auto snapshot, reg_->store.snapshot(reg_->store.bucket_of(upload_.subject)));
  ASSIGN_OR_RETURN(const auto row, snapshot->get(row_));
  if (!row) return changed();
  row_version_ = row->version;
  return {};
}

Result<LedgerPlace> AttachmentWriter::finish() {
  if (failed_) return changed();
  failed_ = true;  // whatever comes of it, nothing follows
  const Personal<std::string> nothing{std::string()};
  RETURN_IF_ERROR(seal(held_back_ ? *held_back_ : nothing, crypto::ChunkPlace::last));
  store::Commit whole{.bucket = reg_->store.bucket_of(upload_.subject),
                      .office_version = upload_.office_version};
  whole.puts = std::move(sealed_);
  add_conditions(whole);
  whole.deletes.push_back(row_);
  const AttachmentHead head{upload_.record, upload_.item, upload_.size_bytes, upload_.chunks,
                            stream_.header()};
  whole.puts.push_back({attachment_head_row(upload_.subject, attachment_), encode(head)});
  RETURN_IF_ERROR(add_to_record(whole));
  ledger::Entry entry{.at = reg_->clock.now(),
                      .caller = upload_.caller,
                      .operation = ledger::Operation::attach,
                      .outcome = ledger::Outcome::done,
                      .request = upload_.request,
                      .subject = upload_.subject,
                      .records = {upload_.record},
                      .items = {upload_.item}};
  entry.facts.push_back({"attachment", attachment_});
  entry.facts.push_back({"size_bytes", base::Count(upload_.size_bytes)});
  entry.facts.push_back({"chunks", base::Count(upload_.chunks)});
  ASSIGN_OR_RETURN(std::string bytes, ledger::encode(entry));
  whole.ledger_entries.push_back(std::move(bytes));
  const store::Bucket bucket = whole.bucket;
  ASSIGN_OR_RETURN(const store::Committed committed, commit(std::move(whole)));
  return LedgerPlace{bucket, committed.first_sequence};
}

// The record with the file in its item, if person and record are as they were when it was permitted.
Status AttachmentWriter::add_to_record(store::Commit& commit) {
  const Register& reg = *reg_;
  ASSIGN_OR_RETURN(const auto office, reg.office.current());
  if (office->version() != upload_.office_version) return changed();
  ASSIGN_OR_RETURN(const auto snapshot, reg.store.snapshot(commit.bucket));
  const store::Key record_key = vault::record_row(upload_.subject, upload_.record_type, upload_.record);
  ASSIGN_OR_RETURN(const auto rows, snapshot->multiget({vault::subject_row(upload_.subject), record_key}));
  if (!rows[0] || rows[0]->version != upload_.subject_version || !rows[1] ||
      rows[1]->version != upload_.record_version) {
    return changed();
  }
  ASSIGN_OR_RETURN(const vault::Subject state, vault::decode_subject(rows[0]->value));
  ASSIGN_OR_RETURN(vault::Record before, vault::decode_record(rows[1]->value));
  const RecordAtHand at_hand{upload_.record, record_key, rows[1]->version, std::move(before)};
  vault::Record after = at_hand.record;
  const vault::SealedPlace place{upload_.subject, upload_.record, after.revision, after.type.text(),
                                 upload_.item.text()};
  after.items.push_back(
      {upload_.item, reg.sealer.seal(key_, place, Personal<std::string>(attachment_.text()))});
  std::sort(after.items.begin(), after.items.end(),
            [](const vault::SealedItem& a, const vault::SealedItem& b) { return a.item < b.item; });
  after.attachments.push_back(attachment_);
  after.due = first_end(ends_of(*office->policy(), reg.law, state, upload_.record, after));
  commit.preconditions.push_back({rows[0]->key, store::Precondition::Version{rows[0]->version}});
  put_record(upload_.subject, upload_.record, after, &at_hand, commit);
  return {};
}

Status AttachmentWriter::abandon() {
  failed_ = true;
  store::Commit drop{.bucket = reg_->store.bucket_of(upload_.subject)};
  drop.preconditions.push_back({row_, store::Precondition::Version{row_version_}});
  drop.deletes.push_back(row_);
  drop.delete_ranges.push_back(
      {store::Space::attachment, vault::attachment_prefix(upload_.subject, attachment_)});
  ledger::Entry entry{.at = reg_->clock.now(),
                      .caller = upload_.caller,
                      .operation = ledger::Operation::attach,
                      .outcome = ledger::Outcome::interrupted,
                      .request = upload_.request,
                      .subject = upload_.subject,
                      .records = {upload_.record},
                      .items = {upload_.item}};
  entry.facts.push_back({"attachment", attachment_});
  ASSIGN_OR_RETURN(std::string bytes, ledger::encode(entry));
  drop.ledger_entries.push_back(std::move(bytes));
  RETURN_IF_ERROR(commit(std::move(drop)));
  return {};
}

void AttachmentWriter::add_conditions(store::Commit& commit) const {
  commit.preconditions.push_back({row_, store::Precondition::Version{row_version_}});
  commit.preconditions.push_back(
      {vault::keyring_row(upload_.subject), store::Precondition::Version{key_version_}});
}

Result<store::Committed> AttachmentWriter::commit(store::Commit commit) const {
  store::CommitOutcome outcome = reg_->store.commit(std::move(commit));
  if (auto* refused = std::get_if<store::NotApplied>(&outcome)) return fail(std::move(refused->error));
  if (auto* unknown = std::get_if<store::Unknown>(&outcome)) return fail(std::move(unknown->error));
  if (std::holds_alternative<store::Conflict>(outcome)) return changed();
  return std::get<store::Committed>(outcome);
}

Result<AttachmentReader> AttachmentReader::open(const Register& reg, std::string_view api_key,
                                                const LedgerPlace& entry) {
  ASSIGN_OR_RETURN(const Authority permitted,
                   authority(reg, api_key, entry, ledger::Operation::open_attachment));
  ASSIGN_OR_RETURN(const auto snapshot, reg.store.snapshot(permitted.bucket));
  ASSIGN_OR_RETURN(const auto row,
                   snapshot->get(attachment_head_row(permitted.subject, permitted.attachment)));
  if (!row) return changed();
  ASSIGN_OR_RETURN(AttachmentHead head, decode_attachment_head(row->value));
  return AttachmentReader(reg, permitted.subject, permitted.attachment, std::move(head),
                          permitted.subject_version);
}

Result<std::optional<Personal<std::string>>> AttachmentReader::next() {
  if (next_ == head_.chunks) return std::optional<Personal<std::string>>();
  const store::Bucket bucket = reg_->store.bucket_of(subject_);
  ASSIGN_OR_RETURN(const auto snapshot, reg_->store.snapshot(bucket));
  ASSIGN_OR_RETURN(const auto rows,
                   snapshot->multiget({vault::subject_row(subject_), vault::keyring_row(subject_),
                                       vault::attachment_row(subject_, attachment_, next_)}));
  if (!rows[0] || rows[0]->version != subject_version_ || !rows[1] || !rows[2]) return changed();
  // Opened anew for each chunk: a key that was kept would outlive an erasure.
  ASSIGN_OR_RETURN(const auto file,
                   reg_->sealer.open_file(subject_, rows[1]->value, attachment_, head_.stream_header));
  const auto place = next_ + 1 == head_.chunks ? crypto::ChunkPlace::last : crypto::ChunkPlace::middle;
  ASSIGN_OR_RETURN(auto chunk, vault::Sealer::open_chunk(file, next_, place, rows[2]->value));
  ++next_;
  return std::optional<Personal<std::string>>(std::move(chunk));
}

}  // namespace daicho::service
