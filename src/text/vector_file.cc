// SPDX-License-Identifier: Apache-2.0
#include "text/vector_file.h"

#include <fstream>

#include "base/check.h"
#include "base/encoding.h"
#include "text/utf8.h"

namespace daicho::text {
namespace {

// The characters that `{name}` stands for.
std::string replacement(std::string_view name) {
  if (name.starts_with("U+")) {
    std::string out;
    append_utf8(out, static_cast<char32_t>(std::stoul(std::string(name.substr(2)), nullptr, 16)));
    return out;
  }
  CHECK(name.starts_with("bytes:"));
  const auto bytes = base::from_hex(name.substr(6));
  CHECK(bytes.has_value());
  return *bytes;
}

std::string replaced(std::string_view column) {
  std::string out;
  for (std::size_t at = 0; at < column.size();) {
    if (column[at] != '{') {
      out.push_back(column[at++]);
      continue;
    }
    const std::size_t end = column.find('}', at);
    CHECK(end != column.npos);
    out += replacement(column.substr(at + 1, end - at - 1));
    at = end + 1;
  }
  return out;
}

}  // namespace

std::vector<VectorCase> read_vectors(std::string_view name, std::size_t columns) {
  std::ifstream file(std::string(DAICHO_SOURCE_DIR) + "/spec/vectors/text/" + std::string(name));
  CHECK(file.is_open());
  std::vector<VectorCase> cases;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    VectorCase next{line, {}};
    for (std::size_t at = 0; at <= line.size();) {
      const std::size_t end = std::min(line.find('\t', at), line.size());
      next.columns.push_back(replaced(std::string_view(line).substr(at, end - at)));
      at = end + 1;
    }
    CHECK(next.columns.size() == columns);
    cases.push_back(std::move(next));
  }
  CHECK(!cases.empty());
  return cases;
}

}  // namespace daicho::text
