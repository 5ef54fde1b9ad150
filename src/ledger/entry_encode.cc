// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>

#include "base/cbor.h"
#include "ledger/entry.h"
#include "ledger/entry_keys.h"

namespace daicho::ledger {
namespace {

using base::CborWriter;

// `values` as a set: itself when it is in order without repetition, else a sorted copy kept in `copy`.
template <typename T>
const std::vector<T>& as_set(const std::vector<T>& values, std::vector<T>& copy) {
  if (std::adjacent_find(values.begin(), values.end(), std::greater_equal<>()) == values.end()) return values;
  copy = values;
  std::sort(copy.begin(), copy.end());
  copy.erase(std::unique(copy.begin(), copy.end()), copy.end());
  return copy;
}

// One write() for each type of the closed list.
void write(CborWriter& out, const base::Term& value) {
  out.text(value.text());
}
void write(CborWriter& out, const Citation& value) {
  out.text(value.text());
}
void write(CborWriter& out, base::Count value) {
  out.unsigned_integer(value.number);
}
void write(CborWriter& out, base::Instant value) {
  out.integer(value.microseconds());
}
void write(CborWriter& out, base::LocalDate value) {
  out.integer(value.days_since_epoch());
}
void write(CborWriter& out, const base::KeyedDigest& value) {
  out.bytes(value.view());
}
void write(CborWriter& out, const base::PublicDigest& value) {
  out.bytes(value.view());
}
void write(CborWriter& out, bool value) {
  out.boolean(value);
}
template <typename Tag>
void write(CborWriter& out, const base::Id<Tag>& value) {
  out.bytes(value.bytes());
}

void write(CborWriter& out, const Reason& value) {
  out.array(3);
  write(out, value.reason);
  value.clause ? write(out, *value.clause) : void(out.null());
  value.citation ? write(out, *value.citation) : void(out.null());
}

void write(CborWriter& out, const Fact& value) {
  out.array(3);
  write(out, value.name);
  out.unsigned_integer(value.value.index() + 1);
  std::visit([&out](const auto& v) { write(out, v); }, value.value);
}

// Writes the pairs of the entry's map; what is absent or empty has no pair.
class PairWriter {
 public:
  explicit PairWriter(CborWriter& out) : out_(out) {}

  void key(EntryKey key) { out_.unsigned_integer(static_cast<std::uint64_t>(key)); }

  template <typename T>
  void pair(EntryKey k, const T& value) {
    key(k);
    write(out_, value);
  }
  template <typename T>
  void pair(EntryKey k, const std::optional<T>& value) {
    if (value) pair(k, *value);
  }
  template <typename T>
  void pair(EntryKey k, const std::vector<T>& values) {
    if (values.empty()) return;
    key(k);
    out_.array(values.size());
    for (const T& value : values) write(out_, value);
  }

 private:
  CborWriter& out_;
};

std::uint64_t pair_count(const Entry& entry) {
  const bool present[] = {entry.subject.has_value(), !entry.records.empty(),      !entry.items.empty(),
                          !entry.purposes.empty(),   entry.recipient.has_value(), entry.channel.has_value(),
                          !entry.reasons.empty(),    entry.policy.has_value(),    entry.law.has_value(),
                          !entry.facts.empty()};
  constexpr std::uint64_t always = 6;  // version, at, caller, operation, outcome, request
  return always + static_cast<std::uint64_t>(std::count(std::begin(present), std::end(present), true));
}

// The facts by name; nothing when two have one name.
std::optional<std::vector<Fact>> by_name(std::vector<Fact> facts) {
  const auto name_less = [](const Fact& a, const Fact& b) { return a.name < b.name; };
  const auto same_name = [](const Fact& a, const Fact& b) { return a.name == b.name; };
  std::sort(facts.begin(), facts.end(), name_less);
  if (std::adjacent_find(facts.begin(), facts.end(), same_name) != facts.end()) return std::nullopt;
  return facts;
}

}  // namespace

base::Result<std::string> encode(const Entry& entry) {
  const auto facts = by_name(entry.facts);
  if (!facts) {
    return base::fail(base::ErrorCode::invalid_value, "two facts of a ledger entry have one name; join them");
  }
  std::vector<base::RecordId> records;
  std::vector<base::Term> items, purposes;
  CborWriter out;
  PairWriter pairs(out);
  out.map(pair_count(entry));
  pairs.pair(EntryKey::version, base::Count(entry_version));
  pairs.pair(EntryKey::at, entry.at);
  pairs.pair(EntryKey::caller, entry.caller);
  pairs.pair(EntryKey::operation, base::Count(static_cast<std::uint64_t>(entry.operation)));
  pairs.pair(EntryKey::outcome, base::Count(static_cast<std::uint64_t>(entry.outcome)));
  pairs.pair(EntryKey::request, entry.request);
  pairs.pair(EntryKey::subject, entry.subject);
  pairs.pair(EntryKey::records, as_set(entry.records, records));
  pairs.pair(EntryKey::items, as_set(entry.items, items));
  pairs.pair(EntryKey::purposes, as_set(entry.purposes, purposes));
  pairs.pair(EntryKey::recipient, entry.recipient);
  pairs.pair(EntryKey::channel, entry.channel);
  pairs.pair(EntryKey::reasons, entry.reasons);
  pairs.pair(EntryKey::policy, entry.policy);
  pairs.pair(EntryKey::law, entry.law);
  pairs.pair(EntryKey::facts, *facts);
  if (out.view().size() > entry_bytes_max) {
    return base::fail(
        base::Error(base::ErrorCode::too_large,
                    "a ledger entry is longer than 65535 bytes; write the operation as several entries")
            .with("bytes", base::Count(out.view().size())));
  }
  return std::move(out).take();
}

}  // namespace daicho::ledger
