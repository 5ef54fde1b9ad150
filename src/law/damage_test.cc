// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "law/law_book.h"
#include "law/rows.h"

// A line of a law file that is missing or stands twice: either there is still a good book, or the files are
// called corrupt. Nothing else, and no crash.
namespace daicho::law {
namespace {

using Member = std::string_view LawTexts::*;

constexpr Member members[] = {&LawTexts::citations,  &LawTexts::statutes,     &LawTexts::rules,
                              &LawTexts::sources,    &LawTexts::renumbered,   &LawTexts::amendments,
                              &LawTexts::categories, &LawTexts::gates,        &LawTexts::exceptions,
                              &LawTexts::records,    &LawTexts::deadlines,    &LawTexts::notices,
                              &LawTexts::breaches,   &LawTexts::rights,       &LawTexts::handling,
                              &LawTexts::foreign,    &LawTexts::processed,    &LawTexts::my_number,
                              &LawTexts::secrecy,    &LawTexts::transmission, &LawTexts::advertising};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

// The text with line `at` standing `times` times.
std::string with_line(const std::vector<std::string_view>& lines, std::size_t at, int times) {
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (int j = 0; j < (i == at ? times : 1); ++j) text += lines[i];
  }
  return text;
}

bool is_row_or_list(std::string_view line) {
  return !line.empty() && line.front() != '#' && line.front() != '\n';
}

void read_damaged(Member member, const std::vector<std::string_view>& lines, std::size_t at, int times) {
  LawTexts texts = shipped_texts();
  const std::string changed = with_line(lines, at, times);
  texts.*member = changed;
  const auto book = LawBook::read(texts);
  if (!book) {
    EXPECT_EQ(book.error().code(), base::ErrorCode::corrupt) << lines[at];
  } else {
    EXPECT_GT(book->as_of(*base::LocalDate::of(2026, 11, 21)).gates.size(), 0u);
  }
  // A row on one line that stands twice is never taken for two.
  if (times == 2 && lines[at].starts_with("  - {")) {
    EXPECT_FALSE(book.has_value()) << lines[at];
  }
}

TEST(DamagedLawFile, is_corrupt_or_still_a_book) {
  constexpr std::size_t tried_per_file_max = 5;
  for (const Member member : members) {
    const auto lines = lines_of(shipped_texts().*member);
    const std::size_t step = lines.size() / tried_per_file_max + 1;
    for (std::size_t at = 0; at < lines.size(); at += step) {
      if (!is_row_or_list(lines[at])) continue;
      read_damaged(member, lines, at, 0);
      read_damaged(member, lines, at, 2);
    }
  }
}

TEST(DamagedLawFile, is_corrupt_without_a_list_or_with_it_twice) {
  for (const Member member : members) {
    const auto lines = lines_of(shipped_texts().*member);
    for (std::size_t at = 0; at < lines.size(); ++at) {
      if (lines[at].front() < 'a' || lines[at].front() > 'z') continue;
      for (const int times : {0, 2}) {
        LawTexts texts = shipped_texts();
        const std::string changed = with_line(lines, at, times);
        texts.*member = changed;
        EXPECT_FALSE(LawBook::read(texts).has_value()) << lines[at];
      }
    }
  }
}

TEST(DamagedLawFile, is_read_or_refused_wherever_it_ends) {
  const std::string_view whole = shipped_texts().breaches;
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    const auto file = LawFile::parse(whole.substr(0, size), "law/breaches.yaml");
    if (!file) {
      EXPECT_EQ(file.error().code(), base::ErrorCode::corrupt);
    }
  }
}

}  // namespace
}  // namespace daicho::law
