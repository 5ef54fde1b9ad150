// SPDX-License-Identifier: Apache-2.0
#include "base/encoding.h"
#include "tests/fuzz/fuzz_target.h"
#include "text/address.h"
#include "text/charset.h"
#include "text/email.h"
#include "text/identifiers.h"
#include "text/names.h"
#include "text/normalise.h"
#include "text/phone.h"
#include "text/wareki.h"

// Text of any bytes: keys are stable under themselves and are UTF-8.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace daicho;
  const std::string_view input = fuzz::view(bytes, size);
  const std::string key = text::matching_key(input);
  fuzz::must(base::is_utf8(key));
  for (const std::string& name : text::name_keys(input)) fuzz::must(!name.empty());
  static_cast<void>(text::name_query_keys(input));
  static_cast<void>(text::address_keys(input));
  static_cast<void>(text::parse_date(input));
  static_cast<void>(text::find_identifiers(input));
  if (const auto phone = text::phone_key(input)) fuzz::must(text::phone_key(*phone) == phone);
  if (const auto mail = text::email_key(input)) fuzz::must(text::email_key(*mail) == mail);
  for (const auto encoding :
       {text::Encoding::utf8, text::Encoding::cp932, text::Encoding::euc_jp, text::Encoding::cp51932}) {
    if (const auto decoded = text::decode(input, encoding)) fuzz::must(base::is_utf8(*decoded));
  }
  return 0;
}
