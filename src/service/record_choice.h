// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/local_date.h"
#include "service/operation.h"
#include "service/record_at_hand.h"

namespace daicho::service {

// What is to be read of a person's records.
struct RecordWish {
  policy::ItemSet items;
  std::optional<policy::PurposeIndex> purpose;  // none: an exception replaces it
  bool by_exception = false;                    // an exception lifts the purpose limitation
  bool of_one_type = false;                     // one record or one type was asked for
};

// Of `records`, those that may be read for the purpose, cut down to the items asked for that have not ended.
// What `told` then says of record and person is true of each of them, or, when there is none, of the first
// that stands in the way.
std::vector<RecordAtHand> choose_records(const policy::Policy& policy, const LawInForce& law,
                                         const vault::Subject& state, base::LocalDate today,
                                         const RecordWish& wish, std::vector<RecordAtHand> records,
                                         Facts& told);

}  // namespace daicho::service
