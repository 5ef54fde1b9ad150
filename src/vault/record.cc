// SPDX-License-Identifier: Apache-2.0
#include "vault/record.h"

#include "base/cbor.h"
#include "base/check.h"
#include "vault/row_codec.h"

namespace daicho::vault {
namespace {

using base::CborReader;
using base::CborWriter;
using base::Result;
using base::Status;

constexpr std::uint64_t format_version = 1;

Status read_terms(CborReader& in, std::vector<base::Term>& terms) {
  ASSIGN_OR_RETURN(const std::uint64_t count, in.array());
  terms.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) {
    ASSIGN_OR_RETURN(auto term, read_term(in));
    terms.push_back(std::move(term));
  }
  return {};
}

Status read_items(CborReader& in, std::vector<SealedItem>& items) {
  ASSIGN_OR_RETURN(const std::uint64_t count, in.map());
  items.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) {
    ASSIGN_OR_RETURN(auto item, read_term(in));
    ASSIGN_OR_RETURN(const auto sealed, in.bytes());
    items.push_back({std::move(item), std::string(sealed)});
  }
  return {};
}

Status read_attachments(CborReader& in, std::vector<base::AttachmentId>& attachments) {
  ASSIGN_OR_RETURN(const std::uint64_t count, in.array());
  for (std::uint64_t i = 0; i < count; ++i) {
    ASSIGN_OR_RETURN(const auto id, read_id<base::AttachmentId>(in));
    attachments.push_back(id);
  }
  return {};
}

}  // namespace

const SealedItem* Record::find(const base::Term& item) const {
  for (const SealedItem& candidate : items) {
    if (candidate.item == item) return &candidate;
  }
  return nullptr;
}

std::string encode(const Record& record) {
  CborWriter out;
  out.array(14).unsigned_integer(format_version).text(record.type.text()).unsigned_integer(record.revision);
  write(out, record.acquired);
  write(out, record.revised);
  out.text(record.channel.text()).array(record.purposes.size());
  for (const base::Term& purpose : record.purposes) out.text(purpose.text());
  out.bytes(record.policy.view()).map(record.items.size());
  for (const SealedItem& item : record.items) out.text(item.item.text()).bytes(item.sealed);
  out.bytes(record.sealed_source);
  write_index(out, record.index);
  write(out, record.due);
  out.array(record.attachments.size());
  for (const base::AttachmentId& attachment : record.attachments) out.bytes(attachment.bytes());
  out.text(record.client ? record.client->text() : std::string());
  return std::move(out).take();
}

Result<Record> decode_record(std::string_view bytes) {
  CborReader in(bytes);
  RETURN_IF_ERROR(expect_array(in, 14));
  RETURN_IF_ERROR(expect_version(in, format_version));
  ASSIGN_OR_RETURN(auto type, read_term(in));
  ASSIGN_OR_RETURN(const std::uint64_t revision, in.unsigned_integer());
  if (revision == 0 || revision > 0xffffffff) return malformed_row();
  ASSIGN_OR_RETURN(const auto acquired, read_instant(in));
  ASSIGN_OR_RETURN(const auto revised, read_instant(in));
  ASSIGN_OR_RETURN(auto channel, read_term(in));
  Record record{.type = std::move(type),
                .revision = static_cast<std::uint32_t>(revision),
                .acquired = acquired,
                .revised = revised,
                .channel = std::move(channel),
                .purposes = {},
                .policy = {},
                .items = {},
                .sealed_source = {},
                .index = {},
                .due = {},
                .attachments = {}};
  RETURN_IF_ERROR(read_terms(in, record.purposes));
  ASSIGN_OR_RETURN(record.policy, read_digest(in));
  RETURN_IF_ERROR(read_items(in, record.items));
  ASSIGN_OR_RETURN(const auto source, in.bytes());
  record.sealed_source = std::string(source);
  RETURN_IF_ERROR(read_index(in, record.index));
  ASSIGN_OR_RETURN(record.due, read_optional_date(in));
  RETURN_IF_ERROR(read_attachments(in, record.attachments));
  ASSIGN_OR_RETURN(const std::string_view client, in.text());
  if (!client.empty()) {
    record.client = base::Term::declared(client);
    if (!record.client) return malformed_row();
  }
  RETURN_IF_ERROR(in.finish());
  return record;
}

base::RecordId record_id_of(const store::Key& record_row) {
  CHECK(record_row.bytes.size() >= base::RecordId::size);
  return *base::RecordId::from_bytes(
      std::string_view(record_row.bytes).substr(record_row.bytes.size() - base::RecordId::size));
}

}  // namespace daicho::vault
