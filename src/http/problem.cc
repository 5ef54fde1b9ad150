// SPDX-License-Identifier: Apache-2.0
#include "http/problem.h"

#include <string>

#include "base/problem.h"

namespace daicho::http {
namespace {

using base::ErrorCode;
using base::Language;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// A weight `q=0.8` in thousandths; 1000 when there is none; -1 when it is malformed.
int weight_thousandths(std::string_view parameters) {
  parameters = trimmed(parameters);
  if (parameters.empty()) return 1000;
  if (parameters.size() < 3 || (parameters[0] | 0x20) != 'q' || parameters[1] != '=') return -1;
  const std::string_view digits = parameters.substr(2);
  if (digits[0] != '0' && digits[0] != '1') return -1;
  if (digits.size() > 5 || (digits.size() > 1 && digits[1] != '.')) return -1;
  int weight = (digits[0] - '0') * 1000;
  int unit = 100;
  for (std::size_t i = 2; i < digits.size(); ++i, unit /= 10) {
    if (digits[i] < '0' || digits[i] > '9') return -1;
    weight += (digits[i] - '0') * unit;
  }
  return weight > 1000 ? -1 : weight;
}

}  // namespace

Answer problem(const base::Error& error, Language language) {
  Answer answer;
  answer.status = base::http_status(error.code());
  answer.content_type = "application/problem+json";
  answer.body = base::problem_json(error, language);
  answer.headers.push_back({"Content-Language", std::string(base::public_name(language).text())});
  if (const auto seconds = base::retry_after_seconds(error.code()))
    answer.headers.push_back({"Retry-After", std::to_string(*seconds)});
  return answer;
}

Language preferred_language(std::optional<std::string_view> accept_language) {
  int ja = 0;
  int en = 0;
  std::string_view rest = accept_language.value_or("");
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    const std::string_view range = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t semicolon = std::min(range.find(';'), range.size());
    const std::string_view tag = trimmed(range.substr(0, semicolon));
    const int weight = weight_thousandths(range.substr(std::min(semicolon + 1, range.size())));
    // en, en-GB, EN; `*` says nothing about the two.
    const std::string_view primary = tag.substr(0, tag.find('-'));
    if (same_field_name(primary, "ja")) ja = std::max(ja, weight);
    if (same_field_name(primary, "en")) en = std::max(en, weight);
  }
  return en > ja ? Language::en : Language::ja;
}

}  // namespace daicho::http
