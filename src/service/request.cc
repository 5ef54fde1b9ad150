// SPDX-License-Identifier: Apache-2.0
#include "service/request.h"

#include "base/problem.h"

namespace daicho::service {

Answer problem(const base::Error& error, base::Language language) {
  return {.status = base::http_status(error.code()),
          .content_type = "application/problem+json",
          .body = base::problem_json(error, language),
          .retry_after_seconds = base::retry_after_seconds(error.code())};
}

}  // namespace daicho::service
