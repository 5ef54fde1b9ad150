// SPDX-License-Identifier: Apache-2.0
#include "http/connection.h"

#include <utility>

#include "http/problem.h"
#include "http/worker.h"

namespace daicho::http {
namespace {

using base::ErrorCode;

base::Error connection_over() {
  return base::Error(ErrorCode::interrupted, "the connection is over; the rest of this body will not come");
}

// The body of a streamed request, as the handler sees it.
class RequestBody final : public ByteStream {
 public:
  RequestBody(std::shared_ptr<Link> link, std::uint64_t number) : link_(std::move(link)), number_(number) {}

  void next(TakePiece take) override {
    const bool posted = link_->inbox->post([link = link_, number = number_, take] {
      if (link->connection) {
        link->connection->give_piece(number, take);
      } else {
        take(base::fail(connection_over()));
      }
    });
    if (!posted) take(base::fail(connection_over()));
  }

 private:
  std::shared_ptr<Link> link_;  // shared with the connection, which may end first
  std::uint64_t number_;
};

// The right to answer one exchange once. It counts as in flight until it is used or gone.
class Ticket {
 public:
  Ticket(std::shared_ptr<Link> link, std::uint64_t number) : link_(std::move(link)), number_(number) {
    link_->in_flight->fetch_add(1, std::memory_order_relaxed);
  }
  Ticket(const Ticket&) = delete;
  Ticket& operator=(const Ticket&) = delete;
  ~Ticket() {
    if (!used_.load()) use(std::nullopt);
  }

  void answer(Answer answer) {
    if (used_.exchange(true)) {
      bring(link_, [](Connection* connection) {
        if (connection) connection->report_second_reply();
      });
      return;
    }
    use(std::move(answer));
  }

 private:
  void use(std::optional<Answer> answer) {
    link_->in_flight->fetch_sub(1, std::memory_order_relaxed);
    bring(link_, [number = number_, answer = std::move(answer)](Connection* connection) mutable {
      if (connection) connection->take_answer(number, std::move(answer));
    });
  }

  std::shared_ptr<Link> link_;
  std::uint64_t number_;
  std::atomic<bool> used_{false};
};

}  // namespace

Connection::Connection(Serving& serving, Worker& worker, Wire::Socket socket, bool refused)
    : serving_(serving),
      worker_(worker),
      wire_(std::move(socket), serving.tls ? &*serving.tls : nullptr),
      link_(std::make_shared<Link>(Link{worker.inbox(), serving.in_flight, this})),
      refused_(refused),
      buffer_(std::max<std::size_t>(serving.options.header_bytes_max + ReadBuffer::bytes_first, 64 * 1024)),
      parser_({serving.options.header_bytes_max, serving.options.header_fields_max}) {
  peer_ = {wire_.peer_is_loopback(), wire_.is_tls()};
}

Connection::~Connection() {
  link_->connection = nullptr;
}

void Connection::start() {
  serve_task_ = serve();
  serve_task_.start();
}

Task<void> Connection::serve() {
  if (refused_) {
    // Over TLS a handshake would cost more than the answer is worth.
    if (!wire_.is_tls()) {
      begin_exchange();
      co_await refuse(
          base::Error(ErrorCode::unavailable, "too many connections are open here; try again shortly"));
    }
  } else {
    bool goes_on = true;
    if (wire_.is_tls()) {
      deadlines_.read = worker_.tick_after(serving_.options.header_wait_max);
      const Wire::Outcome shaken = co_await wire_.handshake();
      deadlines_.read = 0;
      goes_on = !shaken.error;
    }
    while (goes_on && !cut_) goes_on = co_await exchange();
  }
  if (!cut_) co_await say_goodbye();
  wire_.close();
  worker_.retire(*this);
}

Task<bool> Connection::exchange() {
  base::Result<bool> head = co_await read_head();
  if (head && !*head) co_return false;
  begin_exchange();
  bool goes_on = false;
  if (!head) {
    goes_on = co_await refuse(std::move(head).error());
  } else {
    Request request;
    static_cast<RequestHead&>(request) = parser_.take_head();
    request.peer = peer_;
    exchange_.is_head = request.method == "HEAD";
    const BodyMode mode = serving_.handler.body_mode(request);
    goes_on = co_await exchange_body(request, mode);
  }
  co_await end_exchange();
  co_return goes_on;
}

Task<bool> Connection::exchange_body(Request& request, BodyMode mode) {
  base::Status admitted = admit_body(mode);
  if (!admitted) co_return co_await refuse(std::move(admitted).error());
  switch (mode.way) {
    case BodyMode::Way::whole: {
      base::Result<std::string> body = co_await read_whole_body();
      if (!body) co_return co_await refuse(std::move(body).error());
      request.body = std::move(*body);
      break;
    }
    case BodyMode::Way::stream:
      request.stream = std::make_unique<RequestBody>(link_, exchange_.number);
      break;
  }
  if (cut_) co_return false;
  Answer answer = co_await ask(std::move(request));
  co_return co_await write_answer(std::move(answer));
}

Task<Answer> Connection::ask(Request request) {
  if (serving_.in_flight->load(std::memory_order_relaxed) >= serving_.options.in_flight_max) {
    co_return problem_answer(base::Error(ErrorCode::unavailable,
                                         "too many requests are being handled here; send it again shortly"));
  }
  answer_.reset();
  outside_.shut();
  link_->calling_out = true;
  {
    auto ticket = std::make_shared<Ticket>(link_, exchange_.number);
    serving_.handler.handle(std::move(request),
                            [ticket = std::move(ticket)](Answer given) { ticket->answer(std::move(given)); });
  }
  link_->calling_out = false;
  if (!answer_) co_await wait_for_outside();
  if (answer_) co_return std::move(*answer_);
  Answer given_up = problem_answer(base::Error(
      ErrorCode::outcome_unknown, "handling took too long; repeat it with the same Idempotency-Key"));
  given_up.close = true;
  co_return given_up;
}

Task<void> Connection::wait_for_outside() {
  if (cut_) co_return;
  deadlines_.outside = worker_.tick_after(serving_.options.reply_wait_max);
  co_await outside_;
  deadlines_.outside = 0;
}

Task<bool> Connection::refuse(base::Error error) {
  Answer answer = problem_answer(error);
  answer.close = true;
  co_return co_await write_answer(std::move(answer));
}

Answer Connection::problem_answer(const base::Error& error) const {
  Answer answer = problem(error, exchange_.language);
  answer.route = "transport";
  return answer;
}

Task<void> Connection::end_exchange() {
  exchange_.number = 0;  // what still comes from outside is late
  if (pulling_) {
    reads_ended_ = true;
    wire_.end_reads();
    co_await pulled_;
  }
  serving_.buffered_bytes.fetch_sub(exchange_.body_bytes_reserved, std::memory_order_relaxed);
}

// Closing while the peer still sends would reset the connection, and the peer could lose the last answer. So
// the end is announced, and what comes meanwhile is thrown away, for a while.
Task<void> Connection::say_goodbye() {
  const std::uint64_t over = worker_.tick_after(serving_.options.linger_max);
  deadlines_ = {};
  if (wire_.is_tls()) {
    deadlines_.read = deadlines_.write = over;
    const Wire::Outcome ended = co_await wire_.tls_shutdown();
    deadlines_ = {};
    if (!ended.error) co_return;
  }
  if (!lingers_ || cut_) co_return;
  wire_.end_writes();
  if (reads_ended_) {
    outside_.shut();
    deadlines_.outside = over;
    co_await outside_;
    co_return;
  }
  wire_.read_raw();
  deadlines_.read = over;
  while (!cut_) {
    buffer_.consume(buffer_.view().size());
    if (!buffer_.make_room()) co_return;
    const Wire::Outcome came = co_await wire_.read_some(buffer_.room(), buffer_.room_bytes());
    if (came.error) co_return;
  }
}

void Connection::expire(std::uint64_t now) {
  if (deadlines_.read != 0 && now >= deadlines_.read) {
    deadlines_.read = 0;
    read_expired_ = reads_ended_ = true;
    wire_.end_reads();
  }
  if (deadlines_.write != 0 && now >= deadlines_.write) {
    deadlines_.write = 0;
    wire_.close();
  }
  if (deadlines_.outside != 0 && now >= deadlines_.outside) {
    deadlines_.outside = 0;
    outside_.open();
  }
}

void Connection::wind_down() {
  winding_down_ = true;
  if (!idle_) return;
  reads_ended_ = true;
  wire_.end_reads();
}

void Connection::cut() {
  cut_ = true;
  deadlines_ = {};
  wire_.close();
  outside_.open();
}

void Connection::take_answer(std::uint64_t number, std::optional<Answer> answer) {
  if (number != exchange_.number || exchange_.answering) return;
  if (!answer) {
    serving_.log.write(base::Severity::error, "request_left_unanswered");
    answer =
        problem_answer(base::Error(ErrorCode::internal, "the request was dropped; see the server's log"));
  }
  answer_ = std::move(answer);
  if (!link_->calling_out) outside_.open();
}

void Connection::take_piece(std::uint64_t number, Piece piece) {
  if (number != exchange_.number) return;
  piece_ = std::move(piece);
  if (!link_->calling_out) outside_.open();
}

void Connection::give_piece(std::uint64_t number, TakePiece take) {
  if (number != exchange_.number || cut_ || pulling_) {
    take(base::fail(connection_over()));
    return;
  }
  pulling_ = true;
  pulled_.shut();
  pull_task_ = pull(std::move(take));
  pull_task_.start();
}

void Connection::report_second_reply() {
  serving_.log.write(base::Severity::error, "request_answered_twice");
}

}  // namespace daicho::http
