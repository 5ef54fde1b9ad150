// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/error.h"

namespace daicho::cli {

// What --help says of a command or option, from text/help.ja.txt and help.en.txt. A key without a text gives
// the empty text.
std::string_view help_text(std::string_view key, base::Language language);

// An example of a command, from text/examples.txt; empty when there is none.
std::string_view help_example(std::string_view key);

}  // namespace daicho::cli
