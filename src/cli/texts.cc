// SPDX-License-Identifier: Apache-2.0
#include "cli/texts.h"

#include <algorithm>

#include "cli_texts.h"

namespace daicho::cli {
namespace {

// The text behind `key = ` on its own line of `file`.
std::string_view line_of(std::string_view file, std::string_view key) {
  std::size_t at = 0;
  while (at < file.size()) {
    const std::size_t end = std::min(file.find('\n', at), file.size());
    const std::string_view line = file.substr(at, end - at);
    if (line.starts_with(key) && line.substr(key.size()).starts_with(" = "))
      return line.substr(key.size() + 3);
    at = end + 1;
  }
  return {};
}

}  // namespace

std::string_view help_text(std::string_view key, base::Language language) {
  return line_of(language == base::Language::ja ? texts::help_ja_txt : texts::help_en_txt, key);
}

std::string filled_text(std::string_view key, base::Language language,
                        std::initializer_list<std::string> values) {
  std::string text(help_text(key, language));
  std::size_t number = 0;
  for (const std::string& value : values) {
    const std::string place = "{" + std::to_string(number++) + "}";
    if (const std::size_t at = text.find(place); at != text.npos) text.replace(at, place.size(), value);
  }
  return text;
}

std::string_view help_example(std::string_view key) {
  return line_of(texts::examples_txt, key);
}

}  // namespace daicho::cli
