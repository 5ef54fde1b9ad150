// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>

namespace daicho::http {

// Bytes that were received and not yet understood, in one piece of memory.
class ReadBuffer {
 public:
  static constexpr std::size_t bytes_first = 4096;

  // Grows from `bytes_first` to `bytes_max` when it must.
  explicit ReadBuffer(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  bool empty() const { return start_ == end_; }
  std::string_view view() const { return {bytes_.get() + start_, end_ - start_}; }
  void consume(std::size_t bytes) {
    start_ += bytes;
    if (start_ == end_) start_ = end_ = 0;
  }

  // Makes room behind what is there; false when `bytes_max` are there.
  bool make_room() {
    if (start_ > 0 && end_ == capacity_) {
      std::memmove(bytes_.get(), bytes_.get() + start_, end_ - start_);
      end_ -= start_;
      start_ = 0;
    }
    if (end_ == capacity_) resize(std::max(bytes_first, capacity_ * 2));
    return end_ < capacity_;
  }
  // Takes as much memory as it may, for much is to come.
  void widen() { resize(bytes_max_); }
  // Gives back what it took beyond the first; it is empty.
  void shrink() {
    if (capacity_ <= bytes_first) return;
    bytes_.reset();
    capacity_ = 0;
  }

  // Where received bytes go, and how many may.
  char* room() { return bytes_.get() + end_; }
  std::size_t room_bytes() const { return capacity_ - end_; }
  void add(std::size_t bytes) { end_ += bytes; }

 private:
  void resize(std::size_t wanted) {
    const std::size_t larger = std::min(wanted, bytes_max_);
    if (larger <= capacity_) return;
    auto moved = std::make_unique_for_overwrite<char[]>(larger);
    if (end_ > start_) std::memcpy(moved.get(), bytes_.get() + start_, end_ - start_);
    end_ -= start_;
    start_ = 0;
    bytes_ = std::move(moved);
    capacity_ = larger;
  }

  const std::size_t bytes_max_;
  std::unique_ptr<char[]> bytes_;
  std::size_t capacity_ = 0;
  std::size_t start_ = 0;
  std::size_t end_ = 0;
};

}  // namespace daicho::http
