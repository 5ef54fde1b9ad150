// SPDX-License-Identifier: Apache-2.0
#include "vault/indexer.h"

#include "text/address.h"
#include "text/email.h"
#include "text/names.h"
#include "text/normalise.h"
#include "text/phone.h"
#include "text/wareki.h"

namespace daicho::vault {
namespace {

// Indexing and searching differ for names and addresses only: a stored name has more keys than a query asks.
enum class Side { stored, asked };

std::vector<std::string> one(std::optional<std::string> key) {
  std::vector<std::string> keys;
  if (key && !key->empty()) keys.push_back(std::move(*key));
  return keys;
}

std::optional<std::string> date_key(std::string_view value) {
  const auto written = text::parse_date(value);
  if (!written) return std::nullopt;
  return written->date.text();
}

std::vector<std::string> keys_of(FoundAs kind, Side side, std::string_view value) {
  switch (kind) {
    case FoundAs::email:
      return one(text::email_key(value));
    case FoundAs::phone:
      return one(text::phone_key(value));
    case FoundAs::name:
      return side == Side::stored ? text::name_keys(value) : text::name_query_keys(value);
    case FoundAs::postal_code:
      return one(text::parse_postal_code(value));
    case FoundAs::address:
      return text::address_keys(value);
    case FoundAs::birth_date:
      return one(date_key(value));
    case FoundAs::text:
      return one(text::matching_key(value));
    case FoundAs::alias:
      return one(std::string(value));
  }
  return {};
}

}  // namespace

base::Literal public_name(FoundAs kind) {
  switch (kind) {
    case FoundAs::email:
      return "email";
    case FoundAs::phone:
      return "phone";
    case FoundAs::name:
      return "name";
    case FoundAs::postal_code:
      return "postal_code";
    case FoundAs::address:
      return "address";
    case FoundAs::birth_date:
      return "birth_date";
    case FoundAs::text:
      return "text";
    case FoundAs::alias:
      return "alias";
  }
  return "text";
}

std::string index_target(const base::SubjectId& subject) {
  return std::string(subject.bytes());
}

std::string index_target(const base::SubjectId& subject, const base::RecordId& record) {
  return index_target(subject).append(record.bytes());
}

std::optional<base::SubjectId> read_index_target(std::string_view target) {
  return base::SubjectId::from_bytes(target.substr(0, base::SubjectId::size));
}

std::vector<store::IndexEntry> Indexer::entries(FoundAs kind, const base::Personal<std::string>& value,
                                                std::string_view target) const {
  std::vector<store::IndexEntry> entries;
  for (const std::string& key : keys_of(kind, Side::stored, value.reveal(base::PersonalKey()))) {
    entries.push_back({{static_cast<std::uint16_t>(kind)}, digest(kind, key), std::string(target)});
  }
  return entries;
}

std::vector<base::KeyedDigest> Indexer::look_up(FoundAs kind,
                                                const base::Personal<std::string>& query) const {
  std::vector<base::KeyedDigest> digests;
  for (const std::string& key : keys_of(kind, Side::asked, query.reveal(base::PersonalKey()))) {
    digests.push_back(digest(kind, key));
  }
  return digests;
}

base::KeyedDigest Indexer::digest(FoundAs kind, std::string_view key) const {
  std::string message("daicho index ");
  message.append(public_name(kind).text()).push_back('\0');
  return key_.digest(message.append(key));
}

}  // namespace daicho::vault
