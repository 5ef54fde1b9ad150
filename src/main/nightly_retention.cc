// SPDX-License-Identifier: Apache-2.0
#include "main/nightly_retention.h"

#include <future>
#include <memory>

#include "service/own_caller.h"
#include "service/retention_date.h"

namespace daicho {
namespace {

using base::Count;
using base::LocalDate;
using base::Severity;

constexpr std::chrono::hours try_again_after{1};
constexpr std::chrono::seconds progress_logged_every{30};

// Whether the hour has come, on the day in Japan that `now` lies in.
bool has_come(unsigned hour, base::Instant now) {
  return now - LocalDate::on(now).start() >= std::chrono::hours(hour);
}

}  // namespace

NightlyRetention::NightlyRetention(const service::Register& reg, const service::Line& line, unsigned hour,
                                   base::Log& log, http::Metrics& metrics)
    : reg_(reg),
      line_(line),
      hour_(hour),
      log_(log),
      running_(metrics.gauge("daicho_retention_running", "Whether a retention run is under way.")),
      buckets_left_(metrics.gauge("daicho_retention_buckets_left",
                                  "Buckets that the run under way has not gone through yet.")),
      records_erased_(metrics.gauge("daicho_retention_records_erased",
                                    "Whole records erased by the run under way, or the last one.")),
      waits_for_date_(metrics.gauge("daicho_retention_waits_for_date",
                                    "Whether retention waits for an officer to state today's date.")) {}

void NightlyRetention::run_when_due(const std::function<bool()>& is_stopping) {
  show_progress();
  if (std::chrono::steady_clock::now() < not_before_) return;
  const auto due = is_due();
  if (due && !*due) return;
  not_before_ = std::chrono::steady_clock::now() + try_again_after;
  if (!due) {
    log_.write(Severity::error, "retention_not_begun", {{"error", due.error().code()}});
    return;
  }
  if (const auto done = run(is_stopping); !done)
    log_.write(Severity::error, "retention_failed", {{"error", done.error().code()}});
}

base::Result<bool> NightlyRetention::is_due() const {
  ASSIGN_OR_RETURN(const base::Instant now, reg_.clock.read());
  if (!has_come(hour_, now)) return false;
  ASSIGN_OR_RETURN(const auto office, reg_.store.snapshot(reg_.store.office()));
  ASSIGN_OR_RETURN(const auto ran, service::last_run(*office));
  return !ran || *ran < LocalDate::on(now);
}

base::Status NightlyRetention::run(const std::function<bool()>& is_stopping) {
  const LocalDate today = LocalDate::on(reg_.clock.now());
  ASSIGN_OR_RETURN(auto office, reg_.store.snapshot(reg_.store.office()));
  ASSIGN_OR_RETURN(const auto last_known, service::last_known_date(reg_.store, *office));
  office.reset();
  const bool plausible = service::expect_plausible_date(today, last_known, {}).has_value();
  waits_for_date_.set(plausible ? 0 : 1);
  if (!plausible) {
    log_.write(Severity::warning, "retention_waits_for_the_date",
               {{"last_known", *last_known}, {"machine", today}});
    return {};
  }
  service::Request request{
      .operation = "retention_run", .body = "{}", .api_key = service::own_api_key(reg_.keys)};
  const auto answered = std::make_shared<std::promise<int>>();
  std::future<int> status = answered->get_future();
  line_.run(std::move(request), [answered](service::Answer answer) { answered->set_value(answer.status); });
  auto log_next = std::chrono::steady_clock::now() + progress_logged_every;
  while (status.wait_for(std::chrono::milliseconds(200)) != std::future_status::ready) {
    show_progress();
    if (is_stopping()) reg_.run_progress.interrupt();
    if (std::chrono::steady_clock::now() < log_next) continue;
    log_next += progress_logged_every;
    const auto seen = reg_.run_progress.seen();
    log_.write(Severity::info, "retention_goes_on",
               {{"buckets_done", Count(seen.buckets_done)}, {"buckets", Count(seen.bucket_count)}});
  }
  show_progress();
  // What was answered may be a denial; what the store says is so.
  ASSIGN_OR_RETURN(const auto after, reg_.store.snapshot(reg_.store.office()));
  ASSIGN_OR_RETURN(const auto ran, service::last_run(*after));
  const auto totals = reg_.run_progress.seen().totals;
  const int answer = status.get();
  const bool finished = ran && *ran >= today;
  const base::Literal event =
      finished ? base::Literal("retention_run") : base::Literal("retention_not_finished");
  log_.write(finished ? Severity::info : Severity::warning, event,
             {{"status", Count(static_cast<std::uint64_t>(answer))},
              {"records_erased", Count(totals.records_erased)},
              {"items_erased", Count(totals.items_erased)},
              {"persons_erased", Count(totals.persons_erased)}});
  return {};
}

void NightlyRetention::show_progress() {
  const auto seen = reg_.run_progress.seen();
  running_.set(seen.running ? 1 : 0);
  buckets_left_.set(seen.running ? seen.bucket_count - seen.buckets_done : 0);
  records_erased_.set(static_cast<std::int64_t>(seen.totals.records_erased));
}

}  // namespace daicho
