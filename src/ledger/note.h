// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/sign.h"

// Signed notes (C2SP signed-note) with Ed25519.
namespace daicho::ledger {

// The name that stands before a signature: printable ASCII characters, no space and no `+`. Usually a URL
// without a scheme: `register.example.co.jp/ledger`.
class KeyName {
 public:
  static constexpr std::size_t ledger_length_max = 200;
  static constexpr std::size_t length_max = 255;
  // A ledger's name: 1 to 200 characters, which leaves room for the names of its logs.
  static std::optional<KeyName> parse(std::string_view text);
  // The name of a ledger or of a log: 1 to 255 characters.
  static std::optional<KeyName> parse_origin(std::string_view text);

  const std::string& text() const { return text_; }
  // This name, `/` and `part`, which must be of the same characters.
  KeyName with(std::string_view part) const;

  friend bool operator==(const KeyName&, const KeyName&) = default;

 private:
  explicit KeyName(std::string_view text) : text_(text) {}
  std::string text_;
};

// SHA-256(name ‖ 0x0a ‖ 0x01 ‖ key), its first four bytes: which key a signature line is by.
using KeyId = std::array<std::uint8_t, 4>;
KeyId key_id(const KeyName& name, const crypto::VerifyKey& key);

// A verify key and its name: the one thing an auditor needs besides the files.
struct Verifier {
  KeyName name;
  crypto::VerifyKey key;

  // Reads `name+hexid+base64`; `invalid_value` when it is malformed or the id does not fit.
  static base::Result<Verifier> parse(std::string_view text);
  // `name+hexid+base64(0x01 ‖ key)`.
  std::string text() const;
  // The same key under the name with `part` appended.
  Verifier with(std::string_view part) const { return {name.with(part), key}; }
};

// `body` and one signature line. `body` must end in a newline and hold no other control character.
std::string sign_note(std::string_view body, const KeyName& name, const crypto::SigningKey& key);

// The body of `note`, when it has a good signature by `verifier`; signatures by others are passed over.
// `corrupt` when it is not a note, `verification_failed` when it is not signed by `verifier`.
base::Result<std::string> open_note(std::string_view note, const Verifier& verifier);

}  // namespace daicho::ledger
