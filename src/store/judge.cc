// SPDX-License-Identifier: Apache-2.0
#include "store/judge.h"

namespace daicho::store {
namespace {

bool holds(const Precondition& precondition, std::optional<std::uint64_t> version) {
  if (const auto* must_be = std::get_if<Precondition::Version>(&precondition.must_be)) {
    return version == must_be->number;
  }
  return !version.has_value();
}

}  // namespace

std::optional<CommitOutcome> judge(const Commit& commit, const Ground& ground) {
  if (commit.request) {
    auto first_sequence = ground.first_sequence_of(*commit.request);
    if (!first_sequence) return NotApplied{std::move(first_sequence).error()};
    if (*first_sequence) return Committed{.first_sequence = **first_sequence, .replayed = true};
  }
  if (commit.office_version && *commit.office_version != ground.office_version()) {
    return Conflict{Conflict::What::office_version};
  }
  for (const Precondition& precondition : commit.preconditions) {
    auto version = ground.version_of(precondition.key);
    if (!version) return NotApplied{std::move(version).error()};
    if (!holds(precondition, *version)) return Conflict{Conflict::What::precondition};
  }
  return std::nullopt;
}

}  // namespace daicho::store
