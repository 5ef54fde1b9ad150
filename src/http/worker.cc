// SPDX-License-Identifier: Apache-2.0
#include "http/worker.h"

#include <boost/asio/post.hpp>

#include "base/check.h"
#include "http/answer_head.h"
#include "http/connection.h"

namespace daicho::http {

Serving::Serving(ServerOptions of_options, Handler& of_handler, const base::Clock& of_clock,
                 Metrics& of_metrics, base::Log& of_log)
    : options(std::move(of_options)),
      handler(of_handler),
      clock(of_clock),
      metrics(of_metrics),
      log(of_log),
      connections(metrics.gauge("daicho_http_connections", "Connections that are open.")),
      in_flight_shown(metrics.gauge("daicho_http_in_flight", "Requests that are being handled.")),
      refused_connections(metrics.counter("daicho_http_refused_connections_total",
                                          "Connections beyond the limit of open ones.")),
      received_bytes(metrics.counter("daicho_http_received_bytes_total", "Bytes of requests, without TLS.")),
      sent_bytes(metrics.counter("daicho_http_sent_bytes_total", "Bytes of answers, without TLS.")),
      in_flight(std::make_shared<std::atomic<std::size_t>>(0)) {}

void Serving::connection_began(bool refused) {
  const std::lock_guard lock(mutex_);
  ++(refused ? connection_counts_.refused : connection_counts_.served);
  connections.set(static_cast<std::int64_t>(connection_counts_.served));
}

void Serving::connection_ended(bool refused) {
  const std::lock_guard lock(mutex_);
  --(refused ? connection_counts_.refused : connection_counts_.served);
  connections.set(static_cast<std::int64_t>(connection_counts_.served));
  if (connection_counts_.served + connection_counts_.refused == 0) none_left_.notify_all();
}

Serving::ConnectionCounts Serving::connection_counts() const {
  const std::lock_guard lock(mutex_);
  return connection_counts_;
}

bool Serving::wait_for_no_connections(std::chrono::milliseconds wait_max) {
  std::unique_lock lock(mutex_);
  return none_left_.wait_for(lock, wait_max,
                             [this] { return connection_counts_.served + connection_counts_.refused == 0; });
}

Worker::Worker(Serving& serving)
    : serving_(serving), inbox_(std::make_shared<Inbox>(context_)), date_(http_date(serving.clock.now())) {}

Worker::~Worker() {
  CHECK(!thread_.joinable());
}

void Worker::start() {
  thread_ = std::thread([this] {
    inbox_->belongs_to_this_thread();
    sweep();  // its timer keeps the loop running
    context_.run();
  });
}

void Worker::join() {
  context_.stop();
  if (thread_.joinable()) thread_.join();
  inbox_->close();
  CHECK(connections_.empty());
}

void Worker::admit(Wire::Socket socket, bool refused) {
  connections_.push_front(std::make_unique<Connection>(serving_, *this, std::move(socket), refused));
  Connection& connection = *connections_.front();
  connection.place = connections_.begin();
  connection.start();
}

void Worker::retire(Connection& connection) {
  boost::asio::post(context_, [this, &connection] {
    const bool refused = connection.is_refused();
    connections_.erase(connection.place);
    serving_.connection_ended(refused);
  });
}

void Worker::wind_down() {
  for (const auto& connection : connections_) connection->wind_down();
}

void Worker::cut() {
  for (const auto& connection : connections_) connection->cut();
}

std::uint64_t Worker::tick_after(std::chrono::milliseconds wait) const {
  // The current tick has begun already, so one more makes the wait full.
  return ticks_ + static_cast<std::uint64_t>((wait + tick - std::chrono::milliseconds(1)) / tick) + 1;
}

void Worker::record_answer(base::Literal route, int status, std::chrono::steady_clock::duration took) {
  static constexpr base::Literal classes[] = {"other", "1xx", "2xx", "3xx", "4xx", "5xx"};
  const auto status_class = static_cast<std::size_t>(status / 100);
  CHECK(status_class < std::size(classes));
  RouteSeries& series = routes_[route.text()];
  if (!series.seconds) {
    series.seconds = &serving_.metrics.histogram(
        "daicho_http_request_seconds", "From the head of a request to its answer.", {{"route", route}});
  }
  Counter*& counter = series.by_class[status_class];
  if (!counter) {
    counter = &serving_.metrics.counter("daicho_http_requests_total", "Requests that were answered.",
                                        {{"route", route}, {"status", classes[status_class]}});
  }
  counter->add();
  const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(took).count();
  series.seconds->observe_microseconds(static_cast<std::uint64_t>(microseconds));
  const bool failed = status >= 500;
  if (failed || serving_.options.logs_all_answers) {
    serving_.log.write(failed ? base::Severity::warning : base::Severity::info, "answered",
                       {{"route", route},
                        {"status", base::Count(static_cast<std::uint64_t>(status))},
                        {"microseconds", base::Count(static_cast<std::uint64_t>(microseconds))}});
  }
}

void Worker::sweep() {
  ++ticks_;
  date_ = http_date(serving_.clock.now());
  serving_.in_flight_shown.set(static_cast<std::int64_t>(serving_.in_flight->load()));
  for (const auto& connection : connections_) connection->expire(ticks_);
  timer_.expires_after(tick);
  timer_.async_wait([this](boost::system::error_code error) {
    if (!error) sweep();
  });
}

}  // namespace daicho::http
