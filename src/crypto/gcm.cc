// SPDX-License-Identifier: Apache-2.0
#include "crypto/gcm.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <limits>

#include "base/check.h"

namespace daicho::crypto {
namespace {

// Fetched once, for a fetch costs more than sealing a record; lives as long as the program.
const EVP_CIPHER* aes_256_gcm() {
  static const EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  CHECK(cipher != nullptr);
  return cipher;
}

const unsigned char* bytes_of(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

int length_of(std::string_view bytes) {
  CHECK(bytes.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max()));
  return static_cast<int>(bytes.size());
}

}  // namespace

void Gcm::Free::operator()(evp_cipher_ctx_st* context) const {
  EVP_CIPHER_CTX_free(context);
}

Gcm::Gcm(const Secret& key) : context_(EVP_CIPHER_CTX_new()) {
  CHECK(context_ != nullptr);
  CHECK(EVP_EncryptInit_ex2(context_.get(), aes_256_gcm(), bytes_of(key.expose()), nullptr, nullptr) == 1);
}

Gcm::~Gcm() = default;

void Gcm::begin(std::string_view nonce, std::initializer_list<std::string_view> associated_data,
                bool sealing) const {
  CHECK(nonce.size() == nonce_size);
  // The key stays: GCM encrypts its counter in both directions.
  CHECK(EVP_CipherInit_ex2(context_.get(), nullptr, nullptr, bytes_of(nonce), sealing ? 1 : 0, nullptr) == 1);
  int written = 0;
  for (std::string_view part : associated_data) {
    CHECK(EVP_CipherUpdate(context_.get(), nullptr, &written, bytes_of(part), length_of(part)) == 1);
  }
}

void Gcm::seal(std::string& out, std::string_view nonce, std::string_view plaintext,
               std::initializer_list<std::string_view> associated_data) const {
  const std::size_t before = out.size();
  out.resize(before + plaintext.size() + tag_size);
  auto* at = reinterpret_cast<unsigned char*>(out.data() + before);
  const std::lock_guard lock(mutex_);
  begin(nonce, associated_data, true);
  int written = 0, rest = 0;
  CHECK(EVP_CipherUpdate(context_.get(), at, &written, bytes_of(plaintext), length_of(plaintext)) == 1);
  CHECK(EVP_CipherFinal_ex(context_.get(), at + written, &rest) == 1);
  CHECK(static_cast<std::size_t>(written + rest) == plaintext.size());
  CHECK(EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_GET_TAG, tag_size, at + plaintext.size()) == 1);
}

bool Gcm::open(char* out, std::string_view nonce, std::string_view sealed,
               std::initializer_list<std::string_view> associated_data) const {
  if (sealed.size() < tag_size) return false;
  const std::string_view ciphertext = sealed.substr(0, sealed.size() - tag_size);
  std::string tag(sealed.substr(ciphertext.size()));
  auto* at = reinterpret_cast<unsigned char*>(out);
  const std::lock_guard lock(mutex_);
  begin(nonce, associated_data, false);
  int written = 0, rest = 0;
  CHECK(EVP_CipherUpdate(context_.get(), at, &written, bytes_of(ciphertext), length_of(ciphertext)) == 1);
  CHECK(EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_SET_TAG, tag_size, tag.data()) == 1);
  if (EVP_CipherFinal_ex(context_.get(), at + written, &rest) == 1) return true;
  OPENSSL_cleanse(out, ciphertext.size());
  return false;
}

}  // namespace daicho::crypto
