// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "ledger/entry.h"
#include "policy/policy.h"
#include "service/json_writer.h"

namespace daicho::service {

// How much an answer says of the reasons.
enum class Detail : std::uint8_t {
  names,      // codes, clause ids and articles
  sentences,  // and the sentences of the published policy
};

// What each reason of a decision is about, in their order: the name of an item, a purpose …, or nothing. The
// ledger keeps the reasons without it, so a repeated answer goes without.
using Abouts = std::vector<std::string>;

// Writes a ledger entry as the fields of the open object: outcome, person, records, items, purposes, reasons
// and facts. Answers are ledger entries shown: who repeats a request is shown the same entry again.
void write_entry(JsonWriter& out, const ledger::Entry& entry, const policy::Policy& policy,
                 base::Language language, Detail detail, const Abouts& abouts = {});

// The same by names alone, for which no policy is needed.
void write_entry(JsonWriter& out, const ledger::Entry& entry);

}  // namespace daicho::service
