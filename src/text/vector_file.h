// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace daicho::text {

// One case of a vector file: its columns, with {U+XXXX} and {bytes:…} replaced. For tests.
struct VectorCase {
  std::string line;  // as written, to be shown when the case fails
  std::vector<std::string> columns;
};

// The cases of spec/vectors/text/`name`, one a line; empty lines and lines that begin with # are none. Each
// case has `columns` columns. Ends the test program when the file is not so, or has no case.
std::vector<VectorCase> read_vectors(std::string_view name, std::size_t columns);

}  // namespace daicho::text
