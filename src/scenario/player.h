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
#include "scenario/asker.h"
#include "service/operations.h"

namespace daicho::scenario {

// What came of one case: a step with an expectation, or a step that failed without one.
struct PlayedCase {
  std::uint32_t line = 0;  // of the scenario file
  std::string verb;        // what was asked
  std::string expected;    // what it expects, for a reader; empty when it expects nothing
  std::string fault;       // what came out otherwise; empty when it was as expected
};

// Plays one scenario file (policies/README.md says how they are written) and says what came out otherwise
// than it expects. What is wrong with the file itself is a fault of its step, too.
class Player {
 public:
  // All must outlive the player. Files that a step names are looked for in `folder`.
  Player(Asker& asker, const policy::Policy& policy, std::string folder = ".")
      : asker_(asker), policy_(policy), folder_(std::move(folder)) {}

  // Every case, in the order of the file. A player plays one scenario.
  std::vector<PlayedCase> play(const policy::Node& scenario);

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
  std::string document(const policy::Node& value);
  std::string filled(const policy::Node& value);
  void remember(const policy::Node& step, const Reply& reply);
  void compare_shown(const policy::Node& step, const Reply& reply);
  std::string subject(const policy::Node& what);
  std::string record(const policy::Node& what);
  void learn(const std::string& verb, const policy::Node& what, const Reply& reply);
  void compare(const policy::Node& step, const policy::Node& expected, const Reply& reply);
  void wrong(const policy::Node& step, const std::string& why);
  // Says what the file asks in vain; the step is not played.
  std::string in_vain(const std::string& why);

  Asker& asker_;
  const policy::Policy& policy_;
  const std::string folder_;
  std::optional<base::LocalDate> today_;                                // of the scenario's clock, once set
  std::vector<std::string> persons_;                                    // in the order introduced
  std::map<std::string, std::string> ids_;                              // person -> id
  std::map<std::pair<std::string, std::string>, std::string> records_;  // person, record type -> id
  std::map<std::pair<std::string, std::string>, std::string> holds_;    // person, hold kind -> id
  std::map<std::string, std::string> remembered_;                       // name -> what an answer showed
  std::vector<PlayedCase> cases_;
  std::string in_vain_;
};

}  // namespace daicho::scenario
