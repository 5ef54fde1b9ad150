// SPDX-License-Identifier: Apache-2.0
#include "ledger/note.h"

#include <algorithm>
#include <iterator>

#include "base/check.h"
#include "base/encoding.h"
#include "crypto/hash.h"

namespace daicho::ledger {
namespace {

constexpr std::string_view ed25519 = "\x01";  // the algorithm's number among signed notes
constexpr std::string_view signature_mark = "\u2014 ";
constexpr std::size_t signatures_max = 100;
constexpr std::size_t key_id_size = 4;

bool is_name_character(char c) {
  return c > ' ' && c < 0x7f && c != '+';
}

std::string_view view(const KeyId& id) {
  return {reinterpret_cast<const char*>(id.data()), id.size()};
}

// A note as a whole, its body and its signature lines are such texts.
bool is_note_text(std::string_view text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; };
  return text.ends_with('\n') && base::is_utf8(text) && std::none_of(text.begin(), text.end(), is_control);
}

// The name of any signer: UTF-8 without `+` and without Unicode's spaces (White_Space). The ASCII ones cannot
// be here: a space ends the name, and the others are control characters.
bool is_signer_name(std::string_view name) {
  static constexpr std::string_view not_in_names[] = {
      "+",      "\xc2\x85", "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005",
      "\u2006", "\u2007",   "\u2008", "\u2009", "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"};
  const auto is_in_name = [&](std::string_view part) { return name.find(part) != std::string_view::npos; };
  return !name.empty() && std::none_of(std::begin(not_in_names), std::end(not_in_names), is_in_name);
}

tl::unexpected<base::Error> not_a_note() {
  return base::fail(base::ErrorCode::corrupt, "this is not a signed note; fetch the file again");
}
tl::unexpected<base::Error> not_signed() {
  return base::fail(
      base::ErrorCode::verification_failed,
      "this note has no good signature by the ledger's key; check that the key is the right one, and "
      "do not rely on the file");
}

// A signature line taken apart.
struct SignatureLine {
  std::string_view name;
  std::string key_id_and_signature;
};

std::optional<SignatureLine> parse_signature_line(std::string_view line) {
  if (!line.starts_with(signature_mark)) return std::nullopt;
  line.remove_prefix(signature_mark.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !is_signer_name(line.substr(0, space))) return std::nullopt;
  auto bytes = base::from_base64(line.substr(space + 1));
  if (!bytes || bytes->size() <= key_id_size) return std::nullopt;
  return SignatureLine{line.substr(0, space), std::move(*bytes)};
}

}  // namespace

std::optional<KeyName> KeyName::parse(std::string_view text) {
  return text.size() <= ledger_length_max ? parse_origin(text) : std::nullopt;
}

std::optional<KeyName> KeyName::parse_origin(std::string_view text) {
  if (text.empty() || text.size() > length_max || !std::all_of(text.begin(), text.end(), is_name_character)) {
    return std::nullopt;
  }
  return KeyName(text);
}

KeyName KeyName::with(std::string_view part) const {
  CHECK(!part.empty() && std::all_of(part.begin(), part.end(), is_name_character));
  return KeyName(text_ + "/" + std::string(part));
}

KeyId key_id(const KeyName& name, const crypto::VerifyKey& key) {
  const crypto::Sha256Digest digest = crypto::sha256({name.text(), "\n", ed25519, key.view()});
  KeyId id;
  std::copy_n(digest.begin(), id.size(), id.begin());
  return id;
}

base::Result<Verifier> Verifier::parse(std::string_view text) {
  const auto malformed = [] {
    return base::fail(base::ErrorCode::invalid_value,
                      "a verify key has the form name+id+key; copy the whole line that `daicho init` wrote");
  };
  const std::size_t first = text.find('+');
  if (first == std::string_view::npos || text.size() < first + 10 || text[first + 9] != '+')
    return malformed();
  const auto name = KeyName::parse(text.substr(0, first));
  const auto id = base::from_hex(text.substr(first + 1, 8));
  const auto bytes = base::from_base64(text.substr(first + 10));
  if (!name || !id || !bytes || !bytes->starts_with(ed25519)) return malformed();
  const auto key = crypto::VerifyKey::from_bytes(std::string_view(*bytes).substr(1));
  if (!key || view(key_id(*name, *key)) != *id) return malformed();
  return Verifier{*name, *key};
}

std::string Verifier::text() const {
  return name.text() + "+" + base::to_hex(view(key_id(name, key))) + "+" +
         base::to_base64(std::string(ed25519) + std::string(key.view()));
}

std::string sign_note(std::string_view body, const KeyName& name, const crypto::SigningKey& key) {
  CHECK(is_note_text(body));
  const crypto::Signature signature = key.sign(body);
  std::string out(body);
  out += "\n";
  out += signature_mark;
  out += name.text() + " ";
  out += base::to_base64(std::string(view(key_id(name, key.verify_key()))) + std::string(signature.view())) +
         "\n";
  return out;
}

base::Result<std::string> open_note(std::string_view note, const Verifier& verifier) {
  const std::size_t split = note.rfind("\n\n");
  if (split == std::string_view::npos || !is_note_text(note)) return not_a_note();
  const std::string_view body = note.substr(0, split + 1);
  std::string_view lines = note.substr(split + 2);
  if (lines.empty()) return not_a_note();
  const std::string id(view(key_id(verifier.name, verifier.key)));
  bool is_signed = false;
  for (std::size_t count = 0; !lines.empty(); ++count) {
    const std::size_t end = lines.find('\n');
    const auto line = parse_signature_line(lines.substr(0, end));
    if (!line || count == signatures_max) return not_a_note();
    lines.remove_prefix(end + 1);
    if (line->name != verifier.name.text() || !line->key_id_and_signature.starts_with(id)) continue;
    const auto signature =
        crypto::Signature::from_bytes(std::string_view(line->key_id_and_signature).substr(key_id_size));
    if (!signature || !verifier.key.verify(body, *signature)) return not_signed();
    is_signed = true;
  }
  if (!is_signed) return not_signed();
  return std::string(body);
}

}  // namespace daicho::ledger
