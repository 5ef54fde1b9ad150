// SPDX-License-Identifier: Apache-2.0
#include "service/policy_versions.h"

#include <algorithm>

namespace daicho::service {

using base::Count;
using base::Error;
using base::ErrorCode;
using base::fail;
using base::Result;

Result<policy::Compilation> compile_for_publication(std::string_view yaml, const base::PublicDigest& digest,
                                                    const LawInForce& law, base::Instant now) {
  policy::Compilation compiled = policy::compile(yaml, digest, law.terms());
  const auto is_error = [](const policy::Finding& finding) {
    return finding.severity() == policy::Severity::error;
  };
  const auto first = std::find_if(compiled.findings.begin(), compiled.findings.end(), is_error);
  if (first != compiled.findings.end()) {
    const auto errors = std::count_if(compiled.findings.begin(), compiled.findings.end(), is_error);
    return fail(
        Error(ErrorCode::policy_invalid, "the policy has errors; `daicho policy check` shows all of them")
            .with("errors", Count(static_cast<std::uint64_t>(errors)))
            .with("finding", first->code)
            .with("line", Count(first->position.line))
            .with("column", Count(first->position.column)));
  }
  if (!compiled.policy)
    return fail(ErrorCode::policy_invalid, "the policy does not compile; `daicho policy check` says why");
  if (compiled.policy->effective() > base::LocalDate::on(now)) {
    return fail(
        Error(ErrorCode::invalid_value, "the policy takes effect on a later day; publish it on that day")
            .with("effective", compiled.policy->effective()));
  }
  return compiled;
}

Result<policy::Policy> policy_of(const Office& office, const LawInForce& law,
                                 const base::PublicDigest& digest) {
  const PublishedPolicy* published = office.published(digest);
  if (published == nullptr)
    return fail(ErrorCode::not_found, "no policy of this digest was ever published here");
  policy::Compilation compiled = policy::compile(published->yaml, digest, law.terms());
  if (!compiled.policy)
    return fail(ErrorCode::policy_invalid, "that policy does not compile with this version of Daicho");
  return std::move(*compiled.policy);
}

}  // namespace daicho::service
