// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/term.h"

namespace daicho::law {

// The place of a line within its table of one Law: stable as long as that Law lives, and the same in every
// Law made of the same files for the same day. It is never stored.
template <typename Line>
class Index {
 public:
  explicit constexpr Index(std::size_t value) : value_(static_cast<std::uint16_t>(value)) {}
  constexpr std::size_t value() const { return value_; }
  friend constexpr auto operator<=>(Index, Index) = default;

 private:
  std::uint16_t value_;
};

// Another line, as a law file names it. Within a Law `at` is its place; a list of references keeps only those
// that hold on the day.
template <typename Line>
struct Ref {
  base::Term name;
  std::optional<Index<Line>> at = {};
};
template <typename Line>
using Refs = std::vector<Ref<Line>>;

// The lines of one kind that hold on one day, in the order of the file.
template <typename Line>
class Table {
 public:
  Table() = default;
  explicit Table(std::vector<Line> lines) : lines_(std::move(lines)) {}

  std::size_t size() const { return lines_.size(); }
  auto begin() const { return lines_.begin(); }
  auto end() const { return lines_.end(); }
  const Line& operator[](Index<Line> at) const { return lines_[at.value()]; }
  // The line of a reference of the same Law.
  const Line& operator[](const Ref<Line>& ref) const {
    CHECK(ref.at.has_value());
    return lines_[ref.at->value()];
  }

  // By name, for compilers and readers; what runs per request holds indexes.
  std::optional<Index<Line>> index_of(std::string_view name) const {
    const auto at = std::find_if(lines_.begin(), lines_.end(),
                                 [name](const Line& line) { return line.name.text() == name; });
    if (at == lines_.end()) return std::nullopt;
    return Index<Line>(static_cast<std::size_t>(at - lines_.begin()));
  }
  const Line* find(std::string_view name) const {
    const auto at = index_of(name);
    return at ? &lines_[at->value()] : nullptr;
  }

 private:
  friend class LawBook;
  std::vector<Line> lines_;
};

}  // namespace daicho::law
