// SPDX-License-Identifier: Apache-2.0
#include "http/metrics.h"

#include <gtest/gtest.h>

#include <thread>

namespace daicho::http {
namespace {

TEST(Metrics, prints_the_text_format) {
  Metrics metrics;
  metrics.counter("decisions_total", "Decisions.", {{"outcome", "permit"}}).add(3);
  metrics.gauge("open", "Open things.").set(-2);
  metrics.counter("decisions_total", "Decisions.", {{"outcome", "den\"ial\\"}}).add();
  EXPECT_EQ(metrics.text(),
            "# HELP decisions_total Decisions.\n# TYPE decisions_total counter\n"
            "decisions_total{outcome=\"permit\"} 3\ndecisions_total{outcome=\"den\\\"ial\\\\\"} 1\n"
            "# HELP open Open things.\n# TYPE open gauge\nopen -2\n");
}

TEST(Metrics, prints_histograms_cumulatively_in_seconds) {
  Metrics metrics;
  Histogram& histogram = metrics.histogram("commit_seconds", "Commits.", {{"store", "memory"}});
  histogram.observe_microseconds(0);
  histogram.observe_microseconds(100);
  histogram.observe_microseconds(101);
  histogram.observe_microseconds(99'000'000);
  const std::string text = metrics.text();
  EXPECT_NE(text.find("commit_seconds_bucket{store=\"memory\",le=\"0.0001\"} 2\n"), std::string::npos)
      << text;
  EXPECT_NE(text.find("commit_seconds_bucket{store=\"memory\",le=\"0.00025\"} 3\n"), std::string::npos);
  EXPECT_NE(text.find("commit_seconds_bucket{store=\"memory\",le=\"2.5\"} 3\n"), std::string::npos);
  EXPECT_NE(text.find("commit_seconds_bucket{store=\"memory\",le=\"10\"} 3\n"), std::string::npos);
  EXPECT_NE(text.find("commit_seconds_bucket{store=\"memory\",le=\"+Inf\"} 4\n"), std::string::npos);
  EXPECT_NE(text.find("commit_seconds_sum{store=\"memory\"} 99.000201\n"), std::string::npos);
  EXPECT_NE(text.find("commit_seconds_count{store=\"memory\"} 4\n"), std::string::npos);
}

TEST(Metrics, gives_the_same_metric_for_the_same_name_and_labels) {
  Metrics metrics;
  Counter& first = metrics.counter("a_total", "A.", {{"x", "1"}});
  for (int i = 0; i < 100; ++i) metrics.counter("b_total", "B.", {{"x", "2"}}).add();
  EXPECT_EQ(&metrics.counter("a_total", "A.", {{"x", "1"}}), &first);
  EXPECT_NE(&metrics.counter("a_total", "A.", {{"x", "2"}}), &first);
  EXPECT_NE(&metrics.counter("a_total", "A."), &first);
}

TEST(MetricsDeathTest, ends_the_program_when_a_name_is_two_kinds) {
  Metrics metrics;
  metrics.counter("a", "A.");
  EXPECT_DEATH(metrics.gauge("a", "A."), "holds_alternative");
}

TEST(Metrics, counts_from_many_threads) {
  Metrics metrics;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&metrics] {
      for (int n = 0; n < 1000; ++n) metrics.counter("a_total", "A.").add();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(metrics.counter("a_total", "A.").value(), 4000u);
}

}  // namespace
}  // namespace daicho::http
