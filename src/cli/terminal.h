// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "base/result.h"

namespace daicho::cli {

// How the commands speak: for people, or as JSON for programs.
struct Manner {
  bool json = false;
  base::Language language = base::Language::en;
};

// Prints an error to standard error (for people, or as a problem document) and returns its exit code. `file`:
// which one it is about, as it was named on the command line; shown to people alone.
int fail_with(const base::Error& error, const Manner& manner, std::string_view file = {});

// A JSON text for people: one `name: value` a line, nested things indented.
std::string for_people(std::string_view json);

// The whole of a file, or of standard input for `-`. `file_not_readable`, `too_large` above `bytes_max`.
base::Result<std::string> read_file(const std::string& path, std::size_t bytes_max);

// The language that the environment asks for: Japanese when LC_ALL, LC_MESSAGES or LANG begin with `ja`.
base::Language language_of_environment();

}  // namespace daicho::cli
