// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "base/result.h"
#include "intake/mapping.h"

namespace daicho::intake {

// The headings that an import writes behind rejected rows, and passes over when they come back.
inline constexpr std::string_view code_heading = "daicho_code";
inline constexpr std::string_view reason_heading = "daicho_reason";

// An item that a row holds. The value is personal: it goes to the register and nowhere else.
struct ItemOfRow {
  const Written* item;  // as the map names it
  std::string value;
};

// Makes acquisitions of the rows of one file. Immutable; thread-safe.
class RowMaker {
 public:
  // Finds the columns of the map among the headings of the file: a heading written exactly so, else the only
  // one whose matching key (text/normalise.h) is the same. `mapping` must outlive the maker.
  static tl::expected<RowMaker, Faults> create(const Mapping& mapping, std::span<const std::string> headings);

  // The items of a row that are not empty. Missing cells at its end count as empty.
  std::vector<ItemOfRow> items(std::span<const std::string> cells) const;

  // The row as the JSON that the operation `acquire` takes. Errors name the `column` (from 1), never the
  // value: `missing_field` when nobody is named or no item is filled, `invalid_value` for a day that is none
  // or a word that the map does not list.
  base::Result<std::string> acquisition(std::span<const std::string> cells) const;

  // The columns that the map does not name; they are not taken, and are to be set aside.
  const std::vector<std::size_t>& unnamed() const { return unnamed_; }

 private:
  struct FilledItem {
    const Written* item;
    std::vector<std::size_t> columns;
    std::string between;
  };
  class Binder;
  class Writer;

  explicit RowMaker(const Mapping& mapping) : mapping_(&mapping) {}
  std::size_t place_of(const Column& column) const { return places_.find(column.heading.text)->second; }
  std::string cell(std::span<const std::string> cells, std::size_t place) const;

  const Mapping* mapping_;
  std::map<std::string, std::size_t, std::less<>>
      places_;  // of the columns, by the headings that the map writes
  std::vector<FilledItem> items_;
  std::vector<std::size_t> unnamed_;
};

}  // namespace daicho::intake
