// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string_view>

#include "base/public_record.h"

struct evp_md_ctx_st;

namespace daicho::crypto {

using Sha256Digest = std::array<std::uint8_t, 32>;

// SHA-256 (FIPS 180-4) of `bytes`, or of the parts one after the other. Thread-safe.
Sha256Digest sha256(std::string_view bytes);
Sha256Digest sha256(std::initializer_list<std::string_view> parts);

// SHA-256 of something public. Never of a personal value: those get a keyed digest (mac.h).
base::PublicDigest public_digest(std::string_view bytes);
base::PublicDigest public_digest(std::initializer_list<std::string_view> parts);

// SHA-256 of what comes piece by piece, e.g. a file. One thread at a time.
class Sha256 {
 public:
  Sha256();
  Sha256(Sha256&&) noexcept = default;
  Sha256& operator=(Sha256&&) noexcept = default;
  ~Sha256() = default;

  void update(std::string_view bytes);
  // The digest of all updates; the next update starts anew.
  Sha256Digest finish();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

}  // namespace daicho::crypto
