// SPDX-License-Identifier: Apache-2.0
#include "text/email.h"

#include <unicode/idna.h>

#include <algorithm>
#include <memory>

#include "text/characters.h"
#include "text/normalise.h"
#include "text/utf8.h"

namespace daicho::text {
namespace {

// RFC 5321 §4.5.3.1 and RFC 1035 §2.3.4, in octets.
constexpr std::size_t local_part_max = 64, address_max = 254, domain_max = 253, label_max = 63;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_atom_character(char c) {
  return is_letter(c) || is_digit(c) ||
         std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

std::string in_lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  return text;
}

std::string_view trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return is_space(static_cast<unsigned char>(c)); };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// What is left of `mailto:<a@b>` between the marks.
std::string_view bare(std::string_view text) {
  text = trimmed(text);
  if (in_lower_case(std::string(text.substr(0, 7))) == "mailto:") text = trimmed(text.substr(7));
  if (text.size() > 2 && text.front() == '<' && text.back() == '>')
    text = trimmed(text.substr(1, text.size() - 2));
  return text;
}

// A dot-atom with dots anywhere but in front. Quotation marks around one are dropped.
std::optional<std::string> read_local_part(std::string_view local) {
  if (local.size() > 2 && local.front() == '"' && local.back() == '"')
    local = local.substr(1, local.size() - 2);
  if (local.empty() || local.size() > local_part_max || local.front() == '.') return std::nullopt;
  if (!std::all_of(local.begin(), local.end(), [](char c) { return is_atom_character(c) || c == '.'; })) {
    return std::nullopt;
  }
  return std::string(local);
}

// UTS #46, non-transitional, with the rules of STD 3.
std::optional<std::string> to_ascii_domain(std::string_view domain) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::IDNA> idna(icu::IDNA::createUTS46Instance(
      UIDNA_USE_STD3_RULES | UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ,
      status));
  if (U_FAILURE(status)) return std::nullopt;
  icu::IDNAInfo info;
  std::string ascii;
  icu::StringByteSink<std::string> sink(&ascii);
  idna->nameToASCII_UTF8(icu::StringPiece(domain.data(), static_cast<std::int32_t>(domain.size())), sink,
                         info, status);
  if (U_FAILURE(status) || info.hasErrors()) return std::nullopt;
  return ascii;
}

bool is_domain_label(std::string_view label) {
  if (label.empty() || label.size() > label_max || label.front() == '-' || label.back() == '-') return false;
  return std::all_of(label.begin(), label.end(),
                     [](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
}

// Letters, digits and hyphens in at least two labels, of which the last is no number.
bool is_domain_name(std::string_view domain) {
  if (domain.size() > domain_max) return false;
  std::size_t labels = 0;
  std::string_view last;
  for (std::size_t at = 0; at <= domain.size();) {
    const std::size_t end = std::min(domain.find('.', at), domain.size());
    last = domain.substr(at, end - at);
    if (!is_domain_label(last)) return false;
    ++labels;
    at = end + 1;
  }
  return labels >= 2 && !std::all_of(last.begin(), last.end(), is_digit);
}

std::optional<std::string> read_domain(std::string_view domain) {
  std::string ascii(domain);
  if (!std::all_of(domain.begin(), domain.end(),
                   [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    auto converted = to_ascii_domain(domain);
    if (!converted) return std::nullopt;
    ascii = std::move(*converted);
  }
  if (!is_domain_name(ascii)) return std::nullopt;
  return in_lower_case(std::move(ascii));
}

}  // namespace

std::optional<Email> parse_email(std::string_view text) {
  const std::string folded = half_width_ascii(text);
  const std::string_view address = bare(folded);
  const std::size_t at_sign = address.rfind('@');
  if (at_sign == address.npos) return std::nullopt;
  auto local_part = read_local_part(address.substr(0, at_sign));
  auto domain = read_domain(address.substr(at_sign + 1));
  if (!local_part || !domain || local_part->size() + 1 + domain->size() > address_max) return std::nullopt;
  return Email{std::move(*local_part), std::move(*domain)};
}

std::optional<std::string> email_key(std::string_view text) {
  const auto email = parse_email(text);
  if (!email) return std::nullopt;
  return in_lower_case(email->address());
}

}  // namespace daicho::text
