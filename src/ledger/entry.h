// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/local_date.h"
#include "base/public_record.h"
#include "base/result.h"
#include "base/term.h"

// The entry of the ledger and its bytes (spec/ledger.md §2). Every part is of the closed list of public
// types, so an entry cannot carry a personal value.
namespace daicho::ledger {

// What was done: a closed list whose numbers never change (operations.inc).
enum class Operation : std::uint16_t {
#define OPERATION(number, name) name = number,
#include "ledger/operations.inc"
#undef OPERATION
};
base::Literal public_name(Operation operation);
const std::vector<Operation>& all_operations();
// The operation of that number, or nothing.
std::optional<Operation> operation_of(std::uint64_t number);

// How it came out. Numbers are in every ledger and never change.
enum class Outcome : std::uint8_t {
  permitted = 1,    // policy allowed it, and it was done
  denied = 2,       // policy or law refused it; nothing was done
  done = 3,         // done; there was nothing to decide
  unchanged = 4,    // there was nothing to do
  not_found = 5,    // looked for, and not there
  failed = 6,       // begun and not finished, e.g. a letter that could not be sent
  interrupted = 7,  // stopped halfway; a later entry continues
};
base::Literal public_name(Outcome outcome);
std::optional<Outcome> outcome_of(std::uint64_t number);

// Where a law, guideline or policy says it: "APPI 18(1)", "Companies Act 432(2)". 1 to 64 characters: a
// letter, then letters, digits, space and ( ) . , _ -. Only readers of declared law and policy files, and of
// our own stored formats, make one.
class Citation {
 public:
  static constexpr std::size_t length_max = 64;
  // The Citation of `text`, or nothing when it has not the form above.
  static std::optional<Citation> declared(std::string_view text);

  const std::string& text() const { return text_; }

  friend bool operator==(const Citation&, const Citation&) = default;
  friend auto operator<=>(const Citation&, const Citation&) = default;

 private:
  explicit Citation(std::string_view text) : text_(text) {}
  std::string text_;
};

// One thing that determined the outcome.
struct Reason {
  base::Term reason;                 // e.g. `no_such_purpose`, `person_opted_out`
  std::optional<base::Term> clause;  // of the policy
  std::optional<Citation> citation;  // of the law
  friend bool operator==(const Reason&, const Reason&) = default;
};

// A value that only some operations have. The order of the alternatives is the number written (spec/ledger.md
// §2.4): append, never reorder.
using FactValue = std::variant<base::Term, base::Count, base::Instant, base::LocalDate, base::KeyedDigest,
                               base::PublicDigest, bool, base::SubjectId, base::RecordId, base::CallerId,
                               base::RequestId, base::HoldId, base::ConsentId, base::StopId,
                               base::AttachmentId, base::RunId, base::OperatorId, Citation>;

// The Term of a text of the source code, which must have the form of one.
base::Term term(base::Literal text);

// A named value: e.g. {"hold", HoldId}, {"step", Term}. The name is unique within an entry.
struct Fact {
  base::Term name;
  FactValue value;

  Fact(base::Term n, FactValue v) : name(std::move(n)), value(std::move(v)) {}
  Fact(base::Literal n, FactValue v) : name(term(n)), value(std::move(v)) {}
  // An enum stands as its public name.
  template <base::NamedEnum E>
  Fact(base::Literal n, E v) : name(term(n)), value(term(public_name(v))) {}

  friend bool operator==(const Fact&, const Fact&) = default;
};

// What was done, by whom, about whom, for what, under which clause, and how it came out.
//
// The sequence is not here: it is the entry's place in its bucket's log, which the Merkle tree proves. An
// entry that named its own place could contradict it, and could not be encoded before the store has ordered
// it.
struct Entry {
  base::Instant at;  // when the request was decided
  base::CallerId caller;
  Operation operation;
  Outcome outcome;
  base::RequestId request;
  std::optional<base::SubjectId> subject = {};
  std::vector<base::RecordId> records = {};  // in any order; written as a set
  std::vector<base::Term> items = {};        // in any order; written as a set
  std::vector<base::Term> purposes = {};     // in any order; written as a set
  std::optional<base::Term> recipient = {};  // to whom: an entrustee or third party
  std::optional<base::Term> channel = {};
  std::vector<Reason> reasons = {};  // the determining ones, in the order they were found
  std::optional<base::PublicDigest> policy =
      {};                                      // of the compiled policy decided under; none before the first
  std::optional<base::PublicDigest> law = {};  // of the law decided under
  std::vector<Fact> facts = {};                // in any order; written by name

  friend bool operator==(const Entry&, const Entry&) = default;
};

// The longest entry in bytes: an entry bundle has two bytes for its length (C2SP tlog-tiles).
inline constexpr std::size_t entry_bytes_max = 65535;

// The bytes of `entry`, deterministic CBOR. `too_large` above entry_bytes_max: split it; `invalid_value` when
// two facts have one name.
base::Result<std::string> encode(const Entry& entry);

// The entry of bytes that encode() wrote: sets in their order. Any other bytes are `corrupt`.
base::Result<Entry> decode(std::string_view bytes);

}  // namespace daicho::ledger
