// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/compile.h"

// For tests: a small policy without findings, and the law it refers to.
namespace daicho::policy {

// The text of testdata/sample.yaml.
std::string sample_text();
// The same with the first `from` replaced by `to`; `from` must be there.
std::string sample_with(std::string_view from, std::string_view to);

// The articles and statutes of the sample.
LawTerms sample_law();

// Compiles a text that must be a policy.
Policy policy_of(std::string_view yaml);
Compilation compiled(std::string_view yaml);

// The names of what is found in the sample when `from` is replaced by `to`, in the order of the file.
std::vector<std::string> found_with(std::string_view from, std::string_view to);

// One change to the sample and what is found then; the tests of rules are tables of these.
struct Change {
  std::string_view from, to;
  std::vector<std::string> findings;
};

}  // namespace daicho::policy
