// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace daicho::text {

// An e-mail address that can be stored and written to.
struct Email {
  std::string local_part;  // as written (half-width); its case may matter to the receiving server
  std::string domain;      // lower case, in the ASCII form of IDNA (UTS #46)

  std::string address() const { return local_part + "@" + domain; }
};

// Reads an address as people write it: full-width letters, spaces around it, `mailto:`, angle brackets, a
// Japanese domain. Accepts the dots that Japanese mobile carriers allowed (a..b@, a.@) and their quoted form
// ("a..b"@), which RFC 5321 does not. Refuses other quoted local parts, address literals ([192.0.2.1]), a
// domain of one label, and what exceeds RFC 5321 §4.5.3.1: local part 64, domain 255, all 254 octets.
std::optional<Email> parse_email(std::string_view text);

// The form under which two writings of one address are equal: all in lower case. Nothing when it is none.
std::optional<std::string> email_key(std::string_view text);

}  // namespace daicho::text
