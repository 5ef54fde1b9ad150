// SPDX-License-Identifier: Apache-2.0
#include "crypto/hash.h"

#include <openssl/evp.h>

#include "base/check.h"

namespace daicho::crypto {
namespace {

// Fetched once, for a fetch costs more than a digest; lives as long as the program.
const EVP_MD* sha_256() {
  static const EVP_MD* const digest = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  CHECK(digest != nullptr);
  return digest;
}

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// The calling thread's own context: making one anew would cost as much as the digest of a tree node.
EVP_MD_CTX* thread_context() {
  thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
  CHECK(context != nullptr);
  return context.get();
}

void update_with(EVP_MD_CTX* context, std::string_view bytes) {
  CHECK(EVP_DigestUpdate(context, bytes.data(), bytes.size()) == 1);
}

Sha256Digest final_of(EVP_MD_CTX* context) {
  Sha256Digest digest;
  CHECK(EVP_DigestFinal_ex(context, digest.data(), nullptr) == 1);
  return digest;
}

}  // namespace

Sha256Digest sha256(std::string_view bytes) {
  return sha256({bytes});
}

Sha256Digest sha256(std::initializer_list<std::string_view> parts) {
  EVP_MD_CTX* const context = thread_context();
  CHECK(EVP_DigestInit_ex2(context, sha_256(), nullptr) == 1);
  for (std::string_view part : parts) update_with(context, part);
  return final_of(context);
}

base::PublicDigest public_digest(std::string_view bytes) {
  return {sha256({bytes})};
}
base::PublicDigest public_digest(std::initializer_list<std::string_view> parts) {
  return {sha256(parts)};
}

void Sha256::Free::operator()(evp_md_ctx_st* context) const {
  EVP_MD_CTX_free(context);
}

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  CHECK(context_ != nullptr);
  CHECK(EVP_DigestInit_ex2(context_.get(), sha_256(), nullptr) == 1);
}

void Sha256::update(std::string_view bytes) {
  update_with(context_.get(), bytes);
}

Sha256Digest Sha256::finish() {
  const Sha256Digest digest = final_of(context_.get());
  CHECK(EVP_DigestInit_ex2(context_.get(), sha_256(), nullptr) == 1);
  return digest;
}

}  // namespace daicho::crypto
