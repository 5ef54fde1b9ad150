// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/encoding.h"
#include "base/id.h"

// For tests only: the known answers under spec/vectors.
namespace daicho::crypto::testing {

// One line of a vector file, by the names of its columns.
class VectorRow {
 public:
  explicit VectorRow(std::map<std::string, std::string> columns) : columns_(std::move(columns)) {}
  const std::string& text(const std::string& column) const { return columns_.at(column); }
  // The bytes of a hexadecimal column.
  std::string bytes(const std::string& column) const { return base::from_hex(text(column)).value(); }
  unsigned long number(const std::string& column) const { return std::stoul(text(column)); }

 private:
  std::map<std::string, std::string> columns_;
};

inline std::vector<std::string> split_at_tabs(const std::string& line) {
  std::vector<std::string> fields{""};
  for (char c : line) {
    if (c == '\t') {
      fields.emplace_back();
    } else {
      fields.back().push_back(c);
    }
  }
  return fields;
}

// Reads spec/vectors/`path`: `#` comments, a line of column names, then rows; all separated by tabs.
inline std::vector<VectorRow> read_vectors(const std::string& path) {
  std::ifstream file(std::string(DAICHO_SOURCE_DIR "/spec/vectors/") + path);
  std::vector<std::string> names;
  std::vector<VectorRow> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    const std::vector<std::string> fields = split_at_tabs(line);
    if (names.empty()) {
      names = fields;
      continue;
    }
    std::map<std::string, std::string> columns;
    for (std::size_t i = 0; i < names.size(); ++i) columns[names[i]] = fields.at(i);
    rows.emplace_back(std::move(columns));
  }
  if (rows.empty()) throw std::runtime_error("no vectors in " + path);
  return rows;
}

// Randomness that gives the same bytes every time.
class FixedRandomness final : public base::Randomness {
 public:
  explicit FixedRandomness(std::string bytes) : bytes_(std::move(bytes)) {}
  std::string bytes(std::size_t size) override { return bytes_.substr(0, size); }

 private:
  std::string bytes_;
};

}  // namespace daicho::crypto::testing
