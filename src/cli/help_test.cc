// SPDX-License-Identifier: Apache-2.0
// The help, the completion and the manual of all commands that there are.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>

#include "cli/command_line.h"
#include "cli/completion.h"
#include "cli/help_page.h"
#include "cli/manual_page.h"
#include "service/operations.h"

namespace daicho::cli {
namespace {

using base::Language;

void walk(const CommandTree& command, const std::string& called,
          const std::function<void(const CommandTree&, const std::string&)>& visit) {
  visit(command, called);
  for (const CommandTree& one : command.commands) walk(one, called + " " + one.name, visit);
}

bool is_japanese(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xe3; });
}

TEST(Help, every_command_and_option_is_explained_in_both_languages) {
  for (const Language language : {Language::ja, Language::en}) {
    walk(all_commands(language), "daicho", [language](const CommandTree& command, const std::string& called) {
      EXPECT_FALSE(command.about.empty()) << called;
      EXPECT_EQ(is_japanese(command.about), language == Language::ja) << called << ": " << command.about;
      for (const CommandOption& option : command.options) {
        EXPECT_FALSE(option.about.empty()) << called << " " << option.names.back();
        EXPECT_EQ(is_japanese(option.about), language == Language::ja) << called << ": " << option.about;
        EXPECT_FALSE(option.group.empty()) << called << " " << option.names.back();
      }
    });
  }
}

TEST(Help, every_command_that_does_something_has_an_example_of_itself_and_speaks_json) {
  walk(all_commands(Language::en), "daicho", [](const CommandTree& command, const std::string& called) {
    if (!command.commands.empty()) return;
    EXPECT_NE(command.further.find(called), std::string::npos) << called;
    EXPECT_NE(command.option("--json"), nullptr) << called;
  });
}

TEST(Help, every_operation_is_a_command_with_its_fields) {
  const CommandTree program = all_commands(Language::en);
  for (const service::OperationRow* row : service::all_operations()) {
    std::string name(row->name.text());
    std::replace(name.begin(), name.end(), '_', '-');
    const CommandTree* command = program.find(name);
    ASSERT_NE(command, nullptr) << name;
    const std::string page = help_page(*command, "daicho " + name, Language::en);
    for (const service::Field& field : row->fields) {
      std::string option(field.name.text());
      std::string dashed_option = "--" + option;
      std::replace(dashed_option.begin(), dashed_option.end(), '_', '-');
      EXPECT_TRUE(command->option(dashed_option) != nullptr || page.find(option) != std::string::npos)
          << name << " " << option;
    }
  }
}

TEST(Help, examples_name_commands_and_options_that_there_are) {
  const CommandTree program = all_commands(Language::en);
  walk(program, "daicho", [&](const CommandTree& command, const std::string& called) {
    const std::size_t at = command.further.find("daicho ");
    if (at == std::string::npos || !command.commands.empty()) return;
    std::istringstream text(
        command.further.substr(at + 7, command.further.find_first_of("|>)", at) - at - 7));
    std::vector<std::string> words;
    for (std::string word; text >> word;) words.push_back(word);
    const UnknownWord unknown = first_unknown(program, words);
    EXPECT_EQ(unknown.word, "") << called << ": " << command.further;
  });
}

TEST(Completion, knows_every_command_and_option) {
  const CommandTree program = all_commands(Language::en);
  const std::string bash = completion_script(program, Shell::bash),
                    zsh = completion_script(program, Shell::zsh),
                    fish = completion_script(program, Shell::fish);
  walk(program, "daicho", [&](const CommandTree& command, const std::string& called) {
    const std::size_t line = bash.find("\"" + called + "\") echo ", bash.find("_daicho_options"));
    ASSERT_NE(line, std::string::npos) << called;
    const std::string options = bash.substr(line, bash.find('\n', line) - line);
    for (const CommandOption& option : command.options) {
      if (option.is_argument) continue;
      for (const std::string& name : option.names) {
        EXPECT_NE(options.find(name), std::string::npos) << called << " " << name;
        EXPECT_NE(zsh.find("'" + name + ":"), std::string::npos) << called << " " << name;
        const std::string in_fish =
            name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
        EXPECT_NE(fish.find(in_fish), std::string::npos) << called << " " << name;
      }
    }
    for (const CommandTree& one : command.commands) {
      EXPECT_NE(zsh.find("'" + one.name + ":"), std::string::npos) << called << " " << one.name;
      EXPECT_NE(fish.find(" -a " + one.name + " "), std::string::npos) << called << " " << one.name;
    }
  });
}

// What bash offers for the words so far, of which the last is being typed.
std::string offered(const std::filesystem::path& script, const std::string& words, int last) {
  const std::string out = script.string() + ".out";
  const std::string command = "bash -c 'source " + script.string() + "; COMP_WORDS=(" + words +
                              "); COMP_CWORD=" + std::to_string(last) +
                              "; _daicho; echo ${COMPREPLY[@]}' > " + out;
  EXPECT_EQ(std::system(command.c_str()), 0) << words;
  std::ifstream file(out);
  std::string line;
  std::getline(file, line);
  return line;
}

TEST(Completion, is_what_a_bash_offers) {
  std::string pattern = (std::filesystem::temp_directory_path() / "daicho_completion_XXXXXX").string();
  const std::filesystem::path folder = mkdtemp(pattern.data());
  const std::filesystem::path script = folder / "daicho.bash";
  std::ofstream(script) << completion_script(all_commands(Language::ja), Shell::bash);
  EXPECT_EQ(std::system(("bash -n " + script.string()).c_str()), 0);
  struct Case {
    const char* words;
    int last;
    const char* offered;
  };
  constexpr Case cases[] = {
      {"daicho ret", 1, "retention-plan retention-run"},
      {"daicho ledger t", 2, "tail"},
      {"daicho completion \"\"", 2, "bash zsh fish"},
      {"daicho import people.csv --encoding c", 4, "cp932"},
      {"daicho ledger verify --pre", 3, "--previous"},
      {"daicho use --purp", 2, "--purpose"},
      {"daicho use --purpose \"\"", 3, ""},
      {"daicho --v", 1, "--version"},
      {"daicho nothing", 1, ""},
  };
  for (const Case& one : cases) EXPECT_EQ(offered(script, one.words, one.last), one.offered) << one.words;
  std::ofstream(folder / "policy.yaml") << "x";
  EXPECT_EQ(offered(script, "daicho policy check " + (folder / "pol").string(), 3),
            (folder / "policy.yaml").string());
  std::filesystem::remove_all(folder);
}

TEST(Manual, has_its_sections_and_every_command_and_option) {
  for (const Language language : {Language::ja, Language::en}) {
    const CommandTree program = all_commands(language);
    const std::string page = manual_page(program, language);
    EXPECT_TRUE(page.starts_with(".TH DAICHO 1 "));
    std::size_t sections = 0;
    for (std::size_t at = page.find("\n.SH "); at != std::string::npos; at = page.find("\n.SH ", at + 1))
      ++sections;
    EXPECT_EQ(sections, 7u);
    const auto in_roff = [](std::string text) {
      for (std::size_t at = text.find('-'); at != std::string::npos; at = text.find('-', at + 2))
        text.insert(at, "\\");
      return text;
    };
    walk(program, "daicho", [&](const CommandTree& command, const std::string& called) {
      if (called == "daicho") return;
      EXPECT_NE(page.find("\n.SS " + in_roff(called) + "\n"), std::string::npos) << called;
      for (const CommandOption& option : command.options)
        EXPECT_NE(page.find("\\fB" + in_roff(option.names.back()) + "\\fR"), std::string::npos) << called;
    });
    for (const base::ErrorCode code : base::all_error_codes())
      EXPECT_NE(page.find(public_name(code).text()), std::string::npos) << public_name(code).text();
    // A line that begins with a dot is a request; no text may look like one.
    std::istringstream lines(page);
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with(".")) continue;
      EXPECT_TRUE(line.starts_with(".TH ") || line.starts_with(".SH ") || line.starts_with(".SS ") ||
                  line == ".TP" || line == ".PP" || line == ".br" || line == ".nf" || line == ".fi")
          << line;
    }
  }
}

TEST(Help, an_exit_code_is_explained_for_every_error) {
  const std::string page = manual_page(all_commands(Language::en), Language::en);
  for (const base::ErrorCode code : base::all_error_codes()) {
    const std::string at = ".TP\n\\fB" + std::to_string(base::exit_code(code)) + "\\fR\n";
    ASSERT_NE(page.find(at), std::string::npos) << public_name(code).text();
    EXPECT_NE(page[page.find(at) + at.size()], '\n') << public_name(code).text();
  }
}

}  // namespace
}  // namespace daicho::cli
