// SPDX-License-Identifier: Apache-2.0
#include "cli/terminal.h"

#include <simdjson.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include "service/request.h"

namespace daicho::cli {
namespace {

using simdjson::dom::element;

bool is_simple(element value) {
  return !value.is_object() && !value.is_array();
}

std::string simple(element value) {
  std::string_view text;
  if (!value.get(text)) return std::string(text);
  std::ostringstream out;
  out << value;
  return out.str();
}

void write_value(std::string& out, element value, std::size_t depth);

void write_pair(std::string& out, std::string_view name, element value, std::size_t depth) {
  out.append(depth * 2, ' ').append(name).append(":");
  if (is_simple(value)) {
    std::string text = simple(value);
    // A text of several lines stands indented below its name.
    if (text.find('\n') == std::string::npos) {
      out.append(" ").append(text).append("\n");
      return;
    }
    out.append("\n");
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
      out.append(depth * 2 + 4, ' ').append(line).append("\n");
    return;
  }
  out.append("\n");
  write_value(out, value, depth + 1);
}

void write_value(std::string& out, element value, std::size_t depth) {
  simdjson::dom::object object;
  simdjson::dom::array array;
  if (!value.get(object)) {
    for (const auto pair : object) write_pair(out, pair.key, pair.value, depth);
  } else if (!value.get(array)) {
    for (const element one : array) {
      if (is_simple(one)) {
        out.append(depth * 2, ' ').append("- ").append(simple(one)).append("\n");
        continue;
      }
      std::string inner;
      write_value(inner, one, depth + 1);
      if (inner.size() > depth * 2) inner.replace(depth * 2, 1, "-");
      out.append(inner);
    }
  } else {
    out.append(depth * 2, ' ').append(simple(value)).append("\n");
  }
}

}  // namespace

int fail_with(const base::Error& error, const Manner& manner, std::string_view file) {
  if (manner.json) {
    std::cerr << service::problem(error, manner.language).body << "\n";
  } else {
    std::cerr << "daicho: " << file << (file.empty() ? "" : ": ")
              << base::message(error.code(), manner.language) << "\n        " << error.text() << "\n";
  }
  return base::exit_code(error.code());
}

std::string for_people(std::string_view json) {
  simdjson::dom::parser parser;
  element root;
  if (parser.parse(simdjson::padded_string(json)).get(root)) return std::string(json) + "\n";
  std::string out;
  write_value(out, root, 0);
  return out;
}

base::Result<std::string> read_file(const std::string& path, std::size_t bytes_max) {
  std::ifstream file;
  if (path != "-") {
    file.open(path, std::ios::binary);
    if (!file)
      return base::fail(base::ErrorCode::file_not_readable,
                        "the file cannot be opened; check its path and permissions");
  }
  std::istream& in = path == "-" ? std::cin : file;
  std::string bytes;
  char piece[65536];
  while (in.read(piece, sizeof piece) || in.gcount() > 0) {
    bytes.append(piece, static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > bytes_max)
      return base::fail(base::ErrorCode::too_large, "the file is too large for this");
  }
  if (in.bad()) return base::fail(base::ErrorCode::file_not_readable, "the file cannot be read to its end");
  return bytes;
}

base::Language language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') {
      return std::string_view(value).starts_with("ja") ? base::Language::ja : base::Language::en;
    }
  }
  return base::Language::en;
}

}  // namespace daicho::cli
