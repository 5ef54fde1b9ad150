// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "base/check.h"
#include "policy/decide.h"
#include "policy/texts.h"
#include "policy_texts.h"

namespace daicho::policy {
namespace {

constexpr std::array codes = {
#define REASON(number, name) ReasonCode::name,
#include "policy/reason_codes.inc"
#undef REASON
};

}  // namespace

base::Literal public_name(ReasonCode code) {
  switch (code) {
#define REASON(number, name) \
  case ReasonCode::name:     \
    return #name;
#include "policy/reason_codes.inc"
#undef REASON
  }
  CHECK(!"reason code outside the list");
  return "";
}

std::span<const ReasonCode> all_reason_codes() {
  return codes;
}

std::string_view sentence(ReasonCode code, base::Language language) {
  return text_named(language == base::Language::ja ? texts::reasons_ja_txt : texts::reasons_en_txt,
                    public_name(code).text());
}

base::Literal public_name(Operation operation) {
  switch (operation) {
    case Operation::acquire:
      return "acquire";
    case Operation::use:
      return "use";
    case Operation::find:
      return "find";
    case Operation::correct:
      return "correct";
    case Operation::consent:
      return "consent";
    case Operation::withdraw:
      return "withdraw";
    case Operation::stop:
      return "stop";
    case Operation::lift:
      return "lift";
    case Operation::report_event:
      return "report_event";
    case Operation::hold:
      return "hold";
    case Operation::release:
      return "release";
    case Operation::erase:
      return "erase";
    case Operation::export_subject:
      return "export_subject";
    case Operation::decide_only:
      return "decide_only";
    case Operation::read_state:
      return "read_state";
    case Operation::read_ledger:
      return "read_ledger";
    case Operation::publish_policy:
      return "publish_policy";
    case Operation::administer:
      return "administer";
    case Operation::run_retention:
      return "run_retention";
    case Operation::use_exception:
      return "use_exception";
    case Operation::provide:
      return "provide";
    case Operation::entrust:
      return "entrust";
    case Operation::approve:
      return "approve";
  }
  return "decide_only";
}

std::optional<Operation> operation_named(std::string_view name) {
  const auto* at = std::find_if(all_operations.begin(), all_operations.end(), [name](Operation operation) {
    return public_name(operation).text() == name;
  });
  return at == all_operations.end() ? std::nullopt : std::optional(*at);
}

base::Literal public_name(SubjectState state) {
  switch (state) {
    case SubjectState::unknown:
      return "unknown";
    case SubjectState::living:
      return "living";
    case SubjectState::erased:
      return "erased";
    case SubjectState::restricted:
      return "restricted";
  }
  return "unknown";
}

}  // namespace daicho::policy
