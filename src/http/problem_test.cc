// SPDX-License-Identifier: Apache-2.0
#include "http/problem.h"

#include <gtest/gtest.h>

#include "base/problem.h"

namespace daicho::http {
namespace {

using base::Error;
using base::ErrorCode;
using base::Language;

TEST(Problem, says_what_went_wrong_in_the_language_asked_for) {
  const Error error = Error(ErrorCode::unknown_field, "remove \"colour\"")
                          .with("field", base::Literal("colour"))
                          .with("line", base::Count(7));
  const Answer english = problem(error, Language::en);
  EXPECT_EQ(english.status, 422);
  EXPECT_EQ(english.content_type, "application/problem+json");
  EXPECT_EQ(english.body,
            "{\"type\":\"urn:daicho:problem:unknown_field\",\"title\":\"" +
                std::string(base::message(ErrorCode::unknown_field, Language::en)) +
                "\",\"status\":422,\"detail\":\"remove \\\"colour\\\"\",\"code\":\"unknown_field\","
                "\"place\":{\"field\":\"colour\",\"line\":7}}");
  const Answer japanese = problem(error, Language::ja);
  EXPECT_NE(japanese.body.find(base::message(ErrorCode::unknown_field, Language::ja)), std::string::npos);
  ASSERT_EQ(japanese.headers.size(), 1u);
  EXPECT_EQ(japanese.headers[0].value, "ja");
}

TEST(Problem, leaves_details_out_when_there_are_none) {
  EXPECT_EQ(problem(Error(ErrorCode::not_found, "x"), Language::en).body.find("place"), std::string::npos);
}

TEST(Problem, says_when_to_come_again_for_what_passes_by_itself) {
  for (const ErrorCode code : base::all_error_codes()) {
    const Answer answer = problem(Error(code, "x"), Language::en);
    const bool passes = base::retry_after_seconds(code).has_value();
    EXPECT_EQ(answer.headers.size(), passes ? 2u : 1u) << base::public_name(code).text();
    if (passes) {
      EXPECT_EQ(answer.headers[1].name, "Retry-After");
    }
  }
}

TEST(Problem, chooses_the_language_weighed_highest) {
  const std::pair<const char*, Language> rows[] = {
      {"", Language::ja},
      {"ja", Language::ja},
      {"en", Language::en},
      {"EN-gb", Language::en},
      {"en-US,en;q=0.9,ja;q=0.8", Language::en},
      {"en;q=0.7,ja;q=0.8", Language::ja},
      {"en;q=0.8 , ja;q=0.75", Language::en},
      {"en, ja", Language::ja},
      {"fr, en;q=0.1", Language::en},
      {"fr", Language::ja},
      {"*", Language::ja},
      {"en;q=0", Language::ja},
      {"en;q=x", Language::ja},
      {"en;q=1.5", Language::ja},
      {"en;q=0.0001", Language::ja},
      {"english", Language::ja},
      {",;,en;,", Language::en},
  };
  for (const auto& [text, language] : rows) EXPECT_EQ(preferred_language(text), language) << text;
  EXPECT_EQ(preferred_language(std::nullopt), Language::ja);
}

}  // namespace
}  // namespace daicho::http
