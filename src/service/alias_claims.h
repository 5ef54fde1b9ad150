// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <set>

#include "base/public_record.h"

namespace daicho::service {

// The aliases under which somebody is being entered right now: of two requests that bring the same new
// person, one goes first. Holds for one server process. Thread-safe.
class AliasClaims {
 public:
  // Gives the claim back when it goes. The AliasClaims must outlive it.
  class Claim {
   public:
    Claim(AliasClaims& claims, const base::KeyedDigest& alias) : claims_(claims), alias_(alias) {}
    Claim(const Claim&) = delete;
    Claim& operator=(const Claim&) = delete;
    ~Claim() {
      const std::lock_guard lock(claims_.mutex_);
      claims_.taken_.erase(alias_);
    }

   private:
    AliasClaims& claims_;
    base::KeyedDigest alias_;
  };

  // The claim, or null while another has it.
  std::unique_ptr<Claim> take(const base::KeyedDigest& alias) {
    const std::lock_guard lock(mutex_);
    if (!taken_.insert(alias).second) return nullptr;
    return std::make_unique<Claim>(*this, alias);
  }

 private:
  std::mutex mutex_;
  std::set<base::KeyedDigest> taken_;
};

}  // namespace daicho::service
