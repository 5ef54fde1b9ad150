// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "crypto/hash.h"
#include "policy/compile.h"
#include "scenario/player.h"
#include "service/law_in_force.h"
#include "tests/scenario/askers.h"

// The scenario files of policies/, each played in process, over HTTP and by the command line.
namespace daicho::scenario {
namespace {

const std::filesystem::path policies = std::filesystem::path(DAICHO_SOURCE_DIR) / "policies";

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::filesystem::path> scenario_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(policies / "scenarios")) {
    if (entry.path().extension() == ".scenario") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

class Scenario : public testing::TestWithParam<std::filesystem::path> {
 protected:
  void play(std::unique_ptr<Asker> (*make)(const std::string&)) {
    policy::Findings findings;
    const policy::Node scenario = policy::read_yaml(read(GetParam()), findings);
    ASSERT_FALSE(policy::has_errors(findings)) << "the file is not YAML";
    const policy::Node* name = scenario.find("policy");
    ASSERT_NE(name, nullptr);
    const std::string yaml = read(policies / (name->text + ".yaml"));
    const auto law = service::LawInForce::carried(*base::LocalDate::of(2026, 11, 21));
    ASSERT_TRUE(law.has_value());
    auto compiled = policy::compile(yaml, crypto::public_digest(yaml), law->terms());
    ASSERT_TRUE(compiled.policy.has_value());
    const auto asker = make(yaml);
    const auto cases = Player(*asker, *compiled.policy, DAICHO_SOURCE_DIR).play(scenario);
    for (const PlayedCase& one : cases)
      EXPECT_EQ(one.fault, "") << GetParam().filename().string() << ":" << one.line;
    EXPECT_FALSE(cases.empty()) << "a scenario without a case shows nothing";
  }
};

TEST_P(Scenario, in_process) {
  play([](const std::string& yaml) { return std::move(ask_in_process(yaml).value()); });
}
TEST_P(Scenario, over_http) {
  play(ask_over_http);
}
TEST_P(Scenario, by_command_line) {
  play(ask_by_command_line);
}

std::string test_name(const testing::TestParamInfo<std::filesystem::path>& info) {
  std::string name = info.param.parent_path().filename().string() + "_" + info.param.stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Policies, Scenario, testing::ValuesIn(scenario_files()), test_name);

}  // namespace
}  // namespace daicho::scenario
