// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "http/message.h"

namespace daicho::http {

// The end of a pipe that is written to, from any one thread at a time. Copies write to the same pipe; when
// the last is gone before finish(), the reader gets `internal`.
class PipeWriter {
 public:
  // Puts `piece` into the pipe (an empty one writes nothing). True: there is room for more, and `room` is not
  // called. False: write on when `room` is called, once: with true when the reader has made room, with false
  // when the reader is gone and nothing more is wanted (that may come before write returns).
  bool write(std::string piece, std::function<void(bool goes_on)> room);
  // Ends the stream well.
  void finish();
  // Ends the stream with why it is not whole.
  void fail(base::Error error);

  class State;
  explicit PipeWriter(std::shared_ptr<State> state);

 private:
  struct Hold;
  std::shared_ptr<Hold> hold_;  // shared, for callbacks that are copied hold the writer
};

// A ByteStream for those who push: what is written at one end is read at the other, at most about
// `waiting_bytes_max` wait between them.
struct Pipe {
  PipeWriter writer;
  std::unique_ptr<ByteStream> reader;

  static Pipe open(std::size_t waiting_bytes_max = 64 * 1024);
};

}  // namespace daicho::http
