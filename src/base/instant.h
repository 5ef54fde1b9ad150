// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace daicho::base {

// A point in time, in microseconds since 1970-01-01T00:00:00Z. Leap seconds are not counted (POSIX time).
class Instant {
 public:
  constexpr Instant() = default;
  static constexpr Instant from_microseconds(std::int64_t since_epoch) { return Instant(since_epoch); }
  static constexpr Instant from_seconds(std::int64_t since_epoch) { return Instant(since_epoch * 1'000'000); }

  // Reads RFC 3339 with `Z` or a numeric offset and up to six fraction digits; years 0001 to 9999.
  static std::optional<Instant> parse(std::string_view text);

  constexpr std::int64_t microseconds() const { return microseconds_; }

  // RFC 3339 in UTC with the fraction digits that are not zero: 2026-11-21T10:38:50Z, …50.000001Z.
  std::string text() const;

  friend constexpr auto operator<=>(Instant, Instant) = default;
  friend constexpr Instant operator+(Instant at, std::chrono::microseconds by) {
    return Instant(at.microseconds_ + by.count());
  }
  friend constexpr std::chrono::microseconds operator-(Instant later, Instant earlier) {
    return std::chrono::microseconds(later.microseconds_ - earlier.microseconds_);
  }

 private:
  explicit constexpr Instant(std::int64_t microseconds) : microseconds_(microseconds) {}
  std::int64_t microseconds_ = 0;
};

// The source of time. main() makes the real one; tests and simulations make their own. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

}  // namespace daicho::base
