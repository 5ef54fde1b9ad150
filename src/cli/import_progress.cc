// SPDX-License-Identifier: Apache-2.0
#include "cli/import_progress.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "cli/texts.h"

namespace daicho::cli {
namespace {

constexpr std::chrono::milliseconds between_drawings{100};

std::string_view text_of(ProgressUnit unit) {
  switch (unit) {
    case ProgressUnit::rows:
      return "import-progress";
    case ProgressUnit::mebibytes:
      return "transfer-progress";
    case ProgressUnit::buckets:
      return "retention-progress";
  }
  return {};
}

// [#######-------------]  35%
std::string bar(std::uint64_t done, std::uint64_t total) {
  constexpr std::uint64_t cells = 20;
  const std::uint64_t percent = total == 0 ? 100 : std::min<std::uint64_t>(done * 100 / total, 100);
  const std::uint64_t full = percent * cells / 100;
  std::string text = "[" + std::string(full, '#') + std::string(cells - full, '-') + "] ";
  return text + (percent < 10 ? "  " : percent < 100 ? " " : "") + std::to_string(percent) + "%  ";
}

}  // namespace

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

void ProgressLine::show(std::uint64_t done, std::uint64_t total) {
  if (!shown_) return;
  const auto now = std::chrono::steady_clock::now();
  if (begun_ == std::chrono::steady_clock::time_point()) {
    begun_ = now;
    done_at_begin_ = done;
  }
  if (now - drawn_ < between_drawings) return;
  drawn_ = now;
  const double seconds = std::chrono::duration<double>(now - begun_).count();
  const double rate = seconds > 0 ? static_cast<double>(done - done_at_begin_) / seconds : 0;
  const std::uint64_t divisor = unit_ == ProgressUnit::mebibytes ? 1024 * 1024 : 1;
  std::string line = bar(done, total);
  line += filled_text(text_of(unit_), language_,
                      {grouped(done / divisor), grouped(total / divisor),
                       grouped(static_cast<std::uint64_t>(rate) / divisor)});
  if (rate > 0) {
    const auto left = static_cast<std::uint64_t>(static_cast<double>(total - done) / rate + 1);
    line += filled_text("import-left", language_, {grouped(left / 60), grouped(left % 60)});
  }
  std::cerr << "\r\033[K" << line << std::flush;
  visible_ = true;
}

bool is_watched() {
  return isatty(STDERR_FILENO) == 1;
}

void ProgressLine::clear() {
  if (visible_) std::cerr << "\r\033[K" << std::flush;
  visible_ = false;
}

}  // namespace daicho::cli
