// SPDX-License-Identifier: Apache-2.0
#include "http/wire.h"

#include <array>

namespace daicho::http {

namespace asio = boost::asio;
using boost::system::error_code;

Wire::Wire(Socket socket, asio::ssl::context* tls) : socket_(std::move(socket)) {
  error_code ignored;  // such a socket is dead, and its first read says so
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  socket_.non_blocking(true, ignored);
  if (tls) tls_.emplace(socket_, *tls);
}

bool Wire::peer_is_loopback() const {
  error_code error;
  const auto peer = socket_.remote_endpoint(error);
  if (error) return false;
  const auto address = peer.address();
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).is_loopback();
  }
  return address.is_loopback();
}

Wire::Operation Wire::read_some(char* bytes, std::size_t size) {
  Operation operation(*this, Operation::Kind::read);
  operation.in_ = asio::buffer(bytes, size);
  return operation;
}

Wire::Operation Wire::write_some(std::string_view first, std::string_view second) {
  Operation operation(*this, Operation::Kind::write);
  operation.out_[0] = asio::buffer(first);
  operation.out_[1] = asio::buffer(second);
  return operation;
}

// A plain write nearly always ends at once: that spares a turn of the event loop.
bool Wire::Operation::await_ready() {
  if (kind_ != Kind::write || wire_.tls_ || wire_.writes_in_a_row_ == writes_in_a_row_max) return false;
  const std::array<asio::const_buffer, 2> buffers = {out_[0], out_[1]};
  outcome_.bytes = wire_.socket_.write_some(buffers, outcome_.error);
  if (outcome_.error == asio::error::would_block) return false;
  ++wire_.writes_in_a_row_;
  return true;
}

void Wire::Operation::await_suspend(std::coroutine_handle<> waiting) {
  wire_.writes_in_a_row_ = 0;
  auto done = [this, waiting](error_code error, std::size_t bytes = 0) {
    outcome_ = {error, bytes};
    waiting.resume();
  };
  const std::array<asio::const_buffer, 2> buffers = {out_[0], out_[1]};
  switch (kind_) {
    case Kind::read:
      if (wire_.tls_ && !wire_.raw_) {
        wire_.tls_->async_read_some(in_, done);
      } else {
        wire_.socket_.async_read_some(in_, done);
      }
      return;
    case Kind::write:
      if (wire_.tls_) {
        wire_.tls_->async_write_some(buffers, done);
      } else {
        wire_.socket_.async_write_some(buffers, done);
      }
      return;
    case Kind::handshake:
      wire_.tls_->async_handshake(asio::ssl::stream_base::server, done);
      return;
    case Kind::shutdown:
      wire_.tls_->async_shutdown(done);
      return;
  }
}

void Wire::end_reads() {
  error_code ignored;
  socket_.shutdown(Socket::shutdown_receive, ignored);
}

void Wire::end_writes() {
  error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
}

void Wire::close() {
  error_code ignored;
  socket_.close(ignored);
}

}  // namespace daicho::http
