// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

#include "http/inbox.h"
#include "http/server.h"
#include "http/wire.h"

namespace daicho::http {

class Connection;

// What all threads of a server share. Thread-safe, except where it says otherwise.
struct Serving {
  Serving(ServerOptions of_options, Handler& of_handler, const base::Clock& of_clock, Metrics& of_metrics,
          base::Log& of_log);

  const ServerOptions options;
  Handler& handler;
  const base::Clock& clock;
  Metrics& metrics;
  base::Log& log;
  std::optional<boost::asio::ssl::context> tls;  // set before the threads begin

  Gauge& connections;
  Gauge& in_flight_shown;
  Counter& refused_connections;
  Counter& received_bytes;
  Counter& sent_bytes;

  // Requests whose handler has not replied, and streamed answers. Shared with replies, which may outlive the
  // server.
  const std::shared_ptr<std::atomic<std::size_t>> in_flight;
  std::atomic<std::uint64_t> buffered_bytes{0};
  std::atomic<bool> stopping{false};

  // Connections that live, on whatever thread: those that are served, and those that are only told that there
  // are too many.
  struct ConnectionCounts {
    std::size_t served = 0;
    std::size_t refused = 0;
  };
  void connection_began(bool refused);
  void connection_ended(bool refused);
  ConnectionCounts connection_counts() const;
  // Waits until none is left, at most so long; says whether none is.
  bool wait_for_no_connections(std::chrono::milliseconds wait_max);

 private:
  mutable std::mutex mutex_;
  std::condition_variable none_left_;
  ConnectionCounts connection_counts_;
};

// One thread with its event loop, and the connections that live on it.
class Worker {
 public:
  // Waits are kept to this. Deadlines are counted in ticks, so that setting one costs no system call.
  static constexpr std::chrono::milliseconds tick{100};

  explicit Worker(Serving& serving);
  ~Worker();  // joined before

  void start();
  // Ends the loop and the thread. No connection may be left.
  void join();

  boost::asio::io_context& context() { return context_; }
  const std::shared_ptr<Inbox>& inbox() const { return inbox_; }

  // The following are of the Worker's thread.

  // Begins a connection, or answers it 503 when there are too many.
  void admit(Wire::Socket socket, bool refused);
  // Destroys `connection` once the current work is done.
  void retire(Connection& connection);
  // Idle connections are closed, the others when their exchange is done.
  void wind_down();
  // All connections are cut.
  void cut();

  std::uint64_t ticks() const { return ticks_; }
  // The tick at which `wait` from now is over for certain.
  std::uint64_t tick_after(std::chrono::milliseconds wait) const;
  // The text of the Date header.
  const std::string& date() const { return date_; }
  // Counts an answered request, and logs it when the options or its failure ask for that.
  void record_answer(base::Literal route, int status, std::chrono::steady_clock::duration took);

 private:
  struct RouteSeries {
    Counter* by_class[6] = {};  // 2xx at 2
    Histogram* seconds = nullptr;
  };

  void sweep();

  Serving& serving_;
  boost::asio::io_context context_{1};
  boost::asio::steady_timer timer_{context_};
  const std::shared_ptr<Inbox> inbox_;
  std::thread thread_;
  std::list<std::unique_ptr<Connection>> connections_;
  std::uint64_t ticks_ = 1;
  std::string date_;
  std::unordered_map<std::string_view, RouteSeries> routes_;
};

}  // namespace daicho::http
