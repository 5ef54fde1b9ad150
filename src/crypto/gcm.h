// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "crypto/secret.h"

struct evp_cipher_ctx_st;

namespace daicho::crypto {

// AES-256-GCM (NIST SP 800-38D) under one key, the nonce given by the caller. Only for this folder: outside
// it seal.h, stream.h and wrap.h choose nonces that cannot repeat. Thread-safe.
class Gcm {
 public:
  static constexpr std::size_t nonce_size = 12;
  static constexpr std::size_t tag_size = 16;

  explicit Gcm(const Secret& key);
  Gcm(const Gcm&) = delete;
  Gcm& operator=(const Gcm&) = delete;
  ~Gcm();

  // Appends ciphertext and tag to `out`.
  void seal(std::string& out, std::string_view nonce, std::string_view plaintext,
            std::initializer_list<std::string_view> associated_data) const;
  // Writes the plaintext, tag_size bytes shorter than `sealed`, to `out`. False, and `out` zeroed, when the
  // tag is not right.
  bool open(char* out, std::string_view nonce, std::string_view sealed,
            std::initializer_list<std::string_view> associated_data) const;

 private:
  void begin(std::string_view nonce, std::initializer_list<std::string_view> associated_data,
             bool sealing) const;

  struct Free {
    void operator()(evp_cipher_ctx_st* context) const;
  };
  mutable std::mutex mutex_;  // the context holds the state of one message
  std::unique_ptr<evp_cipher_ctx_st, Free> context_;
};

}  // namespace daicho::crypto
