// SPDX-License-Identifier: Apache-2.0
#include "base/cbor.h"

#include <limits>

#include "base/check.h"

namespace daicho::base {
namespace {

constexpr unsigned major_unsigned = 0, major_negative = 1, major_bytes = 2, major_text = 3, major_array = 4,
                   major_map = 5;
constexpr unsigned char false_byte = 0xf4, true_byte = 0xf5, null_byte = 0xf6;

tl::unexpected<Error> malformed() {
  return fail(ErrorCode::corrupt, "these bytes are not deterministic CBOR; restore the file they come from");
}

}  // namespace

void CborWriter::head(unsigned major, std::uint64_t argument) {
  const unsigned char type = static_cast<unsigned char>(major << 5);
  if (argument < 24) {
    out_.push_back(static_cast<char>(type | argument));
    return;
  }
  const int size = argument <= 0xff ? 1 : argument <= 0xffff ? 2 : argument <= 0xffffffff ? 4 : 8;
  const unsigned char additional = size == 1 ? 24 : size == 2 ? 25 : size == 4 ? 26 : 27;
  out_.push_back(static_cast<char>(type | additional));
  for (int shift = size * 8 - 8; shift >= 0; shift -= 8)
    out_.push_back(static_cast<char>((argument >> shift) & 0xff));
}

CborWriter& CborWriter::unsigned_integer(std::uint64_t value) {
  head(major_unsigned, value);
  return *this;
}
CborWriter& CborWriter::integer(std::int64_t value) {
  if (value >= 0) {
    head(major_unsigned, static_cast<std::uint64_t>(value));
  } else {
    head(major_negative, static_cast<std::uint64_t>(-(value + 1)));
  }
  return *this;
}
CborWriter& CborWriter::bytes(std::string_view value) {
  head(major_bytes, value.size());
  out_ += value;
  return *this;
}
CborWriter& CborWriter::text(std::string_view value) {
  head(major_text, value.size());
  out_ += value;
  return *this;
}
CborWriter& CborWriter::array(std::uint64_t count) {
  head(major_array, count);
  return *this;
}
CborWriter& CborWriter::map(std::uint64_t count) {
  head(major_map, count);
  return *this;
}
CborWriter& CborWriter::boolean(bool value) {
  out_.push_back(static_cast<char>(value ? true_byte : false_byte));
  return *this;
}
CborWriter& CborWriter::null() {
  out_.push_back(static_cast<char>(null_byte));
  return *this;
}

Result<std::uint64_t> CborReader::head(unsigned major) {
  if (rest_.empty()) return malformed();
  const auto first = static_cast<unsigned char>(rest_.front());
  if (first >> 5 != major) return malformed();
  const unsigned additional = first & 31;
  if (additional < 24) {
    rest_.remove_prefix(1);
    return additional;
  }
  if (additional > 27) return malformed();
  const std::size_t size = std::size_t{1} << (additional - 24);
  if (rest_.size() < 1 + size) return malformed();
  std::uint64_t value = 0;
  for (std::size_t i = 1; i <= size; ++i) value = (value << 8) | static_cast<unsigned char>(rest_[i]);
  const std::uint64_t least = size == 1 ? 24 : size == 2 ? 0x100 : size == 4 ? 0x10000 : 0x100000000;
  if (value < least) return malformed();
  rest_.remove_prefix(1 + size);
  return value;
}

Result<std::uint64_t> CborReader::unsigned_integer() {
  return head(major_unsigned);
}

Result<std::int64_t> CborReader::integer() {
  constexpr std::uint64_t max = std::numeric_limits<std::int64_t>::max();
  const bool negative = next_major() == major_negative;
  ASSIGN_OR_RETURN(const std::uint64_t argument, head(negative ? major_negative : major_unsigned));
  if (argument > max) return malformed();
  return negative ? -static_cast<std::int64_t>(argument) - 1 : static_cast<std::int64_t>(argument);
}

Result<std::string_view> CborReader::string(unsigned major) {
  ASSIGN_OR_RETURN(const std::uint64_t size, head(major));
  if (size > rest_.size()) return malformed();
  const std::string_view value = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return value;
}

Result<std::string_view> CborReader::bytes() {
  return string(major_bytes);
}
Result<std::string_view> CborReader::text() {
  ASSIGN_OR_RETURN(const std::string_view value, string(major_text));
  if (!is_utf8(value)) return malformed();
  return value;
}

Result<std::uint64_t> CborReader::array() {
  ASSIGN_OR_RETURN(const std::uint64_t count, head(major_array));
  if (count > elements_max || count > rest_.size()) return malformed();
  return count;
}
Result<std::uint64_t> CborReader::map() {
  ASSIGN_OR_RETURN(const std::uint64_t count, head(major_map));
  if (count > elements_max || count > rest_.size() / 2) return malformed();
  return count;
}

Result<bool> CborReader::boolean() {
  const auto byte = rest_.empty() ? null_byte : static_cast<unsigned char>(rest_.front());
  if (byte != true_byte && byte != false_byte) return malformed();
  rest_.remove_prefix(1);
  return byte == true_byte;
}

bool CborReader::take_null() {
  if (rest_.empty() || static_cast<unsigned char>(rest_.front()) != null_byte) return false;
  rest_.remove_prefix(1);
  return true;
}

std::optional<unsigned> CborReader::next_major() const {
  if (rest_.empty()) return std::nullopt;
  return static_cast<unsigned char>(rest_.front()) >> 5;
}

Status CborReader::finish() const {
  if (!rest_.empty()) return malformed();
  return {};
}

}  // namespace daicho::base
