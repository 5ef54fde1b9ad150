// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/instant.h"
#include "cli/import_file.h"
#include "cli/import_rejected.h"
#include "cli/import_state.h"
#include "http/client.h"
#include "intake/rows.h"

namespace daicho::cli {

// What became of a row that the server answered.
struct RowOutcome {
  enum class Kind : std::uint8_t {
    taken = 1,
    denied = 2,   // the policy says no
    failed = 3,   // the row is wrong; sent again it fails again
    later = 4,    // the server could not; sent again it may be taken
    refused = 5,  // not about this row: the caller may not do this at all
  };
  Kind kind;
  std::uint64_t row;
  std::string code;    // of the first reason, or of the error
  std::string reason;  // one line for people
};
// Reads one line of a bulk answer; nothing when it is none.
std::optional<RowOutcome> read_outcome(std::string_view line);

// Why the server refuses the whole import.
struct Refusal {
  base::ErrorCode code;
  std::string detail;  // in the server's words
};

// Sends the rows of a file that are not done yet, as often as needed, and keeps the state of the import.
class Sending {
 public:
  struct Parts {
    const ImportFile& file;
    const intake::RowMaker& maker;
    http::Client& client;
    ImportState& state;
    std::string state_path;
    RejectedFile& rejected;
    std::string language;
    std::function<void()> progress;  // called often
    std::function<void(std::chrono::milliseconds)> sleep;
    std::function<base::Instant()> now;
  };
  explicit Sending(Parts parts) : p_(std::move(parts)) {}

  // Done when every row is. Else the state tells how far it came, and the error why it went no further:
  // `connection_failed`, `unavailable` (the server could not take some rows now), `conflict` (the file was
  // changed), `storage_full`, those of the file, or whatever `refusal()` explains.
  base::Status run();
  const std::optional<Refusal>& refusal() const { return refusal_; }

  static constexpr unsigned tries_without_progress_max = 5;

 private:
  base::Status pass();
  base::Result<std::string> next_piece(intake::Table& table);
  base::Status take(std::string_view line);
  base::Status finish(const intake::Row& row, const RowOutcome& outcome);
  base::Status save_when_due();
  base::Status save();
  base::Status refuse(base::ErrorCode code, std::string detail);

  Parts p_;
  std::unordered_map<std::uint64_t, intake::Row> in_flight_;
  std::uint64_t first_row_ = 1;  // of this pass
  std::chrono::steady_clock::time_point saved_{};
  std::optional<Refusal> refusal_;
};

}  // namespace daicho::cli
