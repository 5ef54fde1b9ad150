// SPDX-License-Identifier: Apache-2.0
#include "service/line.h"

#include <gtest/gtest.h>

#include "service/register_fixture.h"

namespace daicho::service {
namespace {

class LineTest : public RegisterFixture {};

TEST_F(LineTest, refuses_a_caller_without_a_key) {
  EXPECT_TRUE(ask("use", "{}", "", "").failed_with("unauthenticated"));
}

}  // namespace
}  // namespace daicho::service
