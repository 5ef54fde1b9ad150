// SPDX-License-Identifier: Apache-2.0
#include "crypto/mac.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <string>

#include "base/check.h"

namespace daicho::crypto {
namespace {

constexpr std::size_t digest_size = 32;
constexpr std::size_t hkdf_size_max = 255 * digest_size;

struct FreeContext {
  void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MAC_CTX, FreeContext>;

const unsigned char* bytes_of(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

// A context set up for HMAC-SHA-256, without a key yet.
EVP_MAC_CTX* new_context() {
  // Fetched once, for a fetch costs more than a digest; lives as long as the program.
  static EVP_MAC* const hmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  CHECK(hmac != nullptr);
  EVP_MAC_CTX* const context = EVP_MAC_CTX_new(hmac);
  CHECK(context != nullptr);
  char name[] = "SHA256";
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
                                   OSSL_PARAM_construct_end()};
  CHECK(EVP_MAC_CTX_set_params(context, parameters) == 1);
  return context;
}

void set_key(EVP_MAC_CTX* context, std::string_view key) {
  // A null key means "the one before", so the empty key needs an address.
  const unsigned char none = 0;
  CHECK(EVP_MAC_init(context, key.empty() ? &none : bytes_of(key), key.size(), nullptr) == 1);
}

base::KeyedDigest digest_with(EVP_MAC_CTX* context, std::initializer_list<std::string_view> parts) {
  for (std::string_view part : parts) CHECK(EVP_MAC_update(context, bytes_of(part), part.size()) == 1);
  base::KeyedDigest digest;
  std::size_t written = 0;
  CHECK(EVP_MAC_final(context, digest.bytes.data(), &written, digest.bytes.size()) == 1);
  CHECK(written == digest_size);
  return digest;
}

base::KeyedDigest hmac(std::string_view key, std::initializer_list<std::string_view> parts) {
  const Context context(new_context());
  set_key(context.get(), key);
  return digest_with(context.get(), parts);
}

}  // namespace

base::KeyedDigest hmac_sha256(const Secret& key, std::string_view bytes) {
  return hmac(key.expose(), {bytes});
}
base::KeyedDigest hmac_sha256(const SecretBytes& key, std::string_view bytes) {
  return hmac(key.expose(), {bytes});
}

void MacKey::Free::operator()(evp_mac_ctx_st* context) const {
  EVP_MAC_CTX_free(context);
}

MacKey::MacKey(const Secret& key) : context_(new_context()) {
  set_key(context_.get(), key.expose());
}
MacKey::~MacKey() = default;

base::KeyedDigest MacKey::digest(std::string_view bytes) const {
  const std::lock_guard lock(mutex_);
  CHECK(EVP_MAC_init(context_.get(), nullptr, 0, nullptr) == 1);  // the same key again
  return digest_with(context_.get(), {bytes});
}

SecretBytes hkdf(const SecretBytes& key, HkdfLabel label, std::size_t size) {
  CHECK(size <= hkdf_size_max);
  // RFC 5869 §2.2: no salt is 32 zero bytes, which HMAC makes of an empty key by itself.
  base::KeyedDigest extracted = hmac(label.salt, {key.expose()});
  std::string out;
  out.reserve(size + digest_size);
  base::KeyedDigest block;
  for (unsigned char counter = 1; out.size() < size; ++counter) {
    const std::string_view before = counter == 1 ? std::string_view() : block.view();
    block = hmac(extracted.view(), {before, label.info, {reinterpret_cast<const char*>(&counter), 1}});
    out += block.view();
  }
  out.resize(size);
  OPENSSL_cleanse(extracted.bytes.data(), extracted.bytes.size());
  OPENSSL_cleanse(block.bytes.data(), block.bytes.size());
  return SecretBytes::take(std::move(out));
}

Secret hkdf(const Secret& key, HkdfLabel label) {
  const SecretBytes derived = hkdf(SecretBytes::copy_of(key.expose()), label, Secret::size);
  return std::move(*Secret::copy_of(derived.expose()));
}

}  // namespace daicho::crypto
