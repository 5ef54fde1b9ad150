// SPDX-License-Identifier: Apache-2.0
#include "cli/help_page.h"

#include <algorithm>
#include <vector>

#include "cli/import_progress.h"
#include "cli/texts.h"

namespace daicho::cli {
namespace {

constexpr std::size_t column = 28;

void write_row(std::string& out, const std::string& left, const std::string& about) {
  // Names are of narrow characters: one column each.
  const auto columns = static_cast<std::size_t>(std::count_if(
      left.begin(), left.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
  out += "  " + left;
  if (columns + 4 > column) {
    out += "\n" + std::string(column, ' ');
  } else {
    out += std::string(column - 2 - columns, ' ');
  }
  out += about + "\n";
}

std::string left_of(const CommandOption& option) {
  std::string left;
  for (const std::string& name : option.names) left += (left.empty() ? "" : ", ") + name;
  if (option.is_argument || option.value.empty()) return left;
  return left + " " + option.value;
}

std::string about_of(const CommandOption& option, base::Language language) {
  std::string about = option.about;
  if (!option.choices.empty()) {
    about += ":";
    for (const std::string& choice : option.choices) about += " " + choice;
  }
  if (!option.default_value.empty()) about += filled_text("help-default", language, {option.default_value});
  if (!option.environment.empty()) about += filled_text("help-environment", language, {option.environment});
  if (option.required && !option.is_argument) about += std::string(help_text("help-required", language));
  return about;
}

std::string usage(const CommandTree& command, const std::string& called, base::Language language) {
  std::string line = called;
  if (!command.commands.empty()) line += " " + std::string(help_text("help-command", language));
  for (const CommandOption& option : command.options) {
    if (option.is_argument)
      line += option.required ? " " + option.names.front() : " [" + option.names.front() + "]";
  }
  for (const CommandOption& option : command.options) {
    if (!option.is_argument && option.required) line += " " + option.names.back() + " " + option.value;
  }
  return line + " " + std::string(help_text("help-options", language));
}

// The groups of `all` in the order in which they first come.
template <typename Member>
std::vector<std::string> groups_of(const std::vector<Member>& all) {
  std::vector<std::string> groups;
  for (const Member& one : all) {
    if (std::find(groups.begin(), groups.end(), one.group) == groups.end()) groups.push_back(one.group);
  }
  return groups;
}

}  // namespace

std::string help_page(const CommandTree& command, const std::string& called, base::Language language) {
  std::string out = command.about + "\n\n" + std::string(help_text("help-usage", language)) + "\n  " +
                    usage(command, called, language) + "\n";
  for (const std::string& group : groups_of(command.commands)) {
    out += "\n" + group + "\n";
    for (const CommandTree& one : command.commands) {
      if (one.group == group) write_row(out, one.name, one.about);
    }
  }
  // What every command has stands last.
  std::vector<std::string> groups = groups_of(command.options);
  if (const CommandOption* help = command.option("--help"))
    std::stable_partition(groups.begin(), groups.end(),
                          [&](const std::string& group) { return group != help->group; });
  for (const std::string& group : groups) {
    out += "\n" + group + "\n";
    for (const CommandOption& option : command.options) {
      if (option.group == group) write_row(out, left_of(option), about_of(option, language));
    }
  }
  if (!command.further.empty()) out += "\n" + command.further + "\n";
  return out;
}

}  // namespace daicho::cli
