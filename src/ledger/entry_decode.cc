// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>

#include "base/cbor.h"
#include "base/check.h"
#include "ledger/entry.h"
#include "ledger/entry_keys.h"

namespace daicho::ledger {
namespace {

using base::CborReader;
using base::Result;

tl::unexpected<base::Error> malformed() {
  return base::fail(base::ErrorCode::corrupt,
                    "these bytes are not a ledger entry of version 1; verify the ledger they come from");
}

// Reads what a text or byte string holds, by the function that makes a T of it.
template <typename Make>
auto read_string(Result<std::string_view> bytes, Make make)
    -> Result<typename decltype(make(*bytes))::value_type> {
  if (!bytes) return malformed();
  auto value = make(*bytes);
  if (!value) return malformed();
  return std::move(*value);
}

Result<base::Term> read_term(CborReader& in) {
  return read_string(in.text(), base::Term::declared);
}
Result<Citation> read_citation(CborReader& in) {
  return read_string(in.text(), Citation::declared);
}

template <typename IdType>
Result<IdType> read_id(CborReader& in) {
  return read_string(in.bytes(), IdType::from_bytes);
}

template <typename Digest>
Result<Digest> read_digest(CborReader& in) {
  return read_string(in.bytes(), [](std::string_view bytes) {
    Digest digest;
    if (bytes.size() != digest.bytes.size()) return std::optional<Digest>();
    std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(digest.bytes.data()));
    return std::optional<Digest>(digest);
  });
}

Result<base::Instant> read_instant(CborReader& in) {
  ASSIGN_OR_RETURN(const std::int64_t microseconds, in.integer());
  return base::Instant::from_microseconds(microseconds);
}

Result<base::LocalDate> read_date(CborReader& in) {
  ASSIGN_OR_RETURN(const std::int64_t days, in.integer());
  static const std::int64_t first = base::LocalDate::of(1, 1, 1)->days_since_epoch();
  static const std::int64_t last = base::LocalDate::of(9999, 12, 31)->days_since_epoch();
  if (days < first || days > last) return malformed();
  return base::LocalDate::from_days_since_epoch(static_cast<std::int32_t>(days));
}

template <typename T>
Result<FactValue> as_fact(Result<T> value) {
  if (!value) return malformed();
  return FactValue(std::move(*value));
}

// The value of kind `kind`: one more than its place in FactValue.
Result<FactValue> read_fact_value(CborReader& in, std::uint64_t kind) {
  switch (kind) {
    case 1:
      return as_fact(read_term(in));
    case 2:
      return as_fact(in.unsigned_integer().map([](std::uint64_t n) { return base::Count(n); }));
    case 3:
      return as_fact(read_instant(in));
    case 4:
      return as_fact(read_date(in));
    case 5:
      return as_fact(read_digest<base::KeyedDigest>(in));
    case 6:
      return as_fact(read_digest<base::PublicDigest>(in));
    case 7:
      return as_fact(in.boolean());
    case 8:
      return as_fact(read_id<base::SubjectId>(in));
    case 9:
      return as_fact(read_id<base::RecordId>(in));
    case 10:
      return as_fact(read_id<base::CallerId>(in));
    case 11:
      return as_fact(read_id<base::RequestId>(in));
    case 12:
      return as_fact(read_id<base::HoldId>(in));
    case 13:
      return as_fact(read_id<base::ConsentId>(in));
    case 14:
      return as_fact(read_id<base::StopId>(in));
    case 15:
      return as_fact(read_id<base::AttachmentId>(in));
    case 16:
      return as_fact(read_id<base::RunId>(in));
    case 17:
      return as_fact(read_id<base::OperatorId>(in));
    case 18:
      return as_fact(read_citation(in));
    default:
      return malformed();
  }
}
static_assert(std::variant_size_v<FactValue> == 18);

Result<Reason> read_reason(CborReader& in) {
  ASSIGN_OR_RETURN(const std::uint64_t parts, in.array());
  if (parts != 3) return malformed();
  ASSIGN_OR_RETURN(auto reason, read_term(in));
  Reason value{std::move(reason), std::nullopt, std::nullopt};
  if (!in.take_null()) {
    ASSIGN_OR_RETURN(value.clause, read_term(in));
  }
  if (!in.take_null()) {
    ASSIGN_OR_RETURN(value.citation, read_citation(in));
  }
  return value;
}

Result<Fact> read_fact(CborReader& in) {
  ASSIGN_OR_RETURN(const std::uint64_t parts, in.array());
  if (parts != 3) return malformed();
  ASSIGN_OR_RETURN(auto name, read_term(in));
  ASSIGN_OR_RETURN(const std::uint64_t kind, in.unsigned_integer());
  ASSIGN_OR_RETURN(auto value, read_fact_value(in, kind));
  return Fact(std::move(name), std::move(value));
}

// A list that is not empty: an empty one has no key.
template <typename T>
Result<std::vector<T>> read_list(CborReader& in, Result<T> (*read)(CborReader&)) {
  ASSIGN_OR_RETURN(const std::uint64_t count, in.array());
  if (count == 0) return malformed();
  std::vector<T> values;
  values.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) {
    ASSIGN_OR_RETURN(auto value, read(in));
    values.push_back(std::move(value));
  }
  return values;
}

// A list in order without repetition.
template <typename T>
Result<std::vector<T>> read_set(CborReader& in, Result<T> (*read)(CborReader&)) {
  ASSIGN_OR_RETURN(auto values, read_list(in, read));
  if (std::adjacent_find(values.begin(), values.end(), std::greater_equal<>()) != values.end())
    return malformed();
  return values;
}

// Reads the pairs of an entry's map in the order of their keys.
class EntryReader {
 public:
  explicit EntryReader(std::string_view bytes) : in_(bytes) {}

  Result<Entry> entry() {
    ASSIGN_OR_RETURN(pairs_left_, in_.map());
    RETURN_IF_ERROR(next());
    ASSIGN_OR_RETURN(const auto version, required(EntryKey::version, number));
    if (version != entry_version) return malformed();
    ASSIGN_OR_RETURN(const auto at, required(EntryKey::at, read_instant));
    ASSIGN_OR_RETURN(const auto caller, required(EntryKey::caller, read_id<base::CallerId>));
    ASSIGN_OR_RETURN(const auto operation_number, required(EntryKey::operation, number));
    ASSIGN_OR_RETURN(const auto outcome_number, required(EntryKey::outcome, number));
    ASSIGN_OR_RETURN(const auto request, required(EntryKey::request, read_id<base::RequestId>));
    const auto operation = operation_of(operation_number);
    const auto outcome = outcome_of(outcome_number);
    if (!operation || !outcome) return malformed();
    Entry entry{at, caller, *operation, *outcome, request};
    RETURN_IF_ERROR(rest(entry));
    return entry;
  }

 private:
  static Result<std::uint64_t> number(CborReader& in) { return in.unsigned_integer(); }

  // Reads the key of the next pair, or that there is none.
  base::Status next() {
    key_.reset();
    if (pairs_left_ == 0) return in_.finish();
    --pairs_left_;
    ASSIGN_OR_RETURN(key_, in_.unsigned_integer());
    return {};
  }

  bool stands_here(EntryKey key) const { return key_ == static_cast<std::uint64_t>(key); }

  template <typename T>
  Result<T> required(EntryKey key, Result<T> (*read)(CborReader&)) {
    if (!stands_here(key)) return malformed();
    ASSIGN_OR_RETURN(auto value, read(in_));
    RETURN_IF_ERROR(next());
    return value;
  }

  template <typename Place, typename Read>
  base::Status when(EntryKey key, Place& place, Read read) {
    if (!stands_here(key)) return {};
    ASSIGN_OR_RETURN(place, read(in_));
    return next();
  }

  // What may be absent, in the order of the keys, and nothing else.
  base::Status rest(Entry& entry) {
    RETURN_IF_ERROR(when(EntryKey::subject, entry.subject, read_id<base::SubjectId>));
    RETURN_IF_ERROR(when(EntryKey::records, entry.records,
                         [](CborReader& in) { return read_set(in, read_id<base::RecordId>); }));
    const auto terms = [](CborReader& in) { return read_set(in, read_term); };
    RETURN_IF_ERROR(when(EntryKey::items, entry.items, terms));
    RETURN_IF_ERROR(when(EntryKey::purposes, entry.purposes, terms));
    RETURN_IF_ERROR(when(EntryKey::recipient, entry.recipient, read_term));
    RETURN_IF_ERROR(when(EntryKey::channel, entry.channel, read_term));
    RETURN_IF_ERROR(
        when(EntryKey::reasons, entry.reasons, [](CborReader& in) { return read_list(in, read_reason); }));
    RETURN_IF_ERROR(when(EntryKey::policy, entry.policy, read_digest<base::PublicDigest>));
    RETURN_IF_ERROR(when(EntryKey::law, entry.law, read_digest<base::PublicDigest>));
    RETURN_IF_ERROR(
        when(EntryKey::facts, entry.facts, [](CborReader& in) { return read_list(in, read_fact); }));
    const auto not_after = [](const Fact& a, const Fact& b) { return a.name >= b.name; };
    if (std::adjacent_find(entry.facts.begin(), entry.facts.end(), not_after) != entry.facts.end())
      return malformed();
    if (key_) return malformed();
    return {};
  }

  CborReader in_;
  std::uint64_t pairs_left_ = 0;
  std::optional<std::uint64_t> key_;
};

}  // namespace

Result<Entry> decode(std::string_view bytes) {
  if (bytes.size() > entry_bytes_max) return malformed();
  auto entry = EntryReader(bytes).entry();
  if (!entry) return malformed();
  return entry;
}

}  // namespace daicho::ledger
