// SPDX-License-Identifier: Apache-2.0
#include "cli/manual_page.h"

#include <map>

#include "cli/exit_code.h"
#include "cli/texts.h"

namespace daicho::cli {
namespace {

// Text that roff shows as it is: a backslash, a hyphen that is copied as one, and no line that begins like a
// request.
std::string shown(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (out.empty() || out.back() == '\n') {
      if (c == '.' || c == '\'') out += "\\&";
    }
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
  }
  return out;
}

void write_option(std::string& out, const CommandOption& option) {
  out += ".TP\n";
  std::string names;
  for (const std::string& name : option.names)
    names += (names.empty() ? "" : ", ") + ("\\fB" + shown(name) + "\\fR");
  if (!option.is_argument && !option.value.empty()) names += " \\fI" + shown(option.value) + "\\fR";
  out += names + "\n" + shown(option.about.empty() ? option.names.back() : option.about) + "\n";
  for (const std::string& choice : option.choices) out += ".br\n" + shown(choice) + "\n";
}

void write_command(std::string& out, const CommandTree& command, const std::string& called) {
  out += ".SS " + shown(called) + "\n" + shown(command.about) + "\n";
  // What every command has stands under OPTIONS.
  const CommandOption* help = command.option("--help");
  for (const CommandOption& option : command.options) {
    if (help == nullptr || option.group != help->group) write_option(out, option);
  }
  if (!command.further.empty()) out += ".PP\n.nf\n" + shown(command.further) + "\n.fi\n";
  for (const CommandTree& one : command.commands) write_command(out, one, called + " " + one.name);
}

void collect_environment(const CommandTree& command, std::map<std::string, std::string>& variables) {
  for (const CommandOption& option : command.options) {
    if (!option.environment.empty()) variables.emplace(option.environment, option.about);
  }
  for (const CommandTree& one : command.commands) collect_environment(one, variables);
}

void write_exit_codes(std::string& out, base::Language language) {
  std::map<int, std::string> errors = {
      {exit_done, ""}, {exit_findings, ""}, {exit_usage, ""}, {exit_no_reader, ""}};
  for (const base::ErrorCode code : base::all_error_codes()) {
    std::string& names = errors[base::exit_code(code)];
    names += (names.empty() ? "" : ", ") + std::string(public_name(code).text());
  }
  for (const auto& [code, names] : errors) {
    out += ".TP\n\\fB" + std::to_string(code) + "\\fR\n" +
           shown(help_text("exit-" + std::to_string(code), language)) + "\n";
    if (!names.empty()) out += ".br\n" + shown(names) + "\n";
  }
}

}  // namespace

std::string manual_page(const CommandTree& program, base::Language language) {
  const auto heading = [language](std::string_view key) {
    return ".SH " + std::string(help_text(key, language)) + "\n";
  };
  std::string out = ".TH DAICHO 1 \"\" \"daicho " DAICHO_VERSION "\"\n";
  out += heading("man-name") + "daicho \\- " + shown(help_text("man-in-short", language)) + "\n";
  out += heading("man-synopsis") + "\\fBdaicho\\fR \\fI" + shown(help_text("help-command", language)) +
         "\\fR " + shown(help_text("help-options", language)) + "\n";
  out +=
      heading("man-description") + shown(program.about) + "\n.PP\n.nf\n" + shown(program.further) + "\n.fi\n";
  out += heading("man-options");
  for (const CommandOption& option : program.options) write_option(out, option);
  out += heading("man-commands");
  for (const CommandTree& command : program.commands) write_command(out, command, "daicho " + command.name);
  out += heading("man-environment");
  std::map<std::string, std::string> variables;
  collect_environment(program, variables);
  for (const auto& [name, about] : variables)
    out += ".TP\n\\fB" + shown(name) + "\\fR\n" + shown(about) + "\n";
  out += heading("man-exit-status");
  write_exit_codes(out, language);
  return out;
}

}  // namespace daicho::cli
