// SPDX-License-Identifier: Apache-2.0
#include "service/ledger_place.h"

#include <charconv>

#include "base/encoding.h"

namespace daicho::service {

std::string ledger_place(store::Bucket bucket, std::uint64_t sequence) {
  std::string be;
  base::append_be32(be, bucket.number);
  return base::to_hex(std::string_view(be).substr(2)) + "/" + std::to_string(sequence);
}

std::optional<LedgerPlace> read_ledger_place(std::string_view text) {
  if (text.size() < 6 || text.size() > 25 || text[4] != '/') return std::nullopt;
  const auto bucket = base::from_hex(text.substr(0, 4));
  std::uint64_t sequence = 0;
  const auto [end, error] = std::from_chars(text.data() + 5, text.data() + text.size(), sequence);
  if (!bucket || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return LedgerPlace{store::Bucket{base::read_be32(std::string(2, '\0') + *bucket)}, sequence};
}

}  // namespace daicho::service
