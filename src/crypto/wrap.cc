// SPDX-License-Identifier: Apache-2.0
#include "crypto/wrap.h"

#include "base/check.h"
#include "base/encoding.h"
#include "crypto/gcm.h"

namespace daicho::crypto {
namespace {

constexpr std::string_view format = "\x03";
constexpr std::size_t version_size = 4;
constexpr std::size_t nonce_at = format.size() + version_size;

}  // namespace

KeyEncryptionKey::KeyEncryptionKey(const Secret& key, base::OperatorId operator_id, KeyVersion version)
    : operator_id_(operator_id), version_(version), gcm_(std::make_unique<Gcm>(key)) {}
KeyEncryptionKey::KeyEncryptionKey(KeyEncryptionKey&&) noexcept = default;
KeyEncryptionKey& KeyEncryptionKey::operator=(KeyEncryptionKey&&) noexcept = default;
KeyEncryptionKey::~KeyEncryptionKey() = default;

std::string KeyEncryptionKey::associated_data(const base::SubjectId& subject) const {
  std::string out(format);
  base::append_be32(out, version_.number);
  out += operator_id_.bytes();
  out += subject.bytes();
  return out;
}

std::string KeyEncryptionKey::wrap(const Secret& subject_key, const base::SubjectId& subject,
                                   base::Randomness& randomness) const {
  const std::string nonce = randomness.bytes(Gcm::nonce_size);
  std::string out;
  out.reserve(wrapped_size);
  out += format;
  base::append_be32(out, version_.number);
  out += nonce;
  gcm_->seal(out, nonce, subject_key.expose(), {associated_data(subject)});
  CHECK(out.size() == wrapped_size);
  return out;
}

base::Result<Secret> KeyEncryptionKey::unwrap(std::string_view wrapped,
                                              const base::SubjectId& subject) const {
  ASSIGN_OR_RETURN(const KeyVersion version, wrapped_under(wrapped));
  if (version != version_) {
    return base::fail(
        base::Error(base::ErrorCode::key_unavailable,
                    "another version of the key-encryption key wrapped this key; open that version")
            .with("version", base::Count(version.number)));
  }
  std::string out(Secret::size, '\0');
  if (!gcm_->open(out.data(), wrapped.substr(nonce_at, Gcm::nonce_size),
                  wrapped.substr(nonce_at + Gcm::nonce_size), {associated_data(subject)})) {
    return base::fail(
        base::ErrorCode::corrupt,
        "this wrapped key does not open: it was changed or is another person's; restore the keyring");
  }
  return std::move(*Secret::take(std::move(out)));
}

base::Result<KeyVersion> wrapped_under(std::string_view wrapped) {
  if (wrapped.size() != KeyEncryptionKey::wrapped_size || wrapped.substr(0, format.size()) != format) {
    return base::fail(base::ErrorCode::corrupt, "this is not a wrapped key; restore the keyring");
  }
  return KeyVersion{base::read_be32(wrapped.substr(format.size()))};
}

}  // namespace daicho::crypto
