// SPDX-License-Identifier: Apache-2.0
#include "crypto/sign.h"

#include <openssl/evp.h>

#include <cstring>

#include "base/check.h"

namespace daicho::crypto {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};

const unsigned char* bytes_of(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

std::optional<Signature> Signature::from_bytes(std::string_view bytes) {
  if (bytes.size() != size) return std::nullopt;
  Signature signature;
  std::memcpy(signature.bytes.data(), bytes.data(), size);
  return signature;
}

std::optional<VerifyKey> VerifyKey::from_bytes(std::string_view bytes) {
  if (bytes.size() != size) return std::nullopt;
  VerifyKey key;
  std::memcpy(key.bytes_.data(), bytes.data(), size);
  return key;
}

bool VerifyKey::verify(std::string_view message, const Signature& signature) const {
  const std::unique_ptr<EVP_PKEY, FreeKey> key(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_.data(), size));
  CHECK(key != nullptr);
  const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
  CHECK(context != nullptr);
  CHECK(EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1);
  return EVP_DigestVerify(context.get(), signature.bytes.data(), Signature::size, bytes_of(message),
                          message.size()) == 1;
}

void SigningKey::Free::operator()(evp_pkey_st* key) const {
  EVP_PKEY_free(key);
}

SigningKey::SigningKey(const Secret& seed)
    : key_(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes_of(seed.expose()), Secret::size)),
      verify_key_([this] {
        CHECK(key_ != nullptr);
        std::string bytes(VerifyKey::size, '\0');
        std::size_t size = bytes.size();
        CHECK(EVP_PKEY_get_raw_public_key(key_.get(), reinterpret_cast<unsigned char*>(bytes.data()),
                                          &size) == 1);
        return *VerifyKey::from_bytes(bytes);
      }()) {}

Signature SigningKey::sign(std::string_view message) const {
  const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
  CHECK(context != nullptr);
  CHECK(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1);
  Signature signature;
  std::size_t size = Signature::size;
  CHECK(EVP_DigestSign(context.get(), signature.bytes.data(), &size, bytes_of(message), message.size()) == 1);
  CHECK(size == Signature::size);
  return signature;
}

}  // namespace daicho::crypto
