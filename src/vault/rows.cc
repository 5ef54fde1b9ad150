// SPDX-License-Identifier: Apache-2.0
#include "vault/rows.h"

#include "base/encoding.h"

namespace daicho::vault {
namespace {

// Record rows of one person: current ones first, then replaced revisions.
constexpr char current = 'c', replaced = 'h';
constexpr std::size_t due_size = 4 + base::SubjectId::size + 4 + base::RecordId::size;

std::string text(std::string_view a, char b) {
  std::string out(a);
  out.push_back(b);
  return out;
}

}  // namespace

RecordTypeCode RecordTypeCode::of(const base::Term& record_type) {
  std::uint32_t hash = 2166136261u;
  for (const char c : record_type.text()) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  std::string be;
  base::append_be32(be, hash);
  return {{be[0], be[1], be[2], be[3]}};
}

store::Key subject_row(const base::SubjectId& subject) {
  return {store::Space::subject, std::string(subject.bytes())};
}

store::Key keyring_row(const base::SubjectId& subject) {
  return {store::Space::keyring, std::string(subject.bytes())};
}

std::string record_prefix(const base::SubjectId& subject) {
  return text(subject.bytes(), current);
}

std::string record_prefix(const base::SubjectId& subject, const base::Term& record_type) {
  const RecordTypeCode code = RecordTypeCode::of(record_type);
  return record_prefix(subject).append(code.bytes.data(), code.bytes.size());
}

store::Key record_row(const base::SubjectId& subject, const base::Term& record_type,
                      const base::RecordId& record) {
  return {store::Space::record, record_prefix(subject, record_type).append(record.bytes())};
}

std::string history_prefix(const base::SubjectId& subject) {
  return text(subject.bytes(), replaced);
}

std::string history_prefix(const base::SubjectId& subject, const base::RecordId& record) {
  return history_prefix(subject).append(record.bytes());
}

store::Key history_row(const base::SubjectId& subject, const base::RecordId& record, std::uint32_t revision) {
  std::string bytes = history_prefix(subject, record);
  base::append_be32(bytes, revision);
  return {store::Space::record, std::move(bytes)};
}

store::Key due_row(base::LocalDate day, const base::SubjectId& subject, const base::Term& record_type,
                   const base::RecordId& record) {
  std::string bytes;
  bytes.reserve(due_size);
  base::append_be32(bytes, static_cast<std::uint32_t>(day.days_since_epoch()));
  bytes.append(subject.bytes());
  const RecordTypeCode code = RecordTypeCode::of(record_type);
  bytes.append(code.bytes.data(), code.bytes.size()).append(record.bytes());
  return {store::Space::due, std::move(bytes)};
}

std::optional<Due> read_due_row(std::string_view key_bytes) {
  if (key_bytes.size() != due_size) return std::nullopt;
  const auto subject = base::SubjectId::from_bytes(key_bytes.substr(4, base::SubjectId::size));
  if (!subject) return std::nullopt;
  std::string record = record_prefix(*subject);
  record.append(key_bytes.substr(4 + base::SubjectId::size));
  return Due{base::LocalDate::from_days_since_epoch(static_cast<std::int32_t>(base::read_be32(key_bytes))),
             *subject, store::Key{store::Space::record, std::move(record)}};
}

store::Key attachment_row(const base::SubjectId& subject, const base::AttachmentId& attachment,
                          std::uint32_t chunk) {
  std::string bytes = attachment_prefix(subject, attachment);
  base::append_be32(bytes, chunk);
  return {store::Space::attachment, std::move(bytes)};
}

std::string attachment_prefix(const base::SubjectId& subject) {
  return std::string(subject.bytes());
}

std::string attachment_prefix(const base::SubjectId& subject, const base::AttachmentId& attachment) {
  return attachment_prefix(subject).append(attachment.bytes());
}

std::string erasure_prefix() {
  return "erasure/";
}

store::Key erasure_row(const base::SubjectId& subject) {
  return {store::Space::work, erasure_prefix().append(subject.bytes())};
}

}  // namespace daicho::vault
