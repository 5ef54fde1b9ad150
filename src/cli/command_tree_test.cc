// SPDX-License-Identifier: Apache-2.0
#include "cli/command_tree.h"

#include <gtest/gtest.h>

namespace daicho::cli {
namespace {

CommandOption option(std::vector<std::string> names, std::string value = "") {
  CommandOption out;
  out.names = std::move(names);
  out.value = std::move(value);
  return out;
}

CommandTree small_program() {
  CommandTree verify{.name = "verify"};
  verify.options = {option({"--key"}, "FILE"), option({"--json"})};
  CommandTree ledger{.name = "ledger"};
  ledger.commands = {verify, {.name = "tail"}};
  CommandTree program{.name = "daicho"};
  program.options = {option({"-h", "--help"})};
  program.commands = {ledger, {.name = "use"}};
  return program;
}

TEST(CommandTree, finds_the_name_that_was_meant) {
  const std::vector<std::string> names = {"acquire",   "attach", "tail",         "use",
                                          "--subject", "--json", "retention-run"};
  struct Case {
    const char* word;
    const char* meant;
  };
  constexpr Case cases[] = {
      {"acquir", "acquire"}, {"aqcuire", "acquire"},
      {"tial", "tail"},      {"atach", "attach"},
      {"ues", "use"},        {"--subjct", "--subject"},
      {"--jsn", "--json"},   {"ret", "retention-run"},
      {"xyzzy", ""},         {"", ""},
      {"--everything", ""},  {"erase", ""},
  };
  for (const Case& one : cases) EXPECT_EQ(nearest(one.word, names), one.meant) << one.word;
}

TEST(CommandTree, names_the_first_word_that_is_not_known_and_where_it_stood) {
  const CommandTree program = small_program();
  const auto unknown = [&](const std::vector<std::string>& words) {
    const UnknownWord found = first_unknown(program, words);
    return found.word.empty() ? "" : found.command + ": " + found.word + " -> " + found.meant;
  };
  EXPECT_EQ(unknown({"legder", "verify"}), "daicho: legder -> ledger");
  EXPECT_EQ(unknown({"ledger", "verfy"}), "daicho ledger: verfy -> verify");
  EXPECT_EQ(unknown({"ledger", "verify", "--kye", "x"}), "daicho ledger verify: --kye -> --key");
  EXPECT_EQ(unknown({"ledger", "verify", "--kye=x"}), "daicho ledger verify: --kye -> --key");
  EXPECT_EQ(unknown({"ledger", "verify", "--key", "--odd-name", "folder"}), "");
  EXPECT_EQ(unknown({"ledger", "verify", "folder", "--", "--odd-name"}), "");
  EXPECT_EQ(unknown({"--help"}), "");
}

}  // namespace
}  // namespace daicho::cli
