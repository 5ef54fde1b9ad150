// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/local_date.h"
#include "policy/policy.h"
#include "policy/source.h"
#include "service/operations.h"
#include "tests/scenario/asker.h"

namespace daicho::scenario {

// Plays one scenario file (policies/README.md says how they are written) and says what came out otherwise
// than it expects.
class Player {
 public:
  // All must outlive the player.
  Player(Asker& asker, const policy::Policy& policy) : asker_(asker), policy_(policy) {}

  // One line for each step that was not as expected; empty when all were.
  std::vector<std::string> play(const policy::Node& scenario);
  // How many cases (steps with an expectation) were played.
  std::size_t cases() const { return cases_; }

 private:
  struct Asked {
    std::string operation;
    std::string body;
  };
  void step(const policy::Node& step);
  Asked translate(const std::string& verb, const policy::Node& what);
  Asked acquire(const policy::Node& what);
  Asked use(const policy::Node& what);
  Asked share(const std::string& verb, const policy::Node& what);
  Asked find(const policy::Node& what);
  Asked hold(const policy::Node& what);
  // Any other operation, field by field.
  Asked plainly(const service::OperationRow& row, const policy::Node& what);
  std::string field(const service::Field& field, const policy::Node& what, const policy::Node& value);
  std::string filled(const policy::Node& value) const;
  void remember(const policy::Node& step, const Reply& reply);
  void compare_shown(const policy::Node& step, const Reply& reply);
  std::string subject(const policy::Node& what) const;
  std::string record(const policy::Node& what) const;
  void learn(const std::string& verb, const policy::Node& what, const Reply& reply);
  void compare(const policy::Node& step, const policy::Node& expected, const Reply& reply);
  void wrong(const policy::Node& step, const std::string& why);

  Asker& asker_;
  const policy::Policy& policy_;
  std::optional<base::LocalDate> today_;                                // of the scenario's clock, once set
  std::vector<std::string> persons_;                                    // in the order introduced
  std::map<std::string, std::string> ids_;                              // person -> id
  std::map<std::pair<std::string, std::string>, std::string> records_;  // person, record type -> id
  std::map<std::pair<std::string, std::string>, std::string> holds_;    // person, hold kind -> id
  std::map<std::string, std::string> remembered_;                       // name -> what an answer showed
  std::vector<std::string> failures_;
  std::size_t cases_ = 0;
};

}  // namespace daicho::scenario
