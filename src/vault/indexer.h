// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/literal.h"
#include "base/personal.h"
#include "base/public_record.h"
#include "crypto/mac.h"
#include "store/store.h"

namespace daicho::vault {

// As what a value can be found again. Numbers are written to disk (store::IndexKind).
enum class FoundAs : std::uint16_t {
  email = 1,
  phone = 2,
  name = 3,  // in any of the four scripts
  postal_code = 4,
  address = 5,
  birth_date = 6,
  text = 7,   // by its matching key, whole
  alias = 8,  // the number or name that a business system has for the person
};
base::Literal public_name(FoundAs kind);

// What an index entry leads to: a person, by way of one of their records (or of the person's own row, for an
// alias). Each record has its own entries, so that each can be erased without the others.
std::string index_target(const base::SubjectId& subject);
std::string index_target(const base::SubjectId& subject, const base::RecordId& record);
// The person a target leads to.
std::optional<base::SubjectId> read_index_target(std::string_view target);

// Makes the blind indexes: keyed digests of normalised values (spec/text.md), so that who holds the store but
// not the key cannot tell or count through what was indexed. One of the two doors of Personal. Thread-safe.
class Indexer {
 public:
  // The key must outlive the Indexer.
  explicit Indexer(const crypto::MacKey& key) : key_(key) {}

  // The entries that lead from `value` to `target`; none when nothing of it can be found again.
  std::vector<store::IndexEntry> entries(FoundAs kind, const base::Personal<std::string>& value,
                                         std::string_view target) const;
  // The digests under which a search for `query` looks.
  std::vector<base::KeyedDigest> look_up(FoundAs kind, const base::Personal<std::string>& query) const;

 private:
  base::KeyedDigest digest(FoundAs kind, std::string_view key) const;
  const crypto::MacKey& key_;
};

}  // namespace daicho::vault
