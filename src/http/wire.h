// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <coroutine>
#include <optional>
#include <string_view>

#include "http/task.h"

namespace daicho::http {

// The bytes of one connection, plain or over TLS. Of one thread; one read and one write at a time may be
// open.
class Wire {
 public:
  using Socket = boost::asio::ip::tcp::socket;

  // How a read, write, handshake or TLS shutdown went.
  struct Outcome {
    boost::system::error_code error;
    std::size_t bytes = 0;
  };

  // One of them, to be awaited once.
  class Operation {
   public:
    bool await_ready();
    void await_suspend(std::coroutine_handle<> waiting);
    Outcome await_resume() { return outcome_; }

   private:
    friend class Wire;
    enum class Kind { read, write, handshake, shutdown };
    Operation(Wire& wire, Kind kind) : wire_(wire), kind_(kind) {}

    Wire& wire_;
    Kind kind_;
    boost::asio::mutable_buffer in_;
    boost::asio::const_buffer out_[2];
    Outcome outcome_;
  };

  // Plain when `tls` is null; else that context must outlive this.
  Wire(Socket socket, boost::asio::ssl::context* tls);

  bool is_tls() const { return tls_.has_value(); }
  bool peer_is_loopback() const;

  Operation handshake() { return Operation(*this, Operation::Kind::handshake); }
  Operation read_some(char* bytes, std::size_t size);
  // Writes some of `first`, then of `second`.
  Operation write_some(std::string_view first, std::string_view second);
  // Says goodbye in TLS and waits for the peer's; may end in an error.
  Operation tls_shutdown() { return Operation(*this, Operation::Kind::shutdown); }

  // A read that is open, or comes later, ends: with what has arrived already, then at the end of file.
  void end_reads();
  // Tells the peer that nothing more comes.
  void end_writes();
  // From here on bytes are read past TLS (they are thrown away, so nobody needs them deciphered).
  void read_raw() { raw_ = true; }
  // Everything open ends in an error.
  void close();

 private:
  // So many writes may end at once before the other connections of the thread have their turn.
  static constexpr int writes_in_a_row_max = 32;

  Socket socket_;
  std::optional<boost::asio::ssl::stream<Socket&>> tls_;
  bool raw_ = false;
  int writes_in_a_row_ = 0;
};

}  // namespace daicho::http
