// SPDX-License-Identifier: Apache-2.0
#include "cli/command_tree.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace daicho::cli {
namespace {

// `{a,b,c}` at the end of a type name, as the parser writes a closed list.
std::vector<std::string> choices_in(const std::string& type) {
  const std::size_t begin = type.find('{'), end = type.rfind('}');
  if (begin == std::string::npos || end == std::string::npos || end < begin) return {};
  std::vector<std::string> choices;
  std::string inside = type.substr(begin + 1, end - begin - 1);
  for (std::size_t at = 0; at <= inside.size();) {
    const std::size_t comma = std::min(inside.find(',', at), inside.size());
    choices.push_back(inside.substr(at, comma - at));
    at = comma + 1;
  }
  return choices;
}

CommandOption option_of(const CLI::Option& option) {
  CommandOption out;
  for (const std::string& name : option.get_snames()) out.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) out.names.push_back("--" + name);
  out.is_argument = option.get_positional();
  if (out.is_argument) out.names = {option.get_name(true, false)};
  out.about = option.get_description();
  out.group = option.get_group();
  if (option.get_items_expected_max() > 0) {
    const std::string type = option.get_type_name();
    out.choices = choices_in(type);
    out.value = type.substr(0, type.find(':'));
    if (!out.choices.empty()) out.value = out.is_argument ? out.names.front() : "CHOICE";
  }
  out.default_value = option.get_default_str();
  out.environment = option.get_envname();
  out.required = option.get_required();
  return out;
}

// How many letters must be put in, taken out, changed or swapped with their neighbour.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> far(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) far[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) far[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = far[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      far[i][j] = std::min({changed, far[i - 1][j] + 1, far[i][j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) far[i][j] = std::min(far[i][j], far[i - 2][j - 2] + 1);
    }
  }
  return far[a.size()][b.size()];
}

}  // namespace

const CommandTree* CommandTree::find(std::string_view command) const {
  const auto found = std::find_if(commands.begin(), commands.end(),
                                  [&](const CommandTree& one) { return one.name == command; });
  return found == commands.end() ? nullptr : &*found;
}

const CommandOption* CommandTree::option(std::string_view option_name) const {
  for (const CommandOption& one : options) {
    if (std::find(one.names.begin(), one.names.end(), option_name) != one.names.end()) return &one;
  }
  return nullptr;
}

CommandTree tree_of(const CLI::App& app) {
  CommandTree tree{.name = app.get_name(),
                   .about = app.get_description(),
                   .group = app.get_group(),
                   .further = app.get_footer(),
                   .options = {},
                   .commands = {}};
  for (const CLI::Option* option : app.get_options()) tree.options.push_back(option_of(*option));
  for (const CLI::App* command : app.get_subcommands({})) tree.commands.push_back(tree_of(*command));
  return tree;
}

std::string nearest(std::string_view word, const std::vector<std::string>& names) {
  std::size_t best = std::max<std::size_t>(word.size() / 3, 1) + 1;
  std::string meant;
  for (const std::string& name : names) {
    const bool begins = word.size() >= 3 && name.starts_with(word);
    const std::size_t far = begins ? 0 : distance(word, name);
    if (far >= best) continue;
    best = far;
    meant = name;
  }
  return meant;
}

UnknownWord first_unknown(const CommandTree& program, const std::vector<std::string>& words) {
  const CommandTree* at = &program;
  std::string command = program.name;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--") return {};
    if (word.starts_with("-") && word.size() > 1) {
      const std::string name = word.substr(0, word.find('='));
      const CommandOption* option = at->option(name);
      if (option == nullptr) {
        std::vector<std::string> names;
        for (const CommandOption& one : at->options) {
          if (!one.is_argument) names.insert(names.end(), one.names.begin(), one.names.end());
        }
        return {name, nearest(name, names), command};
      }
      if (!option->value.empty() && name == word) ++i;
      continue;
    }
    if (at->commands.empty()) return {};
    const CommandTree* next = at->find(word);
    if (next == nullptr) {
      std::vector<std::string> names;
      for (const CommandTree& one : at->commands) names.push_back(one.name);
      return {word, nearest(word, names), command};
    }
    at = next;
    command += " " + word;
  }
  return {};
}

}  // namespace daicho::cli
