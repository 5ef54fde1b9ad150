// SPDX-License-Identifier: Apache-2.0
#include "http/routes/bulk.h"

#include <deque>
#include <mutex>
#include <utility>
#include <vector>

#include "service/lane.h"

namespace daicho::http {
namespace {

using base::Error;
using base::ErrorCode;
using base::fail;

struct Row {
  std::uint64_t number;
  std::string body;
};

// A bulk request while it runs. Rows wait in lanes; each lane has one row on the line at a time.
class Run : public std::enable_shared_from_this<Run> {
 public:
  Run(const service::Line& line, BulkOptions options, std::unique_ptr<ByteStream> body)
      : line_(line),
        options_(std::move(options)),
        body_(std::move(body)),
        lanes_(options_.lanes),
        rows_(options_.first_row - 1) {}

  void start() { read_on(); }

  // The next piece of outcome lines, now or when there is one.
  void next(TakePiece take) {
    {
      const std::lock_guard lock(mutex_);
      taker_ = std::move(take);
    }
    go_on();
  }

 private:
  struct Lane {
    std::deque<Row> waiting;
    bool busy = false;
  };

  void read_on() {
    body_->next([self = shared_from_this()](Piece piece) { self->take(std::move(piece)); });
  }

  void take(Piece piece) {
    std::vector<std::size_t> started;
    {
      const std::lock_guard lock(mutex_);
      if (!piece) {
        broken_ = piece.error();
        body_ended_ = true;
      } else if (!*piece) {
        if (!partial_.empty()) add_row(std::move(partial_), started);
        partial_.clear();
        body_ended_ = true;
      } else {
        add_rows(**piece, started);
      }
      reading_ = false;
    }
    for (const std::size_t lane : started) run_lane(lane);
    go_on();
  }

  void add_rows(std::string_view piece, std::vector<std::size_t>& started) {
    std::size_t at = 0;
    for (;;) {
      const std::size_t end = piece.find('\n', at);
      partial_.append(piece.substr(at, end - at));
      if (partial_.size() > options_.row_bytes_max) {
        broken_ = Error(ErrorCode::too_large, "a row is longer than 1 MiB; send files as attachments");
        partial_.clear();
        body_ended_ = true;
        return;
      }
      if (end == std::string_view::npos) return;
      if (!partial_.empty() && partial_.back() == '\r') partial_.pop_back();
      // Blank lines count, so that row numbers are line numbers.
      if (partial_.empty()) {
        ++rows_;
      } else {
        add_row(std::exchange(partial_, {}), started);
      }
      at = end + 1;
    }
  }

  void add_row(std::string body, std::vector<std::size_t>& started) {
    const std::uint64_t number = ++rows_;
    const std::size_t lane = service::lane_of(body, number) % lanes_.size();
    lanes_[lane].waiting.push_back({number, std::move(body)});
    ++open_rows_;
    if (!std::exchange(lanes_[lane].busy, true)) started.push_back(lane);
  }

  void run_lane(std::size_t lane) {
    Row row;
    {
      const std::lock_guard lock(mutex_);
      row = std::move(lanes_[lane].waiting.front());
      lanes_[lane].waiting.pop_front();
    }
    service::Request request = options_.row;
    request.part_of_bulk = true;
    request.body = std::move(row.body);
    if (!options_.idempotency_key.empty())
      request.idempotency_key = options_.idempotency_key + "/" + std::to_string(row.number);
    line_.run(std::move(request),
              [self = shared_from_this(), lane, number = row.number](service::Answer answer) {
                self->done(lane, number, std::move(answer));
              });
  }

  void done(std::size_t lane, std::uint64_t number, service::Answer answer) {
    bool more = false;
    {
      const std::lock_guard lock(mutex_);
      outcomes_ += "{\"row\":" + std::to_string(number) + ",\"status\":" + std::to_string(answer.status) +
                   ",\"answer\":" + answer.body + "}\n";
      --open_rows_;
      more = !lanes_[lane].waiting.empty();
      lanes_[lane].busy = more;
    }
    if (more) run_lane(lane);
    go_on();
  }

  // Hands over what there is, and reads on when there is room.
  void go_on() {
    TakePiece take;
    Piece piece = std::optional<std::string>();
    bool read = false;
    {
      const std::lock_guard lock(mutex_);
      const bool ended = body_ended_ && open_rows_ == 0;
      if (taker_ && (!outcomes_.empty() || ended)) {
        take = std::exchange(taker_, nullptr);
        if (!outcomes_.empty()) {
          piece = std::optional(std::exchange(outcomes_, {}));
        } else if (broken_) {
          piece = fail(*broken_);
        }
      }
      const bool room = open_rows_ < options_.rows_waiting_max && outcomes_.size() < outcome_bytes_max;
      if (!body_ended_ && !reading_ && room) read = reading_ = true;
    }
    if (take) take(std::move(piece));
    if (read) read_on();
  }

  static constexpr std::size_t outcome_bytes_max = 4 * 1024 * 1024;

  const service::Line& line_;
  BulkOptions options_;
  std::unique_ptr<ByteStream> body_;
  std::mutex mutex_;
  std::vector<Lane> lanes_;
  std::string partial_;
  std::string outcomes_;
  TakePiece taker_;
  std::uint64_t rows_;  // the number of the last line read
  std::size_t open_rows_ = 0;
  bool reading_ = true;
  bool body_ended_ = false;
  std::optional<base::Error> broken_;
};

class Outcomes final : public ByteStream {
 public:
  explicit Outcomes(std::shared_ptr<Run> run) : run_(std::move(run)) {}
  void next(TakePiece take) override {
    if (!std::exchange(started_, true)) run_->start();
    run_->next(std::move(take));
  }

 private:
  std::shared_ptr<Run> run_;
  bool started_ = false;
};

}  // namespace

std::unique_ptr<ByteStream> run_rows(const service::Line& line, BulkOptions options,
                                     std::unique_ptr<ByteStream> body) {
  return std::make_unique<Outcomes>(std::make_shared<Run>(line, std::move(options), std::move(body)));
}

}  // namespace daicho::http
