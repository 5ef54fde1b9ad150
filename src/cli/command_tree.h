// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace daicho::cli {

// An option or argument of a command, as help, completion and the manual show it.
struct CommandOption {
  std::vector<std::string> names;  // `-h`, `--help`; the bare name of an argument
  std::string about;
  std::string group;
  std::string value;                 // what stands behind it: FILE, FOLDER, NAME …; empty for a flag
  std::vector<std::string> choices;  // when the value is one of these
  std::string default_value;
  std::string environment;  // the variable that gives it, too
  bool is_argument = false;
  bool required = false;
};

// A command with its options and its own commands: all that there is to be said of it. It is read from the
// parser itself, so that nothing which is made of it can lag behind.
struct CommandTree {
  std::string name;
  std::string about;
  std::string group;
  std::string further;  // what stands at the end of its help: an example
  std::vector<CommandOption> options;
  std::vector<CommandTree> commands;

  // The command of that name, or null.
  const CommandTree* find(std::string_view command) const;
  // The option of that name, or null.
  const CommandOption* option(std::string_view name) const;
};

CommandTree tree_of(const CLI::App& app);

// The name among `names` that `word` was probably meant to be; empty when none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& names);

// The first word of `words` (the arguments behind the program's name) that the tree does not know, said with
// what it was probably meant to be; empty when all are known.
struct UnknownWord {
  std::string word;
  std::string meant;    // empty: nothing is near
  std::string command;  // `daicho ledger`: where it stood
};
UnknownWord first_unknown(const CommandTree& program, const std::vector<std::string>& words);

}  // namespace daicho::cli
