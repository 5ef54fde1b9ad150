// SPDX-License-Identifier: Apache-2.0
#include "cli/usage.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>

#include "cli/exit_code.h"
#include "cli/texts.h"

namespace daicho::cli {
namespace {

// What the parser says; the most frequent in our words.
std::string in_words(const CLI::ParseError& error, base::Language language) {
  constexpr std::string_view missing = " is required";
  std::string text = error.what();
  if (!text.ends_with(missing)) return text;
  text.resize(text.size() - missing.size());
  return text == "A subcommand" ? std::string(help_text("usage-command", language))
                                : filled_text("usage-missing", language, {text});
}

// The command that `words` go to, as far as it is known.
std::string called(const CommandTree& program, const std::vector<std::string>& words) {
  const CommandTree* at = &program;
  std::string out = program.name;
  for (const std::string& word : words) {
    const CommandTree* next = at->find(word);
    if (next == nullptr) continue;
    at = next;
    out += " " + word;
  }
  return out;
}

}  // namespace

int tell_usage(const CommandTree& program, const std::vector<std::string>& words,
               const CLI::ParseError& error, Manner manner) {
  manner.json = std::find(words.begin(), words.end(), "--json") != words.end();
  if (manner.json)
    return fail_with(base::Error(base::ErrorCode::usage, "the command was not understood; see its --help"),
                     manner);
  const UnknownWord unknown = first_unknown(program, words);
  std::cerr << "daicho: ";
  if (unknown.word.empty()) {
    std::cerr << in_words(error, manner.language) << "\n";
  } else if (unknown.meant.empty()) {
    std::cerr << filled_text("usage-unknown", manner.language, {unknown.word, unknown.command}) << "\n";
  } else {
    std::cerr << filled_text("usage-meant", manner.language, {unknown.word, unknown.command, unknown.meant})
              << "\n";
  }
  std::cerr << "        " << filled_text("usage-help", manner.language, {called(program, words)}) << "\n";
  return exit_usage;
}

}  // namespace daicho::cli
