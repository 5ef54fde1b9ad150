// SPDX-License-Identifier: Apache-2.0
#include "http/pipe.h"

#include <mutex>
#include <optional>
#include <utility>

#include "base/check.h"

namespace daicho::http {

// What waits between the two ends. Callbacks are called without the lock, for they come back.
class PipeWriter::State {
 public:
  explicit State(std::size_t waiting_bytes_max) : waiting_bytes_max_(waiting_bytes_max) {}

  bool write(std::string piece, std::function<void(bool)> room) {
    std::unique_lock lock(mutex_);
    if (reader_gone_) {
      lock.unlock();
      room(false);
      return false;
    }
    if (piece.empty()) return true;
    if (take_) {
      const TakePiece take = std::exchange(take_, nullptr);
      lock.unlock();
      take(std::optional<std::string>(std::move(piece)));
      return true;
    }
    waiting_ += piece;
    if (waiting_.size() < waiting_bytes_max_) return true;
    room_ = std::move(room);
    return false;
  }

  void end(std::optional<base::Error> failure) {
    std::unique_lock lock(mutex_);
    if (ended_) return;
    ended_ = true;
    failure_ = std::move(failure);
    if (!take_) return;
    const TakePiece take = std::exchange(take_, nullptr);
    Piece last = end_piece();
    lock.unlock();
    take(std::move(last));
  }

  void next(TakePiece take) {
    std::unique_lock lock(mutex_);
    CHECK(!take_);
    if (!waiting_.empty()) {
      std::string piece = std::exchange(waiting_, {});
      const std::function<void(bool)> room = std::exchange(room_, nullptr);
      lock.unlock();
      take(std::optional<std::string>(std::move(piece)));
      if (room) room(true);
      return;
    }
    if (!ended_) {
      take_ = std::move(take);
      return;
    }
    Piece last = end_piece();
    lock.unlock();
    take(std::move(last));
  }

  void reader_left() {
    std::unique_lock lock(mutex_);
    reader_gone_ = true;
    take_ = nullptr;
    const std::function<void(bool)> room = std::exchange(room_, nullptr);
    lock.unlock();
    if (room) room(false);
  }

 private:
  Piece end_piece() const {
    if (failure_) return base::fail(*failure_);
    return std::optional<std::string>();
  }

  const std::size_t waiting_bytes_max_;
  std::mutex mutex_;
  std::string waiting_;
  bool ended_ = false;
  bool reader_gone_ = false;
  std::optional<base::Error> failure_;
  TakePiece take_;                  // the reader waits for a piece
  std::function<void(bool)> room_;  // the writer waits for room
};

namespace {

class PipeReader final : public ByteStream {
 public:
  explicit PipeReader(std::shared_ptr<PipeWriter::State> state) : state_(std::move(state)) {}
  ~PipeReader() override { state_->reader_left(); }
  void next(TakePiece take) override { state_->next(std::move(take)); }

 private:
  std::shared_ptr<PipeWriter::State> state_;  // shared with the writer, which may live longer
};

}  // namespace

// Ends the stream when the last writer is gone.
struct PipeWriter::Hold {
  explicit Hold(std::shared_ptr<State> of) : state(std::move(of)) {}
  Hold(const Hold&) = delete;
  Hold& operator=(const Hold&) = delete;
  ~Hold() {
    state->end(
        base::Error(base::ErrorCode::internal, "an answer was given up halfway; see the server's log"));
  }
  std::shared_ptr<State> state;
};

PipeWriter::PipeWriter(std::shared_ptr<State> state) : hold_(std::make_shared<Hold>(std::move(state))) {}

bool PipeWriter::write(std::string piece, std::function<void(bool)> room) {
  // Held here too: `room` may destroy the last copy of this writer.
  const std::shared_ptr<Hold> hold = hold_;
  return hold->state->write(std::move(piece), std::move(room));
}
void PipeWriter::finish() {
  const std::shared_ptr<Hold> hold = hold_;
  hold->state->end(std::nullopt);
}
void PipeWriter::fail(base::Error error) {
  const std::shared_ptr<Hold> hold = hold_;
  hold->state->end(std::move(error));
}

Pipe Pipe::open(std::size_t waiting_bytes_max) {
  const auto state = std::make_shared<PipeWriter::State>(waiting_bytes_max);
  return {PipeWriter(state), std::make_unique<PipeReader>(state)};
}

}  // namespace daicho::http
