// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "cli/remote.h"
#include "policy/decide.h"
#include "service/fields.h"

namespace CLI {
class App;
}

namespace daicho::cli {

// The options that are fields of a request, and what was given for them.
class FieldOptions {
 public:
  // The options of one command.
  struct Range {
    std::size_t first = 0, last = 0;
  };
  // Adds an option for each field that may be an argument: no personal value may. This must outlive `app`.
  Range add(CLI::App& app, std::span<const service::Field> fields, base::Language language);
  // What was given for the options of one command.
  std::vector<GivenField> given(Range range) const;

 private:
  void add_one(CLI::App& app, const service::Field& field, base::Language language);
  std::deque<GivenField> given_;
};

// The names of the fields that are given in the body file alone, for what they hold is personal; those that
// must be given have a star.
std::string names_for_the_body(std::span<const service::Field> fields);

// Under which heading of the help an operation stands: the key of a text.
std::string_view heading_of(policy::Operation scope);

// A name as an option has it: record_type as record-type.
std::string dashed(std::string name);

}  // namespace daicho::cli
