// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "policy/fields.h"

namespace daicho::policy {

// The field `abroad` of a provision or entrustment: countries and the ground on which something goes there.
class AbroadField {
 public:
  explicit AbroadField(Fields& fields);
  // Looks up the consent that is the ground.
  Abroad resolve(Draft& draft) const;
  // Says what is wrong with it for `rule`; `exceptional` when its basis is one of the cases of APPI 27(1).
  void check(Draft& draft, const Declared& rule, bool exceptional) const;

 private:
  Abroad row_;
  std::optional<Mention> consent_;
  bool given_ = false;
};

}  // namespace daicho::policy
