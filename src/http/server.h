// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/instant.h"
#include "base/log.h"
#include "base/result.h"
#include "http/message.h"
#include "http/metrics.h"

namespace daicho::http {

// How the body of a request is taken: whole, or as a stream; and how large it may be.
struct BodyMode {
  enum class Way : std::uint8_t { whole = 1, stream = 2 };
  Way way;
  std::uint64_t bytes_max;

  // The handler gets the body in one piece. Above `bytes_max`: 413.
  static BodyMode whole(std::uint64_t bytes_max) { return {Way::whole, bytes_max}; }
  // The handler is called behind the head and asks for the body. Above `bytes_max`: 413 when the length is
  // announced, else the stream ends in `too_large`.
  static BodyMode stream(std::uint64_t bytes_max) { return {Way::stream, bytes_max}; }
};

// Answers requests. Called on the server's threads, by several at once.
class Handler {
 public:
  virtual ~Handler() = default;

  // Says, by method and path, how the body is to be taken, before it is read. Must not block.
  virtual BodyMode body_mode(const RequestHead& head) = 0;

  // Answers one request by calling `reply` once: at once or later, on any thread. Must not block. When every
  // copy of `reply` is gone without a call, `internal` is answered; a second call is logged and ignored.
  //
  // HEAD arrives as HEAD; the server leaves out the body of its answer. A streamed request may be answered
  // before its body is read to the end, with a streamed answer: both then run at the same time.
  virtual void handle(Request request, Reply reply) = 0;
};

// The files of a certificate, in PEM.
struct TlsFiles {
  std::string certificate_chain;
  std::string private_key;
};

// Where a server listens and how much it bears. Every limit is there to be set; the defaults suit one office.
struct ServerOptions {
  std::string address = "127.0.0.1";  // numeric, IPv4 or IPv6
  std::uint16_t port = 0;             // 0: one that is free; see Server::port
  std::optional<TlsFiles> tls;        // TLS 1.2 with forward secrecy, and 1.3; else plain HTTP
  unsigned io_threads = 2;
  // Whether every answer is logged: its route, status and time taken, never what was asked or by whom (the
  // ledger has that). Else only those with status 500 and above.
  bool logs_all_answers = false;

  // Above it a connection is answered 503 and closed.
  std::size_t connections_max = 10'000;
  // Requests being handled. Above it a request is answered 503 with Retry-After; the connection goes on.
  std::size_t in_flight_max = 1'024;
  std::size_t requests_per_connection_max = 1'000'000;
  std::size_t header_bytes_max = 16 * 1024;  // request line and fields; above it 431
  std::size_t header_fields_max = 100;       // above it 431
  // The most that a whole body may have, whatever body_mode says.
  std::uint64_t body_bytes_max = 8 * 1024 * 1024;
  // What all whole bodies that are being read or handled may have together; above it 503.
  std::uint64_t buffered_bytes_max = 256 * 1024 * 1024;

  // Waits are kept to a tenth of a second. Those marked 408 are answered so before the connection closes.
  std::chrono::milliseconds header_wait_max{10'000};  // 408: from the first byte of a head to its last
  std::chrono::milliseconds idle_wait_max{60'000};    // between two requests
  // 408: each such stretch of time must bring `body_progress_bytes_min`, or the body's end.
  std::chrono::milliseconds body_progress_wait_max{10'000};
  std::uint64_t body_progress_bytes_min = 1'024;
  std::chrono::milliseconds write_wait_max{30'000};  // until the peer takes some of what is written
  // Until the handler calls `reply`, from the last piece of a streamed body that it was given; then
  // `outcome_unknown` is answered.
  std::chrono::milliseconds reply_wait_max{60'000};
  // For the peer to read the last answer before the connection is cut.
  std::chrono::milliseconds linger_max{2'000};
};

// An HTTP/1.1 server (RFC 9110, RFC 9112): bytes to Request, Answer to bytes, and no decisions.
//
// It refuses, with a problem document in the language of Accept-Language and then closes: a malformed head,
// a missing, repeated or malformed Host, a repeated Content-Length, Content-Length beside Transfer-Encoding
// (400 each), another transfer coding than chunked (501), an expectation other than 100-continue (417), too
// large a head (431) or body (413), and too slow a request (408).
//
// Every answer carries Date, X-Content-Type-Options: nosniff, Referrer-Policy: no-referrer, Cache-Control:
// no-store, Content-Security-Policy: default-src 'none' (unless it is HTML), and over TLS
// Strict-Transport-Security; what the handler sets itself stays. Connections are kept alive; pipelined
// requests are answered one by one in their order.
class Server {
 public:
  // Listens and serves from the return on. `handler`, `clock`, `metrics` and `log` must outlive the server.
  // Errors: `invalid_value` (address, limits), `file_not_readable` (certificate or key), `already_in_use`
  // (the port), `unavailable` (no socket to be had).
  static base::Result<std::unique_ptr<Server>> start(ServerOptions options, Handler& handler,
                                                     const base::Clock& clock, Metrics& metrics,
                                                     base::Log& log);
  virtual ~Server() = default;  // stops without grace

  // The port it listens on.
  virtual std::uint16_t port() const = 0;

  // Stops accepting, closes idle connections, lets requests in hand finish (their answers say
  // `Connection: close`), and cuts after `grace` what is left. Returns when every thread has ended; later
  // calls of a Reply do nothing. Call it once, from outside the server's threads.
  virtual void stop(std::chrono::milliseconds grace) = 0;
};

}  // namespace daicho::http
