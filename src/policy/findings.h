// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/literal.h"
#include "policy/policy.h"

namespace daicho::policy {

enum class Severity : std::uint8_t {
  error = 1,    // the file does not become a policy
  warning = 2,  // it does, but a promise, the law or a reader may suffer
  note = 3,     // worth a look
};
base::Literal public_name(Severity severity);

// What may be found in a policy file: a closed list (finding_codes.inc).
enum class FindingCode : std::uint16_t {
#define FINDING(number, name, severity, citation) name = number,
#include "policy/finding_codes.inc"
#undef FINDING
};
base::Literal public_name(FindingCode code);
std::span<const FindingCode> all_finding_codes();

// Something found in a policy file: what, where, under which article, and the way out.
//
// A policy is published, so a finding may quote it.
struct Finding {
  FindingCode code;
  Position position;
  std::string clause;               // the clause's id; empty outside clauses
  std::vector<std::string> quotes;  // what stands for {0}, {1} … in the sentences

  Severity severity() const;
  // The name of the article it rests on (a Citation's name), or empty.
  std::string_view citation() const;
  // What is wrong, and what to do; one sentence each.
  std::string message(base::Language language) const;
  std::string way_out(base::Language language) const;
};

using Findings = std::vector<Finding>;

// Whether any of `findings` is an error.
bool has_errors(const Findings& findings);

// One line for a terminal: `policy.yaml:12:7: error: item_without_purpose: … → …`.
std::string line(const Finding& finding, std::string_view file_name, base::Language language);

}  // namespace daicho::policy
