// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include "store/memory/memory_store.h"
#include "store/toy_hasher.h"
#include "vault/key_book.h"

namespace daicho::vault {

// Random bytes that are the same in every run.
class SeededRandomness final : public base::Randomness {
 public:
  std::string bytes(std::size_t size) override {
    std::string out;
    while (out.size() < size) {
      state_ = state_ * 6364136223846793005u + 1442695040888963407u;
      out.push_back(static_cast<char>(state_ >> 56));
    }
    return out;
  }

 private:
  std::uint64_t state_ = 42;
};

// A cheap passphrase cost: tests are not attacked.
inline constexpr crypto::PassphraseCost test_cost{.passes = 1, .memory_kibibytes = 64, .lanes = 1};

// An empty store with its keys made.
struct KeyedStore {
  store::ToyHasher hasher;
  store::MemoryStore store{4, hasher};
  SeededRandomness randomness;
  KeyBook keys =
      KeyBook::create(store, crypto::SecretBytes::copy_of("open sesame"), test_cost, randomness).value();
};

}  // namespace daicho::vault
