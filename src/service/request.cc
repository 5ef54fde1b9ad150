// SPDX-License-Identifier: Apache-2.0
#include "service/request.h"

#include "service/json_writer.h"

namespace daicho::service {

Answer problem(const base::Error& error, base::Language language) {
  constexpr std::uint32_t retry_after_seconds = 1;
  const int status = base::http_status(error.code());
  JsonWriter out;
  out.begin_object();
  out.key("type").published("urn:daicho:problem:" + std::string(public_name(error.code()).text()));
  out.key("title").published(base::message(error.code(), language));
  out.key("status").value(base::Count(static_cast<std::uint64_t>(status)));
  out.key("code").value(error.code());
  out.key("detail").published(error.way_out());
  if (!error.details().empty()) {
    out.key("place").begin_object();
    for (const base::Error::Detail& detail : error.details()) out.key(detail.name).value(detail.value);
    out.end_object();
  }
  out.end_object();
  Answer answer{.status = status, .content_type = "application/problem+json", .body = std::move(out).take()};
  if (status == 429 || status == 503 || status == 507) answer.retry_after_seconds = retry_after_seconds;
  return answer;
}

}  // namespace daicho::service
