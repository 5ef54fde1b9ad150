// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "base/personal.h"
#include "base/result.h"
#include "policy/policy.h"
#include "vault/indexer.h"

namespace daicho::service {

// Looks into values without letting them out: says whether a value has the form its item must have, and
// whether an individual number (My Number) stands in it. It answers with yes and no.
class Detector {
 public:
  // Whether `value` may stand in an item of this type: a kana field takes kana, a date is a date (B-011,
  // B-012).
  static bool has_form(policy::ValueType type, const base::Personal<std::string>& value);
  // Whether an individual number stands anywhere in the value (My Number Act 20; law: it may not be kept).
  static bool has_individual_number(const base::Personal<std::string>& value);
  static bool is_empty(const base::Personal<std::string>& value);
};

// As what values of this type are found again; nothing for those that are not searched.
std::optional<vault::FoundAs> found_as(policy::ValueType type);

}  // namespace daicho::service
