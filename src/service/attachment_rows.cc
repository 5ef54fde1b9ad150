// SPDX-License-Identifier: Apache-2.0
#include "service/attachment_rows.h"

#include "base/cbor.h"
#include "base/encoding.h"
#include "vault/row_codec.h"
#include "vault/rows.h"

namespace daicho::service {
namespace {

using base::CborReader;
using base::CborWriter;
using base::Result;

constexpr std::uint64_t format_version = 1;
// The head stands behind the chunks, under a number that none of them has.
constexpr std::uint32_t head_number = 0xffffffff;
constexpr std::uint64_t chunks_max = head_number;

Result<std::uint32_t> read_chunks(CborReader& in) {
  ASSIGN_OR_RETURN(const std::uint64_t chunks, in.unsigned_integer());
  if (chunks > chunks_max) return vault::malformed_row();
  return static_cast<std::uint32_t>(chunks);
}

}  // namespace

store::Key attachment_head_row(const base::SubjectId& subject, const base::AttachmentId& attachment) {
  return vault::attachment_row(subject, attachment, head_number);
}

std::string encode(const AttachmentHead& head) {
  CborWriter out;
  out.array(6).unsigned_integer(format_version).bytes(head.record.bytes()).text(head.item.text());
  out.unsigned_integer(head.size_bytes).unsigned_integer(head.chunks).bytes(head.stream_header);
  return std::move(out).take();
}

Result<AttachmentHead> decode_attachment_head(std::string_view bytes) {
  CborReader in(bytes);
  RETURN_IF_ERROR(vault::expect_array(in, 6));
  RETURN_IF_ERROR(vault::expect_version(in, format_version));
  ASSIGN_OR_RETURN(const auto record, vault::read_id<base::RecordId>(in));
  ASSIGN_OR_RETURN(auto item, vault::read_term(in));
  ASSIGN_OR_RETURN(const std::uint64_t size_bytes, in.unsigned_integer());
  ASSIGN_OR_RETURN(const std::uint32_t chunks, read_chunks(in));
  ASSIGN_OR_RETURN(const auto stream_header, in.bytes());
  RETURN_IF_ERROR(in.finish());
  return AttachmentHead{record, std::move(item), size_bytes, chunks, std::string(stream_header)};
}

std::string upload_prefix() {
  return "upload/";
}

store::Key upload_row(base::LocalDate day, const base::AttachmentId& attachment) {
  std::string bytes = upload_prefix();
  base::append_be32(bytes, static_cast<std::uint32_t>(day.days_since_epoch()));
  bytes.append(attachment.bytes());
  return {store::Space::work, std::move(bytes)};
}

std::optional<UploadName> read_upload_row(const store::Key& key) {
  const std::string prefix = upload_prefix();
  if (key.space != store::Space::work || !key.bytes.starts_with(prefix)) return std::nullopt;
  const std::string_view rest = std::string_view(key.bytes).substr(prefix.size());
  if (rest.size() != 4 + base::AttachmentId::size) return std::nullopt;
  return UploadName{base::LocalDate::from_days_since_epoch(static_cast<std::int32_t>(base::read_be32(rest))),
                    *base::AttachmentId::from_bytes(rest.substr(4))};
}

std::string encode(const Upload& upload) {
  CborWriter out;
  out.array(12).unsigned_integer(format_version).bytes(upload.caller.bytes()).bytes(upload.request.bytes());
  out.bytes(upload.subject.bytes())
      .bytes(upload.record.bytes())
      .text(upload.record_type.text())
      .text(upload.item.text());
  out.unsigned_integer(upload.office_version).unsigned_integer(upload.subject_version);
  out.unsigned_integer(upload.record_version)
      .unsigned_integer(upload.size_bytes)
      .unsigned_integer(upload.chunks);
  return std::move(out).take();
}

Result<Upload> decode_upload(std::string_view bytes) {
  CborReader in(bytes);
  RETURN_IF_ERROR(vault::expect_array(in, 12));
  RETURN_IF_ERROR(vault::expect_version(in, format_version));
  ASSIGN_OR_RETURN(const auto caller, vault::read_id<base::CallerId>(in));
  ASSIGN_OR_RETURN(const auto request, vault::read_id<base::RequestId>(in));
  ASSIGN_OR_RETURN(const auto subject, vault::read_id<base::SubjectId>(in));
  ASSIGN_OR_RETURN(const auto record, vault::read_id<base::RecordId>(in));
  ASSIGN_OR_RETURN(auto record_type, vault::read_term(in));
  ASSIGN_OR_RETURN(auto item, vault::read_term(in));
  Upload upload{.caller = caller,
                .request = request,
                .subject = subject,
                .record = record,
                .record_type = std::move(record_type),
                .item = std::move(item)};
  ASSIGN_OR_RETURN(upload.office_version, in.unsigned_integer());
  ASSIGN_OR_RETURN(upload.subject_version, in.unsigned_integer());
  ASSIGN_OR_RETURN(upload.record_version, in.unsigned_integer());
  ASSIGN_OR_RETURN(upload.size_bytes, in.unsigned_integer());
  ASSIGN_OR_RETURN(upload.chunks, read_chunks(in));
  RETURN_IF_ERROR(in.finish());
  return upload;
}

}  // namespace daicho::service
