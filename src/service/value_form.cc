// SPDX-License-Identifier: Apache-2.0
#include "service/value_form.h"

#include <arpa/inet.h>

#include <algorithm>

#include "base/instant.h"
#include "text/address.h"
#include "text/email.h"
#include "text/identifiers.h"
#include "text/names.h"
#include "text/phone.h"
#include "text/wareki.h"

namespace daicho::service {
namespace {

using policy::ValueType;

bool is_whole_number(std::string_view text, std::size_t digits_max) {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  return !text.empty() && text.size() <= digits_max &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_number(std::string_view text) {
  const std::size_t point = text.find('.');
  return is_whole_number(text.substr(0, point), 18) &&
         (point == std::string_view::npos ||
          (text[point + 1] != '-' && is_whole_number(text.substr(point + 1), 18)));
}

bool is_ip_address(const std::string& text) {
  in6_addr address{};
  return inet_pton(AF_INET, text.c_str(), &address) == 1 || inet_pton(AF_INET6, text.c_str(), &address) == 1;
}

bool has_form_of(ValueType type, const std::string& text) {
  constexpr int age_digits_max = 3;
  switch (type) {
    case ValueType::name_kanji:
      return text::is_written_in(text::NameScript::kanji, text);
    case ValueType::name_hiragana:
      return text::is_written_in(text::NameScript::hiragana, text);
    case ValueType::name_katakana:
      return text::is_written_in(text::NameScript::katakana, text);
    case ValueType::name_romaji:
      return text::is_written_in(text::NameScript::romaji, text);
    case ValueType::date:
      return text::parse_date(text).has_value();
    case ValueType::age:
      return text.front() != '-' && is_whole_number(text, age_digits_max);
    case ValueType::phone:
      return text::parse_phone(text).has_value();
    case ValueType::email:
      return text::parse_email(text).has_value();
    case ValueType::postal_code:
      return text::parse_postal_code(text).has_value();
    case ValueType::number:
      return is_number(text);
    case ValueType::url:
      return text.starts_with("https://") || text.starts_with("http://");
    case ValueType::ip_address:
      return is_ip_address(text);
    case ValueType::boolean:
      return text == "true" || text == "false";
    case ValueType::instant:
      return base::Instant::parse(text).has_value();
    case ValueType::attachment:
      return base::AttachmentId::parse(text).has_value();
    case ValueType::address:
    case ValueType::text:
    case ValueType::choice:
    case ValueType::card_token:
      return true;
  }
  return false;
}

}  // namespace

bool Detector::has_form(ValueType type, const base::Personal<std::string>& value) {
  const std::string& text = value.reveal(base::PersonalKey());
  return !text.empty() && has_form_of(type, text);
}

bool Detector::has_individual_number(const base::Personal<std::string>& value) {
  constexpr std::size_t digits_of_it = 12;
  const std::string& text = value.reveal(base::PersonalKey());
  if (text.size() < digits_of_it) return false;
  for (const text::IdentifierFinding& finding : text::find_identifiers(text)) {
    if (finding.kind == text::IdentifierKind::my_number &&
        finding.confidence == text::Confidence::certain_context) {
      return true;
    }
  }
  return false;
}

bool Detector::is_empty(const base::Personal<std::string>& value) {
  const std::string& text = value.reveal(base::PersonalKey());
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

std::optional<vault::FoundAs> found_as(ValueType type) {
  switch (type) {
    case ValueType::name_kanji:
    case ValueType::name_hiragana:
    case ValueType::name_katakana:
    case ValueType::name_romaji:
      return vault::FoundAs::name;
    case ValueType::date:
      return vault::FoundAs::birth_date;
    case ValueType::phone:
      return vault::FoundAs::phone;
    case ValueType::email:
      return vault::FoundAs::email;
    case ValueType::postal_code:
      return vault::FoundAs::postal_code;
    case ValueType::address:
      return vault::FoundAs::address;
    case ValueType::age:
    case ValueType::text:
    case ValueType::number:
    case ValueType::choice:
    case ValueType::url:
    case ValueType::ip_address:
    case ValueType::card_token:
    case ValueType::boolean:
    case ValueType::instant:
    case ValueType::attachment:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace daicho::service
