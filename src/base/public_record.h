// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/id.h"
#include "base/instant.h"
#include "base/literal.h"
#include "base/local_date.h"
#include "base/term.h"

namespace daicho::base {

// How many. A bare integer is not public: a telephone number is an integer.
struct Count {
  constexpr explicit Count(std::uint64_t n) : number(n) {}
  std::uint64_t number;
  friend constexpr auto operator<=>(Count, Count) = default;
};

// HMAC-SHA-256 of something under a key that only the register has. A plain digest of a personal value is
// not public, for telephone numbers can be counted through.
struct KeyedDigest {
  std::array<std::uint8_t, 32> bytes{};
  std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
  friend auto operator<=>(const KeyedDigest&, const KeyedDigest&) = default;
};

// SHA-256 of something public: a policy, a law file, a ledger entry.
struct PublicDigest {
  std::array<std::uint8_t, 32> bytes{};
  std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
  friend auto operator<=>(const PublicDigest&, const PublicDigest&) = default;
};

// An enum is public when its own namespace gives `Literal public_name(E)`.
template <typename E>
concept NamedEnum = std::is_enum_v<E> && requires(E e) {
  { public_name(e) } -> std::same_as<Literal>;
};

template <typename T>
inline constexpr bool is_public_record = false;
template <typename Tag>
inline constexpr bool is_public_record<Id<Tag>> = true;
template <>
inline constexpr bool is_public_record<Literal> = true;
template <>
inline constexpr bool is_public_record<Term> = true;
template <>
inline constexpr bool is_public_record<Instant> = true;
template <>
inline constexpr bool is_public_record<LocalDate> = true;
template <>
inline constexpr bool is_public_record<Count> = true;
template <>
inline constexpr bool is_public_record<KeyedDigest> = true;
template <>
inline constexpr bool is_public_record<PublicDigest> = true;
template <>
inline constexpr bool is_public_record<bool> = true;

// The closed list of what may stand in logs, errors, metrics and ledger entries.
template <typename T>
concept PublicRecord = is_public_record<std::remove_cvref_t<T>> || NamedEnum<std::remove_cvref_t<T>>;

// A value of the closed list, ready to be shown.
class PublicValue {
 public:
  template <PublicRecord T>
  PublicValue(const T& value)
      : text_(render(value)), is_number_(std::same_as<T, Count>) {}  // NOLINT: implicit

  const std::string& text() const { return text_; }
  // Whether the text is a number, which JSON writes without quotes.
  bool is_number() const { return is_number_; }

 private:
  static std::string render(Literal v) { return std::string(v.text()); }
  static std::string render(const Term& v) { return v.text(); }
  static std::string render(Instant v) { return v.text(); }
  static std::string render(LocalDate v) { return v.text(); }
  static std::string render(Count v) { return std::to_string(v.number); }
  static std::string render(const KeyedDigest& v) { return to_hex(v.view()); }
  static std::string render(const PublicDigest& v) { return to_hex(v.view()); }
  static std::string render(bool v) { return v ? "true" : "false"; }
  template <typename Tag>
  static std::string render(const Id<Tag>& v) {
    return v.text();
  }
  template <NamedEnum E>
  static std::string render(E v) {
    return std::string(public_name(v).text());
  }

  std::string text_;
  bool is_number_;
};

}  // namespace daicho::base
