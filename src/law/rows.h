// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace daicho::law {

// One line of a law file: its fields by name; `printed: {ja: …}` is the field `printed.ja`. It remembers
// which fields were asked for, so that a field nobody knows is an error. One thread at a time.
class Row {
 public:
  struct Field {
    std::vector<std::string> values;  // one, or those of a list
    bool is_list = false;
    std::uint64_t line = 0;
  };
  Row(base::Literal file, std::uint64_t line, std::map<std::string, Field, std::less<>> fields)
      : file_(file), line_(line), fields_(std::move(fields)) {}

  bool has(std::string_view field) const;
  // The field, or an empty text; empty also for a list.
  std::string_view text(std::string_view field) const;
  // The values of a list, or the one value there is.
  std::vector<std::string> list(std::string_view field) const;
  // `corrupt`, naming file, line and field: it is missing or has not the form it must have.
  base::Error broken(base::Literal field) const;
  // `corrupt` when there is a field that was never asked for.
  base::Status all_read() const;

  base::Literal file() const { return file_; }
  const std::map<std::string, Field, std::less<>>& fields() const { return fields_; }

 private:
  const Field* find(std::string_view field) const;

  base::Literal file_;
  std::uint64_t line_;
  std::map<std::string, Field, std::less<>> fields_;
  mutable std::set<std::string, std::less<>> asked_;
};

// One law file: lists of rows by name. Immutable; thread-safe but for its rows.
class LawFile {
 public:
  // Reads YAML; `corrupt`, with file and line, when it is not a mapping of names to lists of rows. `file` is
  // how errors name it.
  static base::Result<LawFile> parse(std::string_view yaml, base::Literal file);

  // The rows of the list `name`, or null.
  const std::vector<Row>* find(std::string_view name) const;
  const std::map<std::string, std::vector<Row>, std::less<>>& lists() const { return lists_; }
  base::Literal name() const { return name_; }

 private:
  explicit LawFile(base::Literal name) : name_(name) {}
  base::Literal name_;
  std::map<std::string, std::vector<Row>, std::less<>> lists_;
};

// The rows of the list `list` of a file that must have it.
base::Result<std::vector<Row>> read_rows(std::string_view yaml, base::Literal file, base::Literal list);

}  // namespace daicho::law
