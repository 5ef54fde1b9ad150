// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/result.h"
#include "intake/mapping.h"
#include "intake/rows.h"
#include "policy/policy.h"

namespace daicho::cli {

// What the policy in force on a server declares, as GET /v1/policy shows it: what a map and the values of its
// rows can be checked against before anything is sent. The server decides; this only finds slips early.
class DeclaredNames {
 public:
  // `invalid_json` when it is not the answer of that address.
  static base::Result<DeclaredNames> read(std::string_view policy_json);

  // The names of the map that the policy does not declare, and items that its type of record does not hold.
  // Contexts and facts are left to the server.
  intake::Faults check(const intake::Mapping& map) const;

  // The first item whose value has not the form that its item must have; null when all have.
  const intake::Written* first_of_wrong_form(const std::vector<intake::ItemOfRow>& items) const;

  // Name and version, for people.
  const std::string& title() const { return title_; }

 private:
  using Names = std::set<std::string, std::less<>>;

  std::string title_;
  std::map<std::string, policy::ValueType, std::less<>> items_;
  std::map<std::string, Names, std::less<>> record_types_;  // and their items
  std::map<std::string, Names, std::less<>> lists_;  // purposes, channels, consents, events, exceptions
};

}  // namespace daicho::cli
