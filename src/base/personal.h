// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

namespace daicho::vault {
class Sealer;
class Indexer;
}  // namespace daicho::vault
namespace daicho::service {
class AnswerWriter;
class Detector;
}  // namespace daicho::service

namespace daicho::base {

// The key to the doors of Personal. Only the classes named here can make one: the vault's Sealer (encrypts)
// and Indexer (makes keyed digests), the Detector (looks for My Number and identification codes, says only
// yes or no) and the AnswerWriter (needs a Permit).
class PersonalKey {
  friend class ::daicho::vault::Sealer;
  friend class ::daicho::vault::Indexer;
  friend class ::daicho::service::AnswerWriter;
  friend class ::daicho::service::Detector;
  PersonalKey() {}  // not `= default`: an aggregate could be made by anyone
};

// A value that concerns a person, shut from the first byte read until it is sealed or answered.
//
// It has no `<<`, no formatter, no comparison, no copy and no conversion. tests/compile_fail holds that.
// It guards against accident, not malice: the canary sweep stands behind it.
template <typename T>
class Personal {
 public:
  explicit Personal(T&& value) : value_(std::move(value)) {}
  Personal(Personal&&) noexcept = default;
  Personal& operator=(Personal&&) noexcept = default;
  Personal(const Personal&) = delete;
  Personal& operator=(const Personal&) = delete;

  // The value, for the holder of the key.
  const T& reveal(PersonalKey) const& { return value_; }
  T reveal(PersonalKey) && { return std::move(value_); }

 private:
  T value_;
};

}  // namespace daicho::base
