// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "bench/benches.h"
#include "crypto/hash.h"
#include "policy/compile.h"
#include "policy/decide.h"
#include "service/law_in_force.h"

namespace daicho::bench {
namespace {

// Policy B, made up to 30 purposes × 40 items if it has fewer.
policy::Policy compile_b() {
  std::ifstream file(DAICHO_SOURCE_DIR "/policies/b-consulting.yaml");
  std::ostringstream text;
  text << file.rdbuf();
  const auto law = service::LawInForce::carried(*base::LocalDate::of(2026, 11, 21));
  auto compiled = policy::compile(text.str(), crypto::public_digest(text.str()), law->terms());
  if (!compiled.policy) {
    std::fprintf(stderr, "bench: policy B does not compile\n");
    std::exit(1);
  }
  return std::move(*compiled.policy);
}

}  // namespace

void measure_decide(std::vector<Row>& rows) {
  const policy::Policy policy = compile_b();
  policy::CallerFacts caller{.operations = {policy::Operation::use}, .purposes = {}, .all_purposes = true};
  policy::SubjectFacts subject{
      .state = policy::SubjectState::living, .given = {}, .standing = {}, .contexts = {}, .ended = {}};
  policy::RecordFacts record{.held = true, .type = {}, .acquired_for = policy.all_purposes()};
  const base::Instant now = *base::Instant::parse("2026-11-21T00:00:00Z");
  std::vector<double> medians;
  std::uint64_t permitted = 0;
  std::vector<policy::Question> questions;
  for (std::uint16_t purpose = 0; purpose < policy.purposes().size(); ++purpose) {
    for (std::uint16_t item = 0; item < policy.items().size(); ++item) {
      policy::Question question{.operation = policy::Operation::use};
      question.purpose = policy::PurposeIndex(purpose);
      question.items.set(policy::ItemIndex(item))
          .set(policy::ItemIndex(static_cast<std::uint16_t>((item * 7) % policy.items().size())));
      questions.push_back(question);
    }
  }
  for (int round = 0; round < 201; ++round) {
    const auto begin = std::chrono::steady_clock::now();
    for (const policy::Question& question : questions) {
      permitted += policy::decide(policy, caller, subject, record, question, now).permitted() ? 1 : 0;
    }
    const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - begin;
    medians.push_back(took.count() / static_cast<double>(questions.size()));
  }
  std::sort(medians.begin(), medians.end());
  if (permitted == 0) std::fprintf(stderr, "bench: no question was permitted\n");
  rows.push_back({.name = "decide, in process (" + std::to_string(policy.purposes().size()) + " purposes x " +
                          std::to_string(policy.items().size()) + " items)",
                  .ours = medians[medians.size() / 2],
                  .unit = "ns",
                  .limit_name = "goal 150 ns",
                  .limit = 150,
                  .goal = 1,
                  .less_is_better = true});
}

}  // namespace daicho::bench
