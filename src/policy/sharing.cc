// SPDX-License-Identifier: Apache-2.0
#include "policy/sharing.h"

namespace daicho::policy {

std::optional<Country> Country::parse(std::string_view letters) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (letters.size() != 2 || !is_capital(letters[0]) || !is_capital(letters[1])) return std::nullopt;
  return Country({letters[0], letters[1]});
}

base::Literal public_name(AbroadGround value) {
  switch (value) {
    case AbroadGround::consent:
      return "consent";
    case AbroadGround::equal_country:
      return "equal_country";
    case AbroadGround::equivalent_system:
      return "equivalent_system";
    case AbroadGround::exception:
      return "exception";
  }
  return "consent";
}

base::Literal public_name(Basis value) {
  switch (value) {
    case Basis::consent:
      return "consent";
    case Basis::law:
      return "law";
    case Basis::exception:
      return "exception";
    case Basis::opt_out:
      return "opt_out";
    case Basis::joint_use:
      return "joint_use";
    case Basis::succession:
      return "succession";
    case Basis::return_to:
      return "return_to";
  }
  return "consent";
}

base::Literal public_name(ReEntrustment value) {
  switch (value) {
    case ReEntrustment::forbidden:
      return "forbidden";
    case ReEntrustment::with_approval:
      return "with_approval";
    case ReEntrustment::free:
      return "free";
  }
  return "forbidden";
}

base::Literal public_name(DutyKind value) {
  switch (value) {
    case DutyKind::show_purpose_first:
      return "show_purpose_first";
    case DutyKind::announce:
      return "announce";
    case DutyKind::notify:
      return "notify";
    case DutyKind::two_person:
      return "two_person";
    case DutyKind::record_provision:
      return "record_provision";
    case DutyKind::mask:
      return "mask";
  }
  return "show_purpose_first";
}

}  // namespace daicho::policy
