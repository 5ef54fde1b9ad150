// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "base/error.h"

namespace daicho::cli {

// What --help says of a command or option, from text/help.ja.txt and help.en.txt. A key without a text gives
// the empty text.
std::string_view help_text(std::string_view key, base::Language language);

// That text with {0}, {1} … replaced by `values`.
std::string filled_text(std::string_view key, base::Language language,
                        std::initializer_list<std::string> values);

// An example of a command, from text/examples.txt; empty when there is none.
std::string_view help_example(std::string_view key);

}  // namespace daicho::cli
