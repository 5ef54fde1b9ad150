// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "http/server.h"

namespace daicho::http {

// The machine's clock.
class WallClock final : public base::Clock {
 public:
  base::Instant now() const override;
};

// Whether `condition` becomes true within ten seconds.
bool becomes_true(const std::function<bool()>& condition);

// A handler whose routes are functions by path. A path that begins with /stream is streamed; the others are
// taken whole, up to `whole_bytes_max`.
class Routes final : public Handler {
 public:
  static constexpr std::uint64_t whole_bytes_max = 100'000;
  static constexpr std::uint64_t stream_bytes_max = 1'000'000;

  void on(std::string path, std::function<void(Request, Reply)> route) {
    routes_[std::move(path)] = std::move(route);
  }

  BodyMode body_mode(const RequestHead& head) override;
  void handle(Request request, Reply reply) override;

 private:
  std::map<std::string, std::function<void(Request, Reply)>> routes_;
};

// An answer as it came over the wire.
struct WireAnswer {
  int status = 0;  // 0: none came
  std::string head;
  std::string body;
  bool whole = false;  // its body came to its end

  bool has(std::string_view field) const { return head.find(field) != std::string::npos; }
};

// The other end of a connection, byte by byte; blocking, and at most ten seconds at a time.
class RawPeer {
 public:
  explicit RawPeer(std::uint16_t port);
  RawPeer(RawPeer&& other) noexcept;
  RawPeer& operator=(RawPeer&&) = delete;
  ~RawPeer();

  // False when the connection is broken.
  bool send(std::string_view bytes);
  // Sends what the kernel takes without waiting; how many bytes.
  std::size_t send_without_waiting(std::string_view bytes);
  void end_sending();
  void reset();  // closes so that the other end sees an error

  WireAnswer answer(bool of_head_request = false);
  // What comes next, as much of it as there is; empty when the connection has ended.
  std::string receive_some();
  // All that comes until the connection ends.
  std::string rest();
  bool is_closed();

 private:
  bool receive();
  std::string until(std::string_view mark);

  int socket_;
  std::string received_;
};

// A running server with Routes: /hello answers at once, /echo the body.
class LoopbackServer {
 public:
  explicit LoopbackServer(ServerOptions options = {});
  ~LoopbackServer();

  std::uint16_t port() const { return server->port(); }
  RawPeer peer() const { return RawPeer(port()); }
  // The answer to one request on a connection of its own.
  WireAnswer ask(std::string_view bytes) const;
  std::string log_text();

  WallClock clock;
  std::ostringstream log_out;
  base::Log log{log_out, clock};
  Metrics metrics;
  Routes routes;
  std::unique_ptr<Server> server;
};

// `GET path HTTP/1.1` with a Host.
std::string get(std::string_view path);
// `POST path HTTP/1.1` with a Host, a length and the body.
std::string post(std::string_view path, std::string_view body);

// An answer with that body.
Answer text_answer(std::string body);

}  // namespace daicho::http
