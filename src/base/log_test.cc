// SPDX-License-Identifier: Apache-2.0
#include "base/log.h"

#include <gtest/gtest.h>

#include <sstream>

namespace daicho::base {
namespace {

class Stopped : public Clock {
 public:
  Instant now() const override { return Instant::from_seconds(0); }
};

TEST(Log, writes_one_json_object_a_line) {
  std::ostringstream out;
  Stopped clock;
  Log log(out, clock);
  log.write(Severity::info, "server_started", {{"port", Count(8080)}, {"at", Instant::from_seconds(1)}});
  log.write(Severity::debug, "left_out");
  EXPECT_EQ(
      out.str(),
      "{\"time\":\"1970-01-01T00:00:00Z\",\"severity\":\"info\",\"event\":\"server_started\",\"port\":8080,"
      "\"at\":\"1970-01-01T00:00:01Z\"}\n");
}

TEST(Log, escapes_json_strings) {
  std::string out;
  append_json_string(out, std::string_view("a\"\\\n\t\r\x01高", 10));
  EXPECT_EQ(out, "\"a\\\"\\\\\\n\\t\\r\\u0001高\"");
}

}  // namespace
}  // namespace daicho::base
