// SPDX-License-Identifier: Apache-2.0
#include "http/message.h"

#include <algorithm>

namespace daicho::http {
namespace {

constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

}  // namespace

bool same_field_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

void Headers::add(std::string_view name, std::string_view value) {
  fields_.push_back({static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(name.size()),
                     static_cast<std::uint32_t>(value.size())});
  text_ += name;
  text_ += value;
}

void Headers::clear() {
  text_.clear();
  fields_.clear();
}

std::string_view Headers::name(std::size_t index) const {
  const Field& field = fields_[index];
  return std::string_view(text_).substr(field.start, field.name_bytes);
}

std::string_view Headers::value(std::size_t index) const {
  const Field& field = fields_[index];
  return std::string_view(text_).substr(field.start + field.name_bytes, field.value_bytes);
}

std::optional<std::string_view> Headers::find(std::string_view wanted) const {
  for (std::size_t i = 0; i < size(); ++i) {
    if (same_field_name(name(i), wanted)) return value(i);
  }
  return std::nullopt;
}

std::size_t Headers::count(std::string_view wanted) const {
  std::size_t found = 0;
  for (std::size_t i = 0; i < size(); ++i) found += same_field_name(name(i), wanted) ? 1 : 0;
  return found;
}

}  // namespace daicho::http
