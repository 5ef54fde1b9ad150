// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daicho::store::rocks {

// What a batch changes that is not yet readable in the database: enough to judge the next commits.
class Overlay {
 public:
  // The version of the row after this batch, nothing when the batch deletes it; no answer when the batch does
  // not touch the row.
  using Version = std::optional<std::uint64_t>;
  std::optional<Version> version_of(const std::string& row_key) const {
    if (const auto row = rows_.find(row_key); row != rows_.end()) return row->second;
    for (const auto& [from, to] : deleted_ranges_) {
      if (row_key >= from && row_key < to) return Version();
    }
    return std::nullopt;
  }

  void put(std::string row_key, std::uint64_t version) {
    rows_.insert_or_assign(std::move(row_key), version);
  }
  void erase(std::string row_key) { rows_.insert_or_assign(std::move(row_key), std::nullopt); }
  // Deletes all rows from `from` to before `to`.
  void erase_range(std::string from, std::string to) {
    rows_.erase(rows_.lower_bound(from), rows_.lower_bound(to));
    deleted_ranges_.emplace_back(std::move(from), std::move(to));
  }

  // The keys of the rows from `from` to before `to` that this batch puts.
  std::vector<std::string> rows_between(const std::string& from, const std::string& to) const {
    std::vector<std::string> keys;
    for (auto row = rows_.lower_bound(from); row != rows_.end() && row->first < to; ++row) {
      if (row->second) keys.push_back(row->first);
    }
    return keys;
  }

  // The first sequence of a request of this batch.
  std::optional<std::uint64_t> first_sequence_of(const std::string& request_key) const {
    const auto request = first_sequences_.find(request_key);
    if (request == first_sequences_.end()) return std::nullopt;
    return request->second;
  }
  void remember_request(std::string request_key, std::uint64_t first_sequence) {
    first_sequences_.emplace(std::move(request_key), first_sequence);
  }

 private:
  std::map<std::string, Version> rows_;
  std::vector<std::pair<std::string, std::string>> deleted_ranges_;  // older than all that rows_ says
  std::map<std::string, std::uint64_t> first_sequences_;
};

}  // namespace daicho::store::rocks
