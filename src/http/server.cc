// SPDX-License-Identifier: Apache-2.0
#include "http/server.h"

#include <boost/asio/steady_timer.hpp>
#include <future>
#include <utility>
#include <vector>

#include "http/tls.h"
#include "http/worker.h"

namespace daicho::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using base::ErrorCode;
using base::Result;
using base::Status;
using boost::system::error_code;
using std::chrono::milliseconds;

// So many connections beyond the limit are answered 503 at a time; those beyond are closed at once.
constexpr std::size_t refusals_at_a_time_max = 64;
// Until accepting is tried again when the process has no file descriptor left.
constexpr milliseconds accept_pause{100};

Status check_options(const ServerOptions& options) {
  const bool counts = options.io_threads > 0 && options.connections_max > 0 && options.in_flight_max > 0 &&
                      options.requests_per_connection_max > 0 && options.header_fields_max > 0;
  const bool sizes = options.header_bytes_max >= 256 && options.header_bytes_max <= 1024 * 1024;
  bool waits = true;
  for (const milliseconds wait :
       {options.header_wait_max, options.idle_wait_max, options.body_progress_wait_max,
        options.write_wait_max, options.reply_wait_max, options.linger_max}) {
    waits = waits && wait > milliseconds(0) && wait <= std::chrono::hours(24);
  }
  if (counts && sizes && waits) return {};
  return base::fail(ErrorCode::invalid_value,
                    "a limit of the server is zero or out of range; mend the settings");
}

class ListeningServer final : public Server {
 public:
  ListeningServer(ServerOptions options, Handler& handler, const base::Clock& clock, Metrics& metrics,
                  base::Log& log)
      : serving_(std::move(options), handler, clock, metrics, log) {
    for (unsigned i = 0; i < serving_.options.io_threads; ++i) {
      workers_.push_back(std::make_unique<Worker>(serving_));
    }
    acceptor_.emplace(workers_[0]->context());
    pause_.emplace(workers_[0]->context());
  }
  ~ListeningServer() override { stop(milliseconds(0)); }

  Status listen();
  std::uint16_t port() const override { return port_; }
  void stop(milliseconds grace) override;

 private:
  void accept_next();
  void take(Worker& worker, tcp::socket socket);
  void stop_accepting();

  Serving serving_;
  std::vector<std::unique_ptr<Worker>> workers_;
  // Of the first worker's thread once it runs.
  std::optional<tcp::acceptor> acceptor_;
  std::optional<asio::steady_timer> pause_;
  std::size_t next_worker_ = 0;
  std::uint16_t port_ = 0;
  bool running_ = false;
};

Status ListeningServer::listen() {
  if (serving_.options.tls) {
    ASSIGN_OR_RETURN(serving_.tls, tls_context(*serving_.options.tls));
  }
  error_code error;
  const auto address = asio::ip::make_address(serving_.options.address, error);
  if (error)
    return base::fail(ErrorCode::invalid_value,
                      "the address to listen on is not numeric; give an IP address");
  const tcp::endpoint endpoint(address, serving_.options.port);
  acceptor_->open(endpoint.protocol(), error);
  if (!error) acceptor_->set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_->bind(endpoint, error);
  if (!error) acceptor_->listen(tcp::acceptor::max_listen_connections, error);
  if (error == asio::error::address_in_use) {
    return base::fail(ErrorCode::already_in_use,
                      "something listens on this port already; stop it or choose another");
  }
  if (error)
    return base::fail(ErrorCode::unavailable, "this address and port cannot be listened on; check both");
  port_ = acceptor_->local_endpoint(error).port();
  accept_next();
  for (const auto& worker : workers_) worker->start();
  running_ = true;
  serving_.log.write(base::Severity::info, "server_listens",
                     {{"port", base::Count(port_)}, {"tls", serving_.tls.has_value()}});
  return {};
}

void ListeningServer::accept_next() {
  Worker& worker = *workers_[next_worker_];
  next_worker_ = (next_worker_ + 1) % workers_.size();
  acceptor_->async_accept(worker.context(), [this, &worker](error_code error, tcp::socket socket) {
    if (error == asio::error::operation_aborted || !acceptor_->is_open()) return;
    if (!error) take(worker, std::move(socket));
    const bool exhausted = error == asio::error::no_descriptors || error == asio::error::no_buffer_space ||
                           error == asio::error::no_memory ||
                           error == error_code(ENFILE, boost::system::system_category());
    if (!exhausted) {
      accept_next();
      return;
    }
    serving_.log.write(base::Severity::error, "accept_failed_for_want_of_descriptors");
    pause_->expires_after(accept_pause);
    pause_->async_wait([this](error_code cancelled) {
      if (!cancelled && acceptor_->is_open()) accept_next();
    });
  });
}

void ListeningServer::take(Worker& worker, tcp::socket socket) {
  const Serving::ConnectionCounts open = serving_.connection_counts();
  const bool refused = open.served >= serving_.options.connections_max;
  if (refused) {
    serving_.refused_connections.add();
    if (open.refused >= refusals_at_a_time_max) return;  // the socket closes itself
  }
  serving_.connection_began(refused);
  worker.inbox()->post(
      [&worker, refused, taken = std::move(socket)]() mutable { worker.admit(std::move(taken), refused); });
}

void ListeningServer::stop_accepting() {
  error_code ignored;
  acceptor_->close(ignored);
  pause_->cancel();
}

void ListeningServer::stop(milliseconds grace) {
  if (!std::exchange(running_, false)) return;
  serving_.stopping.store(true);
  std::promise<void> accepted_last;
  workers_[0]->inbox()->post([this, &accepted_last] {
    stop_accepting();
    accepted_last.set_value();
  });
  // From here on every connection there will be is counted, and stands in its worker's inbox before this.
  accepted_last.get_future().wait();
  for (const auto& worker : workers_) {
    worker->inbox()->post([&worker] { worker->wind_down(); });
  }
  const bool all_ended = serving_.wait_for_no_connections(grace);
  if (!all_ended) {
    for (const auto& worker : workers_) {
      worker->inbox()->post([&worker] { worker->cut(); });
    }
    serving_.wait_for_no_connections(std::chrono::hours(24));
  }
  for (const auto& worker : workers_) worker->join();
  serving_.log.write(base::Severity::info, "server_stopped", {{"all_requests_finished", all_ended}});
}

}  // namespace

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, Handler& handler,
                                              const base::Clock& clock, Metrics& metrics, base::Log& log) {
  RETURN_IF_ERROR(check_options(options));
  auto server = std::make_unique<ListeningServer>(std::move(options), handler, clock, metrics, log);
  RETURN_IF_ERROR(server->listen());
  return server;
}

}  // namespace daicho::http
