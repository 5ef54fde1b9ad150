// SPDX-License-Identifier: Apache-2.0
#include "base/error.h"

#include <gtest/gtest.h>

#include <set>

#include "base/encoding.h"
#include "base/result.h"

namespace daicho::base {
namespace {

TEST(Error, every_code_has_a_status_an_exit_code_and_two_texts) {
  std::set<std::uint16_t> numbers;
  for (ErrorCode code : all_error_codes()) {
    EXPECT_TRUE(numbers.insert(static_cast<std::uint16_t>(code)).second) << public_name(code).text();
    EXPECT_GE(http_status(code), 400);
    EXPECT_LE(http_status(code), 599);
    EXPECT_GE(exit_code(code), 2);
    EXPECT_LE(exit_code(code), 70);
    EXPECT_FALSE(message(code, Language::en).empty());
    EXPECT_TRUE(is_utf8(message(code, Language::ja)));
    EXPECT_NE(message(code, Language::ja), message(code, Language::en));
  }
}

TEST(Error, names_the_place_and_the_way_out) {
  const Error error = Error(ErrorCode::unknown_field, "remove the field")
                          .with("field", Literal("purpose"))
                          .with("line", Count(7));
  EXPECT_EQ(error.text(), "unknown_field: remove the field (field=purpose, line=7)");
}

Status refuse() {
  return fail(ErrorCode::not_found, "nothing here");
}
Result<int> give() {
  return 7;
}
Result<int> chain(bool refused) {
  ASSIGN_OR_RETURN(const int value, give());
  if (refused) RETURN_IF_ERROR(refuse());
  return value;
}

TEST(Result, passes_values_and_errors_on) {
  EXPECT_EQ(chain(false).value(), 7);
  EXPECT_EQ(chain(true).error().code(), ErrorCode::not_found);
}

}  // namespace
}  // namespace daicho::base
