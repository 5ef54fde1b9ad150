// SPDX-License-Identifier: Apache-2.0
#include "crypto/seal.h"

#include "base/check.h"
#include "crypto/gcm.h"

namespace daicho::crypto {
namespace {

constexpr std::string_view format = "\x01";

tl::unexpected<base::Error> does_not_open() {
  return base::fail(base::ErrorCode::corrupt,
                    "these sealed bytes do not open: they were changed, moved or sealed under another key; "
                    "restore them from a backup");
}

// Opens into `out`, which must hold sealed.size() - overhead_bytes.
bool open_into(const Gcm& gcm, char* out, std::string_view sealed, AssociatedData belongs_to) {
  return gcm.open(out, sealed.substr(format.size(), Gcm::nonce_size),
                  sealed.substr(format.size() + Gcm::nonce_size), {format, belongs_to.bytes});
}

bool has_form(std::string_view sealed) {
  return sealed.size() >= AeadKey::overhead_bytes && sealed.substr(0, format.size()) == format;
}

}  // namespace

AeadKey::AeadKey(const Secret& key) : gcm_(std::make_unique<Gcm>(key)) {}
AeadKey::AeadKey(AeadKey&&) noexcept = default;
AeadKey& AeadKey::operator=(AeadKey&&) noexcept = default;
AeadKey::~AeadKey() = default;

std::string AeadKey::seal(std::string_view plaintext, AssociatedData belongs_to,
                          base::Randomness& randomness) const {
  std::string out;
  out.reserve(plaintext.size() + overhead_bytes);
  out += format;
  out += randomness.bytes(Gcm::nonce_size);
  gcm_->seal(out, std::string(out, format.size()), plaintext, {format, belongs_to.bytes});
  return out;
}

base::Result<std::string> AeadKey::open(std::string_view sealed, AssociatedData belongs_to) const {
  if (!has_form(sealed)) return does_not_open();
  std::string out(sealed.size() - overhead_bytes, '\0');
  if (!open_into(*gcm_, out.data(), sealed, belongs_to)) return does_not_open();
  return out;
}

std::string AeadKey::seal(const Secret& plaintext, AssociatedData belongs_to,
                          base::Randomness& randomness) const {
  return seal(plaintext.expose(), belongs_to, randomness);
}

base::Result<Secret> AeadKey::open_secret(std::string_view sealed, AssociatedData belongs_to) const {
  if (!has_form(sealed) || sealed.size() != overhead_bytes + Secret::size) return does_not_open();
  std::string out(Secret::size, '\0');
  if (!open_into(*gcm_, out.data(), sealed, belongs_to)) return does_not_open();
  return std::move(*Secret::take(std::move(out)));
}

std::string seal(const Secret& key, std::string_view plaintext, AssociatedData belongs_to,
                 base::Randomness& randomness) {
  return AeadKey(key).seal(plaintext, belongs_to, randomness);
}

base::Result<std::string> open(const Secret& key, std::string_view sealed, AssociatedData belongs_to) {
  return AeadKey(key).open(sealed, belongs_to);
}

}  // namespace daicho::crypto
