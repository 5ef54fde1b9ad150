// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <string_view>

#include "base/public_record.h"
#include "crypto/secret.h"

struct evp_mac_ctx_st;

namespace daicho::crypto {

// HMAC-SHA-256 (RFC 2104) of `bytes` under `key`. Thread-safe.
base::KeyedDigest hmac_sha256(const Secret& key, std::string_view bytes);
// The same under a key of any length.
base::KeyedDigest hmac_sha256(const SecretBytes& key, std::string_view bytes);

// An HMAC-SHA-256 key made ready once for many digests, e.g. of the blind indexes. Thread-safe.
class MacKey {
 public:
  explicit MacKey(const Secret& key);
  MacKey(const MacKey&) = delete;
  MacKey& operator=(const MacKey&) = delete;
  ~MacKey();

  base::KeyedDigest digest(std::string_view bytes) const;

 private:
  struct Free {
    void operator()(evp_mac_ctx_st* context) const;
  };
  mutable std::mutex mutex_;
  std::unique_ptr<evp_mac_ctx_st, Free> context_;
};

// What a derived key is for (RFC 5869). `info` names the use and differs for every use of one key; `salt` is
// random and need not be secret, and may be empty.
struct HkdfLabel {
  std::string_view info;
  std::string_view salt = {};
};

// HKDF-SHA-256 (RFC 5869): a key that tells nothing of `key` or of keys derived under other labels.
Secret hkdf(const Secret& key, HkdfLabel label);
// The same from key material of any length to `size` bytes, at most 255 × 32.
SecretBytes hkdf(const SecretBytes& key, HkdfLabel label, std::size_t size);

}  // namespace daicho::crypto
