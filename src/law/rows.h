// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace daicho::law {

// One line of a law file: its fields by name; `printed: {ja: …}` is the field `printed.ja`.
class Row {
 public:
  Row(std::map<std::string, std::string> fields, std::uint64_t number)
      : fields_(std::move(fields)), number_(number) {}

  bool has(std::string_view field) const { return fields_.find(std::string(field)) != fields_.end(); }
  // The field, or an empty text.
  std::string_view text(std::string_view field) const;
  // `corrupt`, naming this row: its field `field` is missing or has not the form it must have.
  base::Error broken(base::Literal field) const;
  const std::map<std::string, std::string>& fields() const { return fields_; }

 private:
  std::map<std::string, std::string> fields_;
  std::uint64_t number_;
};

// The rows of the list `list` of a YAML file; `corrupt` when it is not such a file.
base::Result<std::vector<Row>> read_rows(std::string_view yaml, base::Literal list);

}  // namespace daicho::law
