// SPDX-License-Identifier: Apache-2.0
#include "http/pipe.h"

#include <gtest/gtest.h>

#include <optional>

namespace daicho::http {
namespace {

// What a reader has been given so far: pieces, then "end" or the name of an error.
class Taken {
 public:
  TakePiece next() {
    return [this](Piece piece) {
      if (!piece) {
        last_ = std::string(base::public_name(piece.error().code()).text());
      } else {
        last_ = piece->value_or("end");
      }
    };
  }
  std::optional<std::string> take() { return std::exchange(last_, std::nullopt); }

 private:
  std::optional<std::string> last_;
};

const auto no_room = [](bool) { ADD_FAILURE() << "room was called"; };

TEST(Pipe, gives_what_was_written_in_order) {
  Pipe pipe = Pipe::open();
  Taken taken;
  EXPECT_TRUE(pipe.writer.write("a", no_room));
  EXPECT_TRUE(pipe.writer.write("", no_room));
  EXPECT_TRUE(pipe.writer.write("b", no_room));
  pipe.reader->next(taken.next());
  EXPECT_EQ(taken.take(), "ab");
  pipe.reader->next(taken.next());
  EXPECT_EQ(taken.take(), std::nullopt);
  EXPECT_TRUE(pipe.writer.write("c", no_room));
  EXPECT_EQ(taken.take(), "c");
  pipe.writer.finish();
  pipe.reader->next(taken.next());
  EXPECT_EQ(taken.take(), "end");
}

TEST(Pipe, holds_the_writer_up_while_it_is_full) {
  Pipe pipe = Pipe::open(4);
  Taken taken;
  std::optional<bool> room;
  EXPECT_TRUE(pipe.writer.write("abc", no_room));
  EXPECT_FALSE(pipe.writer.write("d", [&room](bool goes_on) { room = goes_on; }));
  EXPECT_FALSE(room.has_value());
  pipe.reader->next(taken.next());
  EXPECT_EQ(taken.take(), "abcd");
  EXPECT_EQ(room, true);
}

TEST(Pipe, tells_a_waiting_reader_of_the_end_and_of_a_failure) {
  Taken taken;
  Pipe ended = Pipe::open();
  ended.reader->next(taken.next());
  ended.writer.finish();
  EXPECT_EQ(taken.take(), "end");
  Pipe failed = Pipe::open();
  EXPECT_TRUE(failed.writer.write("half", no_room));
  failed.writer.fail(base::Error(base::ErrorCode::corrupt, "x"));
  failed.reader->next(taken.next());
  EXPECT_EQ(taken.take(), "half");
  failed.reader->next(taken.next());
  EXPECT_EQ(taken.take(), "corrupt");
}

TEST(Pipe, tells_the_writer_that_the_reader_is_gone) {
  Pipe pipe = Pipe::open(1);
  std::optional<bool> room;
  EXPECT_FALSE(pipe.writer.write("a", [&room](bool goes_on) { room = goes_on; }));
  pipe.reader.reset();
  EXPECT_EQ(room, false);
  room.reset();
  EXPECT_FALSE(pipe.writer.write("b", [&room](bool goes_on) { room = goes_on; }));
  EXPECT_EQ(room, false);
}

TEST(Pipe, takes_a_writer_that_is_gone_for_a_failure) {
  Taken taken;
  std::optional<Pipe> pipe = Pipe::open();
  const std::unique_ptr<ByteStream> reader = std::move(pipe->reader);
  {
    const PipeWriter copy = pipe->writer;
    pipe.reset();
    reader->next(taken.next());
    EXPECT_EQ(taken.take(), std::nullopt);
  }
  EXPECT_EQ(taken.take(), "internal");
}

}  // namespace
}  // namespace daicho::http
