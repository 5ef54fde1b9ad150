// SPDX-License-Identifier: Apache-2.0
#include "service/office_entries.h"

#include <algorithm>

#include "service/numbered_facts.h"

namespace daicho::service {

void describe_publication(const policy::Policy& policy, const policy::Findings& findings,
                          ledger::Entry& entry) {
  entry.facts.push_back({"published", policy.digest()});
  entry.facts.push_back({"policy_name", policy.name()});
  // A version is a label of any form; where it has one that the ledger takes, it stands there. The digest
  // always tells.
  if (const auto day = base::LocalDate::parse(policy.version())) {
    entry.facts.push_back({"version", *day});
  } else if (const auto term = base::Term::declared(policy.version())) {
    entry.facts.push_back({"version", *term});
  }
  entry.facts.push_back({"effective", policy.effective()});
  const auto warnings = std::count_if(findings.begin(), findings.end(), [](const policy::Finding& finding) {
    return finding.severity() == policy::Severity::warning;
  });
  entry.facts.push_back({"warnings", base::Count(static_cast<std::uint64_t>(warnings))});
}

void describe_caller(const Caller& caller, ledger::Entry& entry) {
  entry.facts.push_back({"caller", caller.id});
  entry.facts.push_back({"name", caller.name});
  std::vector<base::Term> operations;
  for (const policy::Operation operation : policy::all_operations) {
    if (caller.operations.test(operation)) operations.push_back(ledger::term(public_name(operation)));
  }
  add_numbered("allowed", operations, entry);
  entry.facts.push_back({"all_purposes", caller.all_purposes});
  entry.purposes = caller.purposes;
}

}  // namespace daicho::service
