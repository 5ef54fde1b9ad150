// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "base/id.h"
#include "base/result.h"
#include "ledger/entry.h"
#include "policy/policy.h"
#include "service/law_in_force.h"
#include "service/office.h"
#include "service/record_at_hand.h"
#include "vault/subject.h"

namespace daicho::service {

// The policies that were ever published, each compiled when it is first asked for. One thread at a time.
class PolicyShelf {
 public:
  // Both must outlive the shelf.
  PolicyShelf(const Office& office, const LawInForce& law) : office_(office), law_(law) {}
  // `not_found` when none of that digest was published.
  base::Result<std::shared_ptr<const policy::Policy>> get(const base::PublicDigest& digest);

 private:
  const Office& office_;
  const LawInForce& law_;
  std::map<base::PublicDigest, std::shared_ptr<const policy::Policy>> compiled_;
};

// How a person stood at a place of the ledger, told from nothing but the entries before it: consents, stops,
// events, holds, and of each record what it was and what items it held. It knows no values, so it knows of an
// erased person as much as of a living one.
class PersonFold {
 public:
  PersonFold(const base::SubjectId& subject, PolicyShelf& shelf) : subject_(subject), shelf_(shelf) {}

  // Takes the next entry of the person's log; entries of others change nothing.
  base::Status take(const ledger::Entry& entry);

  // The person; nothing while not in the register.
  const std::optional<vault::Subject>& state() const { return state_; }
  // The records held, in the order of their ids: their items are named and empty.
  const std::map<base::RecordId, vault::Record>& records() const { return records_; }

 private:
  void acquire(const ledger::Entry& entry);
  void correct(const ledger::Entry& entry);
  void consent(const ledger::Entry& entry);
  void withdraw(const ledger::Entry& entry);
  void stop(const ledger::Entry& entry);
  void lift(const ledger::Entry& entry);
  base::Status happen(const ledger::Entry& entry);
  void hold(const ledger::Entry& entry);
  void release(const ledger::Entry& entry);
  void erase_record(const ledger::Entry& entry);
  void erase_subject(const ledger::Entry& entry);
  void attach(const ledger::Entry& entry);

  vault::Subject& person(const ledger::Entry& entry);
  base::ConsentId next_consent_id();

  base::SubjectId subject_;
  PolicyShelf& shelf_;
  std::optional<vault::Subject> state_;
  std::map<base::RecordId, vault::Record> records_;
  std::uint64_t consents_ = 0;
};

// When a record that an entry acquire took in was acquired: it may have been before it was entered.
base::Instant acquired_at(const ledger::Entry& entry);

}  // namespace daicho::service
