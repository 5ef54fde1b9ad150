// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "http/connection.h"
#include "http/problem.h"
#include "http/worker.h"

namespace daicho::http {

using base::ErrorCode;
using base::Result;
using base::Status;

Task<Result<bool>> Connection::read_head() {
  parser_.reset();
  bool begun = false;
  if (buffer_.empty()) {
    buffer_.shrink();
    idle_ = true;
    // Before its first request a connection has no claim to linger.
    const bool first = exchanges_ == 0;
    deadlines_.read =
        worker_.tick_after(first ? serving_.options.header_wait_max : serving_.options.idle_wait_max);
  }
  while (true) {
    if (!buffer_.empty()) {
      if (!begun) deadlines_.read = worker_.tick_after(serving_.options.header_wait_max);
      begun = true;
      idle_ = false;
      const Result<RequestParser::Fed> fed = parser_.feed_head(buffer_.view());
      if (!fed) co_return base::fail(fed.error());
      buffer_.consume(fed->consumed);
      if (fed->whole) break;
    }
    if (winding_down_ && !begun) co_return false;
    if (!buffer_.make_room()) {
      co_return base::fail(ErrorCode::header_too_large,
                           "the request line and headers are too large; send less");
    }
    const Wire::Outcome came = co_await wire_.read_some(buffer_.room(), buffer_.room_bytes());
    if (!came.error) {
      buffer_.add(came.bytes);
      serving_.received_bytes.add(came.bytes);
      continue;
    }
    lingers_ = lingers_ && begun;
    if (!begun || cut_) co_return false;
    if (read_expired_) {
      co_return base::fail(ErrorCode::request_timeout, "the headers did not arrive in time; send again");
    }
    co_return base::fail(ErrorCode::malformed_request, "the request ended within its headers; send it whole");
  }
  deadlines_.read = 0;
  co_return true;
}

void Connection::begin_exchange() {
  deadlines_.read = 0;
  exchange_ = {};
  exchange_.number = ++exchanges_;
  exchange_.language = preferred_language(parser_.accept_language());
  exchange_.began = std::chrono::steady_clock::now();
  exchange_.takes_chunks = parser_.takes_chunks();
}

Status Connection::admit_body(BodyMode mode) {
  const RequestParser::BodyFrame& frame = parser_.body_frame();
  const bool whole = mode.way == BodyMode::Way::whole;
  exchange_.keep_alive = parser_.keep_alive();
  exchange_.chunked = frame.chunked;
  exchange_.body_bytes_left = frame.bytes;
  exchange_.body_ended = !frame.chunked && frame.bytes == 0;
  exchange_.continue_awaited = parser_.expects_continue() && !exchange_.body_ended;
  exchange_.body_bytes_allowed =
      whole ? std::min(mode.bytes_max, serving_.options.body_bytes_max) : mode.bytes_max;
  exchange_.progress_bytes_missing = 0;
  if (frame.bytes > exchange_.body_bytes_allowed) {
    return base::fail(
        base::Error(ErrorCode::too_large, "the body is larger than this address takes; send less")
            .with("bytes_max", base::Count(exchange_.body_bytes_allowed)));
  }
  if (whole && !reserve(frame.bytes)) {
    return base::fail(ErrorCode::unavailable, "too much is being received here; send it again shortly");
  }
  return {};
}

bool Connection::reserve(std::uint64_t bytes) {
  const std::uint64_t before = serving_.buffered_bytes.fetch_add(bytes, std::memory_order_relaxed);
  if (before + bytes > serving_.options.buffered_bytes_max) {
    serving_.buffered_bytes.fetch_sub(bytes, std::memory_order_relaxed);
    return false;
  }
  exchange_.body_bytes_reserved += bytes;
  return true;
}

Task<Result<std::string>> Connection::read_whole_body() {
  std::string body;
  while (!exchange_.body_ended) {
    Piece piece = co_await read_piece();
    if (!piece) co_return base::fail(std::move(piece).error());
    if (!*piece) break;
    if (exchange_.chunked && !reserve((*piece)->size())) {
      co_return base::fail(ErrorCode::unavailable, "too much is being received here; send it again shortly");
    }
    if (body.empty()) {
      body = std::move(**piece);
    } else {
      body += **piece;
    }
  }
  co_return body;
}

Task<Piece> Connection::read_piece() {
  while (!exchange_.body_ended) {
    if (!buffer_.empty()) {
      Result<std::string> piece = take_buffered();
      if (!piece) co_return base::fail(std::move(piece).error());
      if (!piece->empty()) co_return std::optional<std::string>(std::move(*piece));
      if (exchange_.body_ended) break;
    }
    if (exchange_.continue_awaited) {
      const bool sent = co_await send_continue();
      if (!sent)
        co_return base::fail(ErrorCode::interrupted, "the connection is over; the body will not come");
    }
    Status more = co_await read_more();
    if (!more) co_return base::fail(std::move(more).error());
  }
  co_return std::optional<std::string>();
}

// What the buffer holds of the body; empty when it holds only a part of a chunk's head, or the last chunk.
Result<std::string> Connection::take_buffered() {
  std::string piece;
  if (exchange_.chunked) {
    ASSIGN_OR_RETURN(const RequestParser::Fed fed, parser_.feed_chunks(buffer_.view(), piece));
    buffer_.consume(fed.consumed);
    exchange_.body_ended = fed.whole;
  } else {
    piece = buffer_.view().substr(0, exchange_.body_bytes_left);
    buffer_.consume(piece.size());
    exchange_.body_bytes_left -= piece.size();
    exchange_.body_ended = exchange_.body_bytes_left == 0;
  }
  exchange_.continue_awaited = false;  // it came without waiting
  if (piece.size() > exchange_.body_bytes_allowed) {
    return base::fail(ErrorCode::too_large, "the body is larger than this address takes; send less");
  }
  exchange_.body_bytes_allowed -= piece.size();
  return piece;
}

// Reads more of the body. Each stretch of time that is spent waiting here must bring its share of bytes; the
// time that the handler takes between two pieces does not count.
Task<Status> Connection::read_more() {
  if (exchange_.chunked || exchange_.body_bytes_left > ReadBuffer::bytes_first) buffer_.widen();
  if (!buffer_.make_room()) {
    co_return base::fail(ErrorCode::malformed_request,
                         "the head of a chunk or its trailer is too large; send less");
  }
  if (exchange_.progress_bytes_missing == 0) {
    exchange_.progress_bytes_missing = std::max<std::uint64_t>(1, serving_.options.body_progress_bytes_min);
    exchange_.progress_ticks_left =
        worker_.tick_after(serving_.options.body_progress_wait_max) - worker_.ticks();
  }
  deadlines_.read = worker_.ticks() + exchange_.progress_ticks_left;
  const Wire::Outcome came = co_await wire_.read_some(buffer_.room(), buffer_.room_bytes());
  const std::uint64_t deadline = std::exchange(deadlines_.read, 0);
  if (came.error) {
    if (read_expired_) {
      co_return base::fail(ErrorCode::request_timeout, "the body did not arrive in time; send it again");
    }
    if (came.error == boost::asio::error::eof) {
      co_return base::fail(ErrorCode::malformed_request,
                           "the body ended before its announced end; send it whole");
    }
    co_return base::fail(ErrorCode::interrupted, "the connection broke off within the body; send it again");
  }
  exchange_.progress_ticks_left = deadline > worker_.ticks() ? deadline - worker_.ticks() : 1;
  exchange_.progress_bytes_missing -= std::min<std::uint64_t>(exchange_.progress_bytes_missing, came.bytes);
  buffer_.add(came.bytes);
  serving_.received_bytes.add(came.bytes);
  co_return {};
}

// 100 (Continue), unless the answer has begun, which says enough.
Task<bool> Connection::send_continue() {
  exchange_.continue_awaited = false;
  if (exchange_.answering) co_return true;
  writing_continue_ = true;
  continue_written_.shut();
  const bool written = co_await write_all("HTTP/1.1 100 Continue\r\n\r\n", "");
  writing_continue_ = false;
  continue_written_.open();
  co_return written;
}

Task<void> Connection::pull(TakePiece take) {
  Piece piece = co_await read_piece();
  pulling_ = false;
  // Who is still being given the body cannot have replied to it yet.
  if (deadlines_.outside != 0) deadlines_.outside = worker_.tick_after(serving_.options.reply_wait_max);
  take(std::move(piece));
  pulled_.open();
}

}  // namespace daicho::http
