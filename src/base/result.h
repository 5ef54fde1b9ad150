// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tl/expected.hpp>
#include <utility>

#include "base/error.h"

namespace daicho::base {

// A value, or the Error that says why there is none.
template <typename T>
using Result = tl::expected<T, Error>;

// Done, or the Error that says why not.
using Status = Result<void>;

// `return fail(ErrorCode::not_found, "no such subject; …");`
inline tl::unexpected<Error> fail(ErrorCode code, Literal way_out) {
  return tl::unexpected<Error>(Error(code, way_out));
}
inline tl::unexpected<Error> fail(Error error) {
  return tl::unexpected<Error>(std::move(error));
}

}  // namespace daicho::base

#define DAICHO_JOIN_(a, b) a##b
#define DAICHO_JOIN(a, b) DAICHO_JOIN_(a, b)

// ASSIGN_OR_RETURN(auto x, f()): x is f's value, or this function returns f's error.
#define ASSIGN_OR_RETURN(declaration, expression) \
  ASSIGN_OR_RETURN_(DAICHO_JOIN(result_, __LINE__), declaration, expression)
#define ASSIGN_OR_RETURN_(result, declaration, expression)             \
  auto result = (expression);                                          \
  if (!result) return ::daicho::base::fail(std::move(result).error()); \
  declaration = std::move(result).value()

// RETURN_IF_ERROR(f()): the same for a Status.
#define RETURN_IF_ERROR(expression)                                                                  \
  do {                                                                                               \
    if (auto status = (expression); !status) return ::daicho::base::fail(std::move(status).error()); \
  } while (false)
