// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "base/instant.h"
#include "base/result.h"

namespace daicho::scenario {

// What came back from an operation.
struct Reply {
  int status = 0;
  std::string body;
};

// A register under one policy that can be asked, at a time that the scenario sets. Three ways of asking must
// give the same answers: in process, over HTTP, and by the command line.
class Asker {
 public:
  virtual ~Asker() = default;
  virtual void set_clock(base::Instant now) = 0;
  // `body` is one JSON object.
  virtual Reply ask(const std::string& operation, const std::string& body) = 0;
};

// Straight into the line, on the memory store. `policy_invalid` for a policy with errors.
base::Result<std::unique_ptr<Asker>> ask_in_process(const std::string& policy_yaml);

}  // namespace daicho::scenario
