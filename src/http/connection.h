// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>

#include "http/inbox.h"
#include "http/message.h"
#include "http/read_buffer.h"
#include "http/request_parser.h"
#include "http/server.h"
#include "http/task.h"
#include "http/wire.h"

namespace daicho::http {

struct Serving;
class Worker;

// One connection from its first byte to its last: reads a request, asks the handler, writes the answer, one
// exchange after another. Of the Worker's thread.
class Connection {
 public:
  // A refused one is only told that there are too many.
  Connection(Serving& serving, Worker& worker, Wire::Socket socket, bool refused);
  ~Connection();

  bool is_refused() const { return refused_; }
  // Begins.
  void start();
  // Ends the waits that are over at tick `now`.
  void expire(std::uint64_t now);
  // Ends it once no exchange is going on.
  void wind_down();
  // Ends it now.
  void cut();

  // What comes back from outside for exchange `number`. What comes for an earlier one is dropped.
  void take_answer(std::uint64_t number, std::optional<Answer> answer);  // nothing: the reply was dropped
  void take_piece(std::uint64_t number, Piece piece);
  void give_piece(std::uint64_t number, TakePiece take);
  void report_second_reply();

  std::list<std::unique_ptr<Connection>>::iterator place;  // in its Worker

 private:
  // What is known of the exchange that is going on.
  struct Exchange {
    std::uint64_t number = 0;
    base::Language language = base::Language::ja;
    bool is_head = false;
    bool takes_chunks = true;
    bool keep_alive = false;
    bool answering = false;         // its answer has begun
    bool continue_awaited = false;  // the peer waits for 100 (Continue)
    bool chunked = false;
    bool body_ended = true;             // the body was read to its end
    std::uint64_t body_bytes_left = 0;  // of a body of known length
    std::uint64_t body_bytes_allowed = 0;
    std::uint64_t body_bytes_reserved = 0;     // of Serving::buffered_bytes
    std::uint64_t progress_bytes_missing = 0;  // until the present stretch of time has brought enough
    std::uint64_t progress_ticks_left = 0;
    std::chrono::steady_clock::time_point began;
  };

  // At which tick a wait is over; 0: none.
  struct Deadlines {
    std::uint64_t read = 0;
    std::uint64_t write = 0;
    std::uint64_t outside = 0;
  };

  // connection.cc: the life of a connection.
  Task<void> serve();
  Task<bool> exchange();  // whether another may follow
  Task<bool> exchange_body(Request& request, BodyMode mode);
  Task<bool> refuse(base::Error error);
  Task<void> end_exchange();
  Task<void> say_goodbye();
  Task<Answer> ask(Request request);
  Task<void> wait_for_outside();
  Answer problem_answer(const base::Error& error) const;

  // connection_read.cc
  Task<base::Result<bool>> read_head();  // false: there is none to come
  void begin_exchange();
  base::Status admit_body(BodyMode mode);
  Task<base::Result<std::string>> read_whole_body();
  Task<Piece> read_piece();
  base::Result<std::string> take_buffered();
  Task<base::Status> read_more();
  Task<bool> send_continue();
  Task<void> pull(TakePiece take);
  bool reserve(std::uint64_t bytes);

  // connection_write.cc
  Task<bool> write_answer(Answer answer);  // whether the connection is still in order
  Task<bool> write_stream(Answer& answer, bool chunked);
  Task<std::optional<std::string>> next_piece(ByteStream& stream);
  Task<bool> write_all(std::string_view first, std::string_view second);

  Serving& serving_;
  Worker& worker_;
  Wire wire_;
  const std::shared_ptr<Link> link_;
  const bool refused_;
  ReadBuffer buffer_;
  RequestParser parser_;
  Exchange exchange_;
  Deadlines deadlines_;
  std::string out_;  // kept for its memory
  Peer peer_;
  std::uint64_t exchanges_ = 0;

  bool idle_ = true;  // no byte of a request has come
  bool winding_down_ = false;
  bool cut_ = false;
  bool read_expired_ = false;
  bool reads_ended_ = false;  // by ourselves
  bool lingers_ = false;      // the peer may not have read the last answer yet

  Gate outside_;  // for what the handler gives: one of the following two
  std::optional<Answer> answer_;
  std::optional<Piece> piece_;
  bool pulling_ = false;
  Gate pulled_;
  bool writing_continue_ = false;
  Gate continue_written_;

  // Last, so that they are destroyed first: their frames refer to the above.
  Task<void> pull_task_;
  Task<void> serve_task_;
};

}  // namespace daicho::http
