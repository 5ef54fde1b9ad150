// SPDX-License-Identifier: Apache-2.0
#include "service/masking.h"

#include <gtest/gtest.h>

namespace daicho::service {
namespace {

using policy::Masking;

TEST(Masking, shows_what_the_mask_says_and_nothing_of_what_is_too_short) {
  const struct {
    Masking masking;
    const char* value;
    const char* shown;
  } rows[] = {
      {Masking::none, "架空 花子", "架空 花子"},
      {Masking::all, "架空 花子", "••••"},
      {Masking::last4, "4111-1111-1111-1234", "••••1234"},
      {Masking::last4, "東京都千代田区架空町", "••••区架空町"},
      {Masking::last4, "1234", "••••"},
      {Masking::last4, "", "••••"},
      {Masking::initial, "架空 花子", "架••••"},
      {Masking::initial, "K", "••••"},
      {Masking::domain, "hanako@example.jp", "••••@example.jp"},
      {Masking::domain, "no address", "••••"},
  };
  for (const auto& row : rows) EXPECT_EQ(masked(row.masking, row.value), row.shown) << row.value;
}

}  // namespace
}  // namespace daicho::service
