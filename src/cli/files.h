// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace daicho::cli {

// Writes a file that only its owner may read (mode 0600). `file_exists` when it is there: no key is
// overwritten.
base::Status write_secret_file(const std::string& path, std::string_view text);
// Writes a file that all may read and that is not there yet; `file_exists` when it is.
base::Status write_new_file(const std::string& path, std::string_view text);
// Writes a file that all may read.
base::Status write_public_file(const std::string& path, std::string_view text);

}  // namespace daicho::cli
