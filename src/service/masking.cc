// SPDX-License-Identifier: Apache-2.0
#include "service/masking.h"

namespace daicho::service {
namespace {

constexpr std::string_view dots = "\u2022\u2022\u2022\u2022";
constexpr std::size_t shown_at_end = 4;

bool continues_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
}

// Where the last `count` characters begin; 0 when there are no more than that.
std::size_t start_of_last(std::string_view value, std::size_t count) {
  std::size_t at = value.size();
  while (count > 0 && at > 0) {
    --at;
    if (!continues_character(value[at])) --count;
  }
  return at;
}

std::size_t end_of_first(std::string_view value) {
  std::size_t at = value.empty() ? 0 : 1;
  while (at < value.size() && continues_character(value[at])) ++at;
  return at;
}

}  // namespace

std::string masked(policy::Masking masking, std::string_view value) {
  switch (masking) {
    case policy::Masking::none:
      return std::string(value);
    case policy::Masking::all:
      return std::string(dots);
    case policy::Masking::last4: {
      const std::size_t at = start_of_last(value, shown_at_end);
      return std::string(dots).append(at == 0 ? std::string_view() : value.substr(at));
    }
    case policy::Masking::initial: {
      const std::size_t at = end_of_first(value);
      return std::string(at == value.size() ? std::string_view() : value.substr(0, at)).append(dots);
    }
    case policy::Masking::domain: {
      const std::size_t at = value.rfind('@');
      return std::string(dots).append(at == std::string_view::npos ? std::string_view() : value.substr(at));
    }
  }
  return std::string(dots);
}

}  // namespace daicho::service
