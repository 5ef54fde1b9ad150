// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/encoding.h"
#include "base/literal.h"

namespace daicho::base {

// The source of random bytes. main() gives the operating system's; simulations give a seeded one.
// Thread-safe.
class Randomness {
 public:
  virtual ~Randomness() = default;
  // `size` fresh bytes.
  virtual std::string bytes(std::size_t size) = 0;
};

// A random 128-bit name of one thing of kind `Tag`. It says nothing about the thing but its kind.
//
// `Tag` has a `static constexpr Literal prefix`. The text form is PREFIX_ and 26 characters of Crockford's
// Base32, e.g. `sub_06bxqk4c8g5zj1v2t7n9r3m0d4`.
template <typename Tag>
class Id {
 public:
  static constexpr std::size_t size = 16;

  static Id random(Randomness& randomness) { return *from_bytes(randomness.bytes(size)); }

  // The Id of exactly 16 bytes.
  static std::optional<Id> from_bytes(std::string_view bytes) {
    if (bytes.size() != size) return std::nullopt;
    Id id;
    std::memcpy(id.bytes_.data(), bytes.data(), size);
    return id;
  }

  // Reads the text form exactly; nothing for another prefix or a wrong character.
  static std::optional<Id> parse(std::string_view text) {
    const std::string_view prefix = Tag::prefix.text();
    if (text.size() != prefix.size() + 27 || text.substr(0, prefix.size()) != prefix ||
        text[prefix.size()] != '_') {
      return std::nullopt;
    }
    const auto bytes = from_base32(text.substr(prefix.size() + 1));
    return bytes ? from_bytes(*bytes) : std::nullopt;
  }

  std::string_view bytes() const { return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()}; }
  std::string text() const { return std::string(Tag::prefix.text()) + "_" + to_base32(bytes()); }

  friend bool operator==(const Id&, const Id&) = default;
  friend auto operator<=>(const Id&, const Id&) = default;

 private:
  Id() = default;
  std::array<std::uint8_t, size> bytes_{};
};

struct SubjectTag {
  static constexpr Literal prefix = "sub";
};
struct RecordTag {
  static constexpr Literal prefix = "rec";
};
struct CallerTag {
  static constexpr Literal prefix = "cal";
};
struct RequestTag {
  static constexpr Literal prefix = "req";
};
struct HoldTag {
  static constexpr Literal prefix = "hld";
};
struct ConsentTag {
  static constexpr Literal prefix = "con";
};
struct StopTag {
  static constexpr Literal prefix = "stp";
};
struct AttachmentTag {
  static constexpr Literal prefix = "att";
};
struct RunTag {
  static constexpr Literal prefix = "run";
};
struct OperatorTag {
  static constexpr Literal prefix = "opr";
};

using SubjectId = Id<SubjectTag>;        // the person (本人)
using RecordId = Id<RecordTag>;          // one sealed record of a person
using CallerId = Id<CallerTag>;          // who asks
using RequestId = Id<RequestTag>;        // one request; its effect happens at most once
using HoldId = Id<HoldTag>;              // a reason why something is not erased yet
using ConsentId = Id<ConsentTag>;        // one act of consent
using StopId = Id<StopTag>;              // one opt-out or stop
using AttachmentId = Id<AttachmentTag>;  // a sealed file
using RunId = Id<RunTag>;                // one retention run
using OperatorId = Id<OperatorTag>;      // the company whose register this is

}  // namespace daicho::base

template <typename Tag>
struct std::hash<daicho::base::Id<Tag>> {
  std::size_t operator()(const daicho::base::Id<Tag>& id) const noexcept {
    std::size_t value;  // the bytes are random already
    std::memcpy(&value, id.bytes().data(), sizeof value);
    return value;
  }
};
