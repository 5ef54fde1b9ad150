// SPDX-License-Identifier: Apache-2.0
#include "cli/completion.h"

#include <functional>
#include <initializer_list>
#include <utility>
#include <vector>

#include "base/check.h"
#include "cli_texts.h"

namespace daicho::cli {
namespace {

// Calls `visit` with every command and how it is called, the program first.
void walk(const CommandTree& command, const std::string& called,
          const std::function<void(const CommandTree&, const std::string&)>& visit) {
  visit(command, called);
  for (const CommandTree& one : command.commands) walk(one, called + " " + one.name, visit);
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::vector<std::string> command_names(const CommandTree& command) {
  std::vector<std::string> names;
  for (const CommandTree& one : command.commands) names.push_back(one.name);
  return names;
}

// Within single quotes, as all three shells take them.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

// What a value is completed with.
std::string kind_of(const CommandOption& option) {
  if (!option.choices.empty()) return joined(option.choices);
  if (option.value == "FILE") return "<file>";
  if (option.value == "FOLDER") return "<folder>";
  return "<word>";
}

// Lines of `case`: `"daicho use") words ;;`, shared by bash and zsh.
std::string command_cases(const CommandTree& program) {
  std::string out;
  walk(program, program.name, [&out](const CommandTree& command, const std::string& called) {
    if (command.commands.empty()) return;
    out += "    \"" + called + "\") echo " + quoted(joined(command_names(command))) + " ;;\n";
  });
  return out;
}

std::string option_cases(const CommandTree& program) {
  std::string out;
  walk(program, program.name, [&out](const CommandTree& command, const std::string& called) {
    std::vector<std::string> names;
    for (const CommandOption& option : command.options) {
      if (!option.is_argument) names.insert(names.end(), option.names.begin(), option.names.end());
    }
    out += "    \"" + called + "\") echo " + quoted(joined(names)) + " ;;\n";
  });
  return out;
}

// What follows an option, or stands as argument (`daicho policy check FILE`).
std::string value_cases(const CommandTree& program) {
  std::string out;
  walk(program, program.name, [&out](const CommandTree& command, const std::string& called) {
    for (const CommandOption& option : command.options) {
      if (option.value.empty()) continue;
      std::string patterns;
      for (const std::string& name : option.names)
        patterns +=
            (patterns.empty() ? "\"" : "|\"") + called + " " + (option.is_argument ? "" : name) + "\"";
      out += "    " + patterns + ") echo " + quoted(kind_of(option)) + " ;;\n";
    }
  });
  return out;
}

// `script` with each @PLACE@ filled.
std::string filled(std::string_view script,
                   std::initializer_list<std::pair<std::string_view, std::string>> places) {
  std::string out(script);
  for (const auto& [place, text] : places) {
    const std::size_t at = out.find(place);
    CHECK(at != std::string::npos);
    out.replace(at, place.size(), text);
  }
  return out;
}

std::string bash_script(const CommandTree& program) {
  return filled(texts::completion_bash, {{"@COMMANDS@", command_cases(program)},
                                         {"@OPTIONS@", option_cases(program)},
                                         {"@VALUES@", value_cases(program)}});
}

// `name:about` for _describe, where a colon ends the name.
std::string zsh_entry(const std::string& name, const std::string& about) {
  std::string text = name + ":";
  for (const char c : about) text += c == '\n' ? ' ' : c;
  return quoted(text);
}

std::string zsh_script(const CommandTree& program) {
  std::string described;
  walk(program, program.name, [&described](const CommandTree& command, const std::string& called) {
    described += "    \"" + called + "\")\n      commands=(";
    for (const CommandTree& one : command.commands)
      described += "\n        " + zsh_entry(one.name, one.about);
    described += ")\n      options=(";
    for (const CommandOption& option : command.options) {
      if (option.is_argument) continue;
      for (const std::string& name : option.names) described += "\n        " + zsh_entry(name, option.about);
    }
    described += ") ;;\n";
  });
  return filled(texts::completion_zsh, {{"@COMMANDS@", command_cases(program)},
                                        {"@VALUES@", value_cases(program)},
                                        {"@DESCRIBED@", described}});
}

std::string fish_script(const CommandTree& program) {
  std::string commands, out;
  walk(program, program.name, [&commands](const CommandTree& command, const std::string& called) {
    if (command.commands.empty()) return;
    commands += "    case " + quoted(called) + "\n      string split ' ' " +
                quoted(joined(command_names(command))) + "\n";
  });
  walk(program, program.name, [&out](const CommandTree& command, const std::string& called) {
    const std::string at = "complete -c daicho -n " + quoted("__daicho_at " + quoted(called));
    for (const CommandTree& one : command.commands)
      out += at + " -a " + one.name + " -d " + quoted(one.about) + "\n";
    for (const CommandOption& option : command.options) {
      std::string line = at;
      if (!option.is_argument) {
        for (const std::string& name : option.names)
          line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
        line += " -d " + quoted(option.about);
        if (!option.value.empty()) line += " -r";
      }
      const std::string kind = option.value.empty() ? "" : kind_of(option);
      if (kind == "<file>") line += " -F";
      if (kind == "<folder>") line += " -a '(__fish_complete_directories)'";
      if (!option.choices.empty()) line += " -a " + quoted(kind);
      if (line != at) out += line + "\n";
    }
  });
  return filled(texts::completion_fish, {{"@COMMANDS@", commands}, {"@DESCRIBED@\n", out}});
}

}  // namespace

std::string completion_script(const CommandTree& program, Shell shell) {
  switch (shell) {
    case Shell::bash:
      return bash_script(program);
    case Shell::zsh:
      return zsh_script(program);
    case Shell::fish:
      return fish_script(program);
  }
  return {};
}

}  // namespace daicho::cli
