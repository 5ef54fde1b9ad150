// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "base/local_date.h"
#include "policy/retention.h"
#include "service/law_in_force.h"
#include "vault/record.h"
#include "vault/subject.h"

namespace daicho::service {

// The end of one item of a record, and what decided it.
struct ItemEnd {
  base::Term item;
  policy::ErasureDate end;
};

// The ends of the items of a record under `policy` and the law: the longest of policy period, statutes and
// holds, item by item. Items that the policy no longer declares end with the record type's class; nothing of
// a record whose type it no longer declares has an end until an officer decides.
std::vector<ItemEnd> ends_of(const policy::Policy& policy, const LawInForce& law,
                             const vault::Subject& subject, const base::RecordId& id,
                             const vault::Record& record);

// The day on which `purpose` ended for the record; nothing while it goes on. A purpose that ended before the
// record came in has begun anew with it.
std::optional<base::LocalDate> purpose_end(const policy::Policy& policy, const vault::Subject& subject,
                                           const base::RecordId& id, const vault::Record& record,
                                           const base::Term& purpose);

// The first day on which something of the record is erasable; nothing while everything waits.
std::optional<base::LocalDate> first_end(const std::vector<ItemEnd>& ends);

// What forbids to erase an item today, however long the policy itself keeps it: a statute of its class, a
// hold.
struct Keep {
  base::Term item;
  policy::ErasureDate until;  // `date` is the first day on which nothing forbids it; nothing while not known
};

// What of a record may not be erased on `today`, each item with what forbids it longest; empty when all may
// go. Holds on the whole person and on this record count, and the statutes of the classes.
std::vector<Keep> keeps_of(const policy::Policy& policy, const LawInForce& law, const vault::Subject& subject,
                           const base::RecordId& id, const vault::Record& record, base::LocalDate today);

// The hold on the whole person that lasts longest after `today`; nothing when there is none.
std::optional<policy::ErasureDate> hold_on_person(const policy::Policy& policy, const vault::Subject& subject,
                                                  base::LocalDate today);

// Whether `a` forbids longer than `b`: what has no known end forbids longest.
bool outlasts(const policy::ErasureDate& a, const policy::ErasureDate& b);

}  // namespace daicho::service
