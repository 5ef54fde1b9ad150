// SPDX-License-Identifier: Apache-2.0
#include "scenario/player.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "crypto/hash.h"
#include "policy/compile.h"
#include "service/law_in_force.h"

namespace daicho::scenario {
namespace {

std::string policy_b() {
  std::ifstream file(DAICHO_SOURCE_DIR "/policies/b-consulting.yaml");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// The faults of a scenario with these steps, one line each: `line: fault`.
std::string faults_of(const std::string& steps) {
  static const std::string yaml = policy_b();
  const auto law = service::LawInForce::carried(*base::LocalDate::of(2026, 11, 21));
  const auto compiled = policy::compile(yaml, crypto::public_digest(yaml), law->terms());
  policy::Findings findings;
  const policy::Node scenario = policy::read_yaml("policy: b-consulting\n" + steps, findings);
  EXPECT_TRUE(findings.empty());
  const auto asker = ask_in_process(yaml);
  std::string out;
  for (const PlayedCase& one : Player(**asker, *compiled.policy).play(scenario)) {
    if (!one.fault.empty()) out += std::to_string(one.line) + ": " + one.fault.substr(0, 30) + "\n";
  }
  return out;
}

const std::string acquired =
    "steps:\n  - at: 2026-04-01T09:00:00+09:00\n"
    "  - acquire: {as: hanako, subject: customer, record: profile, channel: website, purposes: "
    "[customer_support], "
    "items: {name_kanji: 架空 花子}}\n    expect: permitted\n";

TEST(Player, tells_a_case_that_is_as_expected_from_one_that_is_not) {
  struct Case {
    std::string step, faults;
  };
  const Case cases[] = {
      {"  - use: {of: hanako, purpose: customer_support, items: [name_kanji]}\n    expect: permitted\n", ""},
      {"  - use: {of: hanako, purpose: customer_support, items: [name_kanji]}\n    expect: denied\n",
       "6: expected denied: {\"outcome\":\"p\n"},
      {"  - use: {of: hanako, purpose: direct_mail, items: [name_kanji]}\n    expect: denied\n", ""},
      {"  - use: {of: hanako, purpose: direct_mail, items: [name_kanji]}\n    expect: denied\n    because: "
       "stopped\n",
       "6: expected because stopped by cl\n"},
      {"  - use: {of: taro, purpose: customer_support, items: [name_kanji]}\n    expect: permitted\n",
       "6: nobody was introduced as taro\n"},
      {"  - hide: {of: hanako}\n    expect: permitted\n", "6: no such verb: hide\n"},
      {"  - at: noon\n", "6: this is not a time\n"},
      {"  - stop\n", "6: a step is a verb and what it a\n"},
      {"  - correct: {of: hanako, record: inquiry, items: {}}\n", "6: no record of type inquiry was \n"},
  };
  for (const Case& c : cases) EXPECT_EQ(faults_of(acquired + c.step), c.faults) << c.step;
}

TEST(Player, wants_a_list_of_steps) {
  EXPECT_EQ(faults_of("promises: [B-001]\n"), "1: a scenario has a list of steps\n");
}

TEST(AskInProcess, refuses_a_policy_with_errors) {
  EXPECT_FALSE(ask_in_process("daicho: 1\n").has_value());
}

TEST(AskInProcess, founds_its_register_when_the_policy_takes_effect) {
  std::string later = policy_b();
  later.replace(later.find("effective: 2026-04-01"), 21, "effective: 2031-04-01");
  EXPECT_TRUE(ask_in_process(later).has_value());
}

}  // namespace
}  // namespace daicho::scenario
