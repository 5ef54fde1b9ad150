// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/public_record.h"

namespace daicho::base {

// What can go wrong: a closed list whose numbers never change (error_codes.inc).
enum class ErrorCode : std::uint16_t {
#define ERROR(number, name, http, exit) name = number,
#include "base/error_codes.inc"
#undef ERROR
};

// The name of the code as it stands in answers and logs, e.g. `unknown_field`.
Literal public_name(ErrorCode code);
// The HTTP status (RFC 9110) that the code is answered with.
int http_status(ErrorCode code);
// The exit code of the command line; docs/reference/exit-codes.md lists them.
int exit_code(ErrorCode code);
// All codes, for tables and tests.
const std::vector<ErrorCode>& all_error_codes();

enum class Language : std::uint8_t { ja = 1, en = 2 };
Literal public_name(Language language);

// One sentence that says what the code means and what to do, in the language asked for.
std::string_view message(ErrorCode code, Language language);

// What went wrong, where, and the way out. Its parts are of the closed list of public types, so no error can
// carry a personal value.
class Error {
 public:
  struct Detail {
    Literal name;
    PublicValue value;
  };

  // `way_out` is a sentence in English for the developer or operator: what is wrong here and what to do.
  explicit Error(ErrorCode code, Literal way_out) : code_(code), way_out_(way_out) {}

  // Adds a fact, e.g. with("field", Literal("purpose")) or with("line", Count(7)).
  Error with(Literal name, PublicValue value) && {
    details_.push_back({name, std::move(value)});
    return std::move(*this);
  }

  ErrorCode code() const { return code_; }
  std::string_view way_out() const { return way_out_.text(); }
  const std::vector<Detail>& details() const { return details_; }

  // One line for a terminal or log: `unknown_field: way out (field=purpose, line=7)`.
  std::string text() const;

 private:
  ErrorCode code_;
  Literal way_out_;
  std::vector<Detail> details_;
};

}  // namespace daicho::base
