// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <utility>

#include "http/answer_head.h"
#include "http/connection.h"
#include "http/worker.h"

namespace daicho::http {
namespace {

// Bodies up to this go out in one piece with their head.
constexpr std::size_t joined_body_bytes_max = 8 * 1024;

std::string chunk_head(std::size_t bytes) {
  char text[20];
  const int size = std::snprintf(text, sizeof text, "%zx\r\n", bytes);
  return std::string(text, static_cast<std::size_t>(size));
}

}  // namespace

Task<bool> Connection::write_answer(Answer answer) {
  if (!is_sendable(answer)) {
    serving_.log.write(base::Severity::error, "answer_not_sendable", {{"route", answer.route}});
    answer = problem_answer(
        base::Error(base::ErrorCode::internal, "the answer was malformed; see the server's log"));
  }
  const bool bodiless = exchange_.is_head || is_bodiless(answer.status);
  const bool streams = answer.stream && !bodiless;
  if (writing_continue_) co_await continue_written_;
  // A streamed answer of success is one to a body that is still wanted.
  if (exchange_.continue_awaited && streams && answer.status < 300) co_await send_continue();
  exchange_.answering = true;

  Framing framing;
  framing.date = worker_.date();
  framing.tls = wire_.is_tls();
  framing.body_bytes = answer.stream ? answer.stream_bytes : std::optional<std::uint64_t>(answer.body.size());
  framing.chunked = answer.stream && !answer.stream_bytes && exchange_.takes_chunks;
  const bool ends_by_closing = streams && !framing.body_bytes && !framing.chunked;
  // A body that is not read by now will not be; but beside a streamed answer it may still be.
  framing.keep_alive = exchange_.keep_alive && !answer.close && !ends_by_closing && !winding_down_ &&
                       !serving_.stopping.load(std::memory_order_relaxed) &&
                       (exchange_.body_ended || streams) &&
                       exchanges_ < serving_.options.requests_per_connection_max;

  out_.clear();
  append_answer_head(out_, answer, framing);
  std::string_view body;
  if (!bodiless && !streams) body = answer.body;
  if (body.size() <= joined_body_bytes_max) {
    out_ += body;
    body = {};
  }
  lingers_ = true;
  bool well = co_await write_all(out_, body);
  if (well && streams) {
    well = co_await write_stream(answer, framing.chunked);
    // Half an answer must not look like a whole one.
    if (!well) wire_.close();
  }
  worker_.record_answer(answer.route, answer.status, std::chrono::steady_clock::now() - exchange_.began);
  co_return well&& framing.keep_alive&& exchange_.body_ended;
}

Task<bool> Connection::write_stream(Answer& answer, bool chunked) {
  serving_.in_flight->fetch_add(1, std::memory_order_relaxed);
  std::uint64_t bytes_left = answer.stream_bytes.value_or(0);
  bool well = true;
  while (well) {
    std::optional<std::string> piece = co_await next_piece(*answer.stream);
    well = piece.has_value();
    if (!well || piece->empty()) break;
    if (chunked) {
      out_ = chunk_head(piece->size());
      *piece += "\r\n";
      well = co_await write_all(out_, *piece);
      continue;
    }
    well = !answer.stream_bytes || piece->size() <= bytes_left;
    if (!well) break;
    bytes_left -= answer.stream_bytes ? piece->size() : 0;
    well = co_await write_all(*piece, "");
  }
  serving_.in_flight->fetch_sub(1, std::memory_order_relaxed);
  if (well && chunked) well = co_await write_all("0\r\n\r\n", "");
  co_return well&& bytes_left == 0;
}

// The next piece of a streamed answer; empty at its end; nothing when it failed or does not come.
Task<std::optional<std::string>> Connection::next_piece(ByteStream& stream) {
  piece_.reset();
  outside_.shut();
  link_->calling_out = true;
  stream.next([link = link_, number = exchange_.number](Piece piece) {
    bring(link, [number, piece = std::move(piece)](Connection* connection) mutable {
      if (connection) connection->take_piece(number, std::move(piece));
    });
  });
  link_->calling_out = false;
  if (!piece_) co_await wait_for_outside();
  if (cut_ || !piece_ || !*piece_) co_return std::nullopt;
  co_return std::move(**piece_).value_or(std::string());
}

Task<bool> Connection::write_all(std::string_view first, std::string_view second) {
  while (!first.empty() || !second.empty()) {
    deadlines_.write = worker_.tick_after(serving_.options.write_wait_max);
    const Wire::Outcome went = co_await wire_.write_some(first, second);
    deadlines_.write = 0;
    if (went.error) co_return false;
    serving_.sent_bytes.add(went.bytes);
    const std::size_t of_first = std::min(went.bytes, first.size());
    first.remove_prefix(of_first);
    second.remove_prefix(went.bytes - of_first);
  }
  co_return true;
}

}  // namespace daicho::http
