// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "ledger/entry.h"
#include "service/ledger_place.h"
#include "tests/simulation/workload.h"
#include "vault/rows.h"

namespace daicho::simulation {
namespace {

using Entries = std::map<std::string, ledger::Entry>;

// Every entry of every log, and whether the head is that of the entries.
std::optional<std::string> read_ledger(SimulatedRegister& reg, Entries& entries) {
  store::Store& store = reg.truth();
  for (std::uint32_t log = 0; log <= store.bucket_count(); ++log) {
    const auto head = store.ledger_head({log});
    const auto rows = store.ledger_read({log}, 0, 1'000'000);
    if (!head || !rows || rows->size() != head->size) return "a log has another length than its head says";
    std::string frontier;
    for (const store::LedgerEntryBytes& row : *rows) {
      frontier = reg.hasher().append(frontier, row.sequence, {row.bytes});
      const auto entry = ledger::decode(row.bytes);
      if (!entry) return "an entry does not decode";
      entries.emplace(service::ledger_place({log}, row.sequence), *entry);
    }
    if (frontier != head->frontier) return "the head of a log is not that of its entries";
  }
  return std::nullopt;
}

// No row of the person but the tombstone and the erasure's own is readable: the key is gone.
std::optional<std::string> still_there(SimulatedRegister& reg, const Person& person) {
  const base::SubjectId id = *base::SubjectId::parse(person.id);
  const auto snapshot = reg.truth().snapshot(reg.truth().bucket_of(id));
  if (!snapshot) return "the truth cannot be read";
  const auto key = (*snapshot)->get(vault::keyring_row(id));
  if (!key || *key) return "an erased person has a key";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> broken_law(SimulatedRegister& reg, const Workload& workload) {
  Entries entries;
  if (auto broken = read_ledger(reg, entries)) return broken;
  for (const Workload::Acknowledged& answer : workload.acknowledged()) {
    const auto found = entries.find(answer.place);
    if (found == entries.end()) return "an answer has no ledger entry: " + answer.place;
    if (!answer.subject.empty() &&
        (!found->second.subject || found->second.subject->text() != answer.subject)) {
      return "a ledger entry is about another person: " + answer.place;
    }
  }
  for (const Person& person : workload.persons()) {
    if (person.erased != Known::yes) continue;
    if (auto broken = still_there(reg, person)) return broken;
  }
  return std::nullopt;
}

}  // namespace daicho::simulation
