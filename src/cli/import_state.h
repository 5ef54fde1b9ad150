// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/instant.h"
#include "base/result.h"

namespace daicho::cli {

// Which rows of a file are done: all up to a mark, and some beyond it, for rows overtake each other.
class FinishedRows {
 public:
  FinishedRows() = default;
  // All rows up to `number`.
  static FinishedRows through_row(std::uint64_t number);

  void add(std::uint64_t number);
  bool has(std::uint64_t number) const { return number <= through_ || beyond_.contains(number); }
  // All rows up to this one are done.
  std::uint64_t through() const { return through_; }
  std::uint64_t count() const { return through_ + beyond_.size(); }
  // The done rows beyond the mark as ranges from first to last.
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges_beyond() const;

 private:
  std::uint64_t through_ = 0;
  std::set<std::uint64_t> beyond_;
};

// How far the import of one file has come; it stands in FILE.import-state. The id is the Idempotency-Key of
// the whole, and the key of each row is the id with the row's number, so what is sent again has its effect
// once.
struct ImportState {
  std::string id;      // random
  std::string digest;  // of the file, its encoding, the map and the register it goes to
  std::uint64_t rows = 0;
  FinishedRows finished;
  std::uint64_t taken = 0, denied = 0, failed = 0;
  std::uint64_t rejected_bytes = 0;  // how much of the file of rejected rows belongs to `finished`
  base::Instant saved;

  bool is_complete() const { return finished.count() == rows; }
};

// Rows that were sent and not answered are recognised for 7 days (the store's promise), with a day to spare.
inline constexpr int resumable_days = 6;

std::string state_json(const ImportState& state);
// `corrupt` when it is not such a state.
base::Result<ImportState> read_state(std::string_view json);

// The state in the file; nothing when there is none. `corrupt`, `file_not_readable`.
base::Result<std::optional<ImportState>> load_state(const std::string& path);
// Replaces the file at once and durably (mode 0600), or leaves it as it was. Errors as PrivateFile's.
base::Status save_state(const std::string& path, const ImportState& state);

}  // namespace daicho::cli
