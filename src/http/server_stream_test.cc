// SPDX-License-Identifier: Apache-2.0
// Against a real server on the loopback interface: bodies and answers that are streamed.
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <thread>

#include "http/loopback_test_kit.h"
#include "http/pipe.h"

namespace daicho::http {
namespace {

using std::chrono::milliseconds;

const std::string chunked_head = "POST /stream HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

// Reads a stream to its end, and then says how much came and how it ended.
class Drain : public std::enable_shared_from_this<Drain> {
 public:
  using Done = std::function<void(std::uint64_t bytes, std::string end)>;
  static void run(std::unique_ptr<ByteStream> stream, Done done) {
    auto drain = std::make_shared<Drain>(std::move(stream), std::move(done));
    drain->next();
  }
  Drain(std::unique_ptr<ByteStream> stream, Done done) : stream_(std::move(stream)), done_(std::move(done)) {}

 private:
  void next() {
    stream_->next([self = shared_from_this()](Piece piece) {
      if (!piece)
        return self->done_(self->bytes_, std::string(base::public_name(piece.error().code()).text()));
      if (!*piece) return self->done_(self->bytes_, "end");
      self->bytes_ += (*piece)->size();
      self->next();
    });
  }

  std::unique_ptr<ByteStream> stream_;
  std::uint64_t bytes_ = 0;
  Done done_;
};

// Gives the pieces of another stream with a mark before each: an answer that depends on the body.
class Marked final : public ByteStream {
 public:
  explicit Marked(std::unique_ptr<ByteStream> of) : of_(std::move(of)) {}
  void next(TakePiece take) override {
    of_->next([take = std::move(take)](Piece piece) {
      if (piece && *piece) **piece = ">" + **piece;
      take(std::move(piece));
    });
  }

 private:
  std::unique_ptr<ByteStream> of_;
};

// Gives `count` pieces at once, then ends, or fails.
class Pieces final : public ByteStream {
 public:
  Pieces(std::string piece, int count, bool fails = false)
      : piece_(std::move(piece)), left_(count), fails_(fails) {}
  void next(TakePiece take) override {
    if (left_-- > 0) return take(std::optional<std::string>(piece_));
    if (fails_) return take(base::fail(base::ErrorCode::corrupt, "half"));
    take(std::optional<std::string>());
  }

 private:
  std::string piece_;
  int left_;
  bool fails_;
};

void drain_route(Request request, Reply reply) {
  Drain::run(std::move(request.stream), [reply](std::uint64_t bytes, const std::string& end) {
    reply(text_answer(std::to_string(bytes) + " " + end));
  });
}

Answer streamed(std::unique_ptr<ByteStream> stream) {
  Answer answer = text_answer("");
  answer.stream = std::move(stream);
  return answer;
}

TEST(HttpStream, hands_over_a_body_as_it_comes) {
  LoopbackServer server;
  server.routes.on("/stream", drain_route);
  RawPeer peer = server.peer();
  peer.send("POST /stream HTTP/1.1\r\nHost: a\r\nContent-Length: 500000\r\n\r\n");
  peer.send(std::string(500'000, 'x') + get("/hello"));
  EXPECT_EQ(peer.answer().body, "500000 end");
  EXPECT_EQ(peer.answer().body, "hello");
  peer.send(chunked_head + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n" + get("/hello"));
  EXPECT_EQ(peer.answer().body, "5 end");
  EXPECT_EQ(peer.answer().body, "hello");
  peer.send("POST /stream HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(peer.answer().body, "0 end");
}

TEST(HttpStream, answers_while_the_body_is_still_coming) {
  LoopbackServer server;
  server.routes.on("/stream", [](Request request, Reply reply) {
    reply(streamed(std::make_unique<Marked>(std::move(request.stream))));
  });
  RawPeer peer = server.peer();
  peer.send(chunked_head);
  std::string seen;
  for (int i = 0; i < 5; ++i) {
    const std::string row = "row" + std::to_string(i) + "\n";
    peer.send("5\r\n" + row + "\r\n");
    // Its answer comes though the request has not ended.
    const std::string chunk = "6\r\n>" + row + "\r\n";
    while (seen.find(chunk) == std::string::npos) {
      const std::string more = peer.receive_some();
      ASSERT_FALSE(more.empty());
      seen += more;
    }
  }
  peer.send("0\r\n\r\n" + get("/hello"));
  const std::string end = "0\r\n\r\n";
  while (seen.find(end) == std::string::npos) seen += peer.receive_some();
  EXPECT_TRUE(seen.starts_with("HTTP/1.1 200 OK\r\n")) << seen;
  while (seen.find("hello") == std::string::npos) seen += peer.receive_some();
}

TEST(HttpStream, answers_from_another_thread_through_a_pipe) {
  LoopbackServer server;
  std::thread writing;
  server.routes.on("/pipe", [&writing](Request, Reply reply) {
    Pipe pipe = Pipe::open(1000);
    reply(streamed(std::move(pipe.reader)));
    writing = std::thread([writer = std::move(pipe.writer)]() mutable {
      for (int i = 0; i < 10'000; ++i) {
        std::mutex mutex;
        std::condition_variable room_came;
        std::optional<bool> room;
        const bool at_once = writer.write("line " + std::to_string(i) + "\n", [&](bool goes_on) {
          const std::lock_guard lock(mutex);
          room = goes_on;
          room_came.notify_one();
        });
        std::unique_lock lock(mutex);
        if (!at_once) room_came.wait(lock, [&] { return room.has_value(); });
        if (room == false) return;
      }
      writer.finish();
    });
  });
  RawPeer peer = server.peer();
  peer.send(get("/pipe"));
  const WireAnswer answer = peer.answer();
  writing.join();
  EXPECT_TRUE(answer.whole);
  std::string expected;
  for (int i = 0; i < 10'000; ++i) expected += "line " + std::to_string(i) + "\n";
  EXPECT_EQ(answer.body, expected);
}

// Who is not asked to send is held up by TCP, and the server keeps next to nothing.
TEST(HttpStream, reads_no_more_than_the_handler_asks_for) {
  LoopbackServer server;
  std::mutex mutex;
  std::optional<Request> held;
  std::optional<Reply> reply_held;
  server.routes.on("/stream", [&](Request request, Reply reply) {
    const std::lock_guard lock(mutex);
    held = std::move(request);
    reply_held = std::move(reply);
  });
  RawPeer peer = server.peer();
  peer.send("POST /stream HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
  ASSERT_TRUE(becomes_true([&] {
    const std::lock_guard lock(mutex);
    return held.has_value();
  }));
  Counter& received = server.metrics.counter("daicho_http_received_bytes_total", "");
  const std::string body(1'000'000, 'x');
  const std::size_t sent = peer.send_without_waiting(body);
  EXPECT_LT(received.value(), 100u);
  std::thread sender([&] { peer.send(std::string_view(body).substr(sent)); });
  drain_route(std::move(*held), std::move(*reply_held));
  EXPECT_EQ(peer.answer().body, "1000000 end");
  sender.join();
}

TEST(HttpStream, writes_no_more_than_the_peer_takes) {
  ServerOptions options;
  options.write_wait_max = milliseconds(60'000);
  LoopbackServer server(options);
  std::atomic<int> given{0};
  class Endless final : public ByteStream {
   public:
    explicit Endless(std::atomic<int>& count) : count_(count) {}
    void next(TakePiece take) override {
      ++count_;
      take(std::optional<std::string>(std::string(100'000, 'x')));
    }

   private:
    std::atomic<int>& count_;
  };
  server.routes.on("/endless",
                   [&given](Request, Reply reply) { reply(streamed(std::make_unique<Endless>(given))); });
  RawPeer peer = server.peer();
  peer.send(get("/endless"));
  int before = -1;
  EXPECT_TRUE(becomes_true([&] {
    const int now = given;
    std::this_thread::sleep_for(milliseconds(100));
    return now > 0 && now == std::exchange(before, now);
  }));
  EXPECT_LT(given, 1000);
  // Others are served meanwhile.
  EXPECT_EQ(server.ask(get("/hello")).body, "hello");
  peer.reset();
  EXPECT_TRUE(becomes_true([&] { return server.metrics.gauge("daicho_http_connections", "").value() == 0; }));
}

// A client that waits for 100 (Continue) hears the refusal instead, and sends nothing.
TEST(HttpStream, can_be_refused_before_its_body_is_sent) {
  LoopbackServer server;
  server.routes.on("/stream", [](Request, Reply reply) {
    Answer answer = text_answer("no");
    answer.status = 401;
    reply(std::move(answer));
  });
  RawPeer peer = server.peer();
  peer.send("POST /stream HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 100\r\n\r\n");
  EXPECT_EQ(peer.answer().status, 401);
  EXPECT_TRUE(peer.is_closed());
}

TEST(HttpStream, asks_for_the_body_when_the_handler_does) {
  LoopbackServer server;
  server.routes.on("/stream", drain_route);
  RawPeer peer = server.peer();
  peer.send("POST /stream HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  EXPECT_EQ(peer.answer().status, 100);
  peer.send("abc");
  EXPECT_EQ(peer.answer().body, "3 end");
}

TEST(HttpStream, ends_in_an_error_where_the_body_does) {
  ServerOptions options;
  options.body_progress_wait_max = milliseconds(200);
  LoopbackServer server(options);
  server.routes.on("/stream", drain_route);
  const auto answer = [&](const std::string& bytes, bool end_sending) {
    RawPeer peer = server.peer();
    peer.send(bytes);
    if (end_sending) peer.end_sending();
    return peer.answer();
  };
  const std::string head = "POST /stream HTTP/1.1\r\nHost: a\r\nContent-Length: ";
  EXPECT_EQ(answer(head + "5\r\n\r\nabc", true).body, "3 malformed_request");
  EXPECT_EQ(answer(head + "5\r\n\r\nabc", false).body, "3 request_timeout");
  EXPECT_EQ(answer(chunked_head + "3\r\nabc\r\n", true).body, "3 malformed_request");
  const std::string malformed = answer(chunked_head + "3\r\nabc\r\nx\r\n", false).body;
  EXPECT_TRUE(malformed.ends_with(" malformed_request")) << malformed;
  EXPECT_EQ(answer(head + "1000001\r\n\r\n", false).status, 413);
  std::string large;
  for (int i = 0; i < 11; ++i) large += "186a0\r\n" + std::string(100'000, 'x') + "\r\n";
  const std::string too_large = answer(chunked_head + large, false).body;
  EXPECT_TRUE(too_large.ends_with(" too_large")) << too_large;
}

TEST(HttpStream, tells_the_handler_that_the_peer_has_gone) {
  LoopbackServer server;
  std::atomic<bool> told{false};
  server.routes.on("/stream", [&told](Request request, Reply reply) {
    Drain::run(std::move(request.stream), [&told, reply](std::uint64_t, const std::string& end) {
      told = end == "interrupted";
      reply(text_answer("to nobody"));
    });
  });
  RawPeer peer = server.peer();
  peer.send(chunked_head + "3\r\nabc\r\n");
  peer.reset();
  EXPECT_TRUE(becomes_true([&] { return told.load(); }));
}

TEST(HttpStream, closes_behind_a_body_that_was_not_read) {
  LoopbackServer server;
  std::unique_ptr<ByteStream> late;
  server.routes.on("/stream", [&late](Request request, Reply reply) {
    late = std::move(request.stream);
    reply(text_answer("enough"));
  });
  RawPeer peer = server.peer();
  peer.send("POST /stream HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  const WireAnswer answer = peer.answer();
  EXPECT_EQ(answer.body, "enough");
  EXPECT_TRUE(answer.has("Connection: close\r\n"));
  EXPECT_TRUE(peer.is_closed());
  std::atomic<bool> refused{false};
  late->next([&refused](Piece piece) { refused = !piece.has_value(); });
  EXPECT_TRUE(becomes_true([&] { return refused.load(); }));
}

// The answer is over while the handler still waits for a piece.
TEST(HttpStream, ends_a_pull_that_is_open_when_the_answer_is_over) {
  ServerOptions options;
  options.linger_max = milliseconds(200);
  LoopbackServer server(options);
  std::atomic<bool> ended{false};
  server.routes.on("/stream", [&ended](Request request, Reply reply) {
    auto body = std::make_shared<std::unique_ptr<ByteStream>>(std::move(request.stream));
    (*body)->next([&ended, body, reply](Piece) {
      (*body)->next([&ended, body](Piece piece) { ended = !piece.has_value(); });
      reply(text_answer("enough"));
    });
  });
  RawPeer peer = server.peer();
  peer.send(chunked_head + "3\r\nabc\r\n");
  EXPECT_EQ(peer.answer().body, "enough");
  EXPECT_TRUE(becomes_true([&] { return ended.load(); }));
  EXPECT_TRUE(peer.is_closed());
}

TEST(HttpStream, waits_for_the_reply_from_the_last_piece_of_the_body) {
  ServerOptions options;
  options.reply_wait_max = milliseconds(400);
  LoopbackServer server(options);
  server.routes.on("/stream", drain_route);
  RawPeer peer = server.peer();
  peer.send(chunked_head);
  for (int i = 0; i < 8; ++i) {  // twice as long as a reply may take
    std::this_thread::sleep_for(milliseconds(100));
    peer.send("3\r\nabc\r\n");
  }
  peer.send("0\r\n\r\n");
  const WireAnswer answer = peer.answer();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "24 end");
}

TEST(HttpStream, never_makes_half_an_answer_look_whole) {
  ServerOptions options;
  options.reply_wait_max = milliseconds(200);
  LoopbackServer server(options);
  class Silent final : public ByteStream {
   public:
    void next(TakePiece) override {}
  };
  server.routes.on("/fails",
                   [](Request, Reply reply) { reply(streamed(std::make_unique<Pieces>("abc", 2, true))); });
  server.routes.on("/silent", [](Request, Reply reply) { reply(streamed(std::make_unique<Silent>())); });
  server.routes.on("/short", [](Request, Reply reply) {
    Answer answer = streamed(std::make_unique<Pieces>("abc", 2));
    answer.stream_bytes = 7;
    reply(std::move(answer));
  });
  server.routes.on("/long", [](Request, Reply reply) {
    Answer answer = streamed(std::make_unique<Pieces>("abc", 2));
    answer.stream_bytes = 5;
    reply(std::move(answer));
  });
  for (const char* path : {"/fails", "/silent", "/short", "/long"}) {
    const WireAnswer answer = server.ask(get(path));
    EXPECT_EQ(answer.status, 200) << path;
    EXPECT_FALSE(answer.whole) << path;
  }
}

TEST(HttpStream, sends_a_stream_of_known_length_with_its_length) {
  LoopbackServer server;
  server.routes.on("/sized", [](Request, Reply reply) {
    Answer answer = streamed(std::make_unique<Pieces>("abc", 100'000));
    answer.stream_bytes = 300'000;
    reply(std::move(answer));
  });
  server.routes.on("/unsized",
                   [](Request, Reply reply) { reply(streamed(std::make_unique<Pieces>("abc", 100'000))); });
  RawPeer peer = server.peer();
  peer.send("HEAD /sized HTTP/1.1\r\nHost: a\r\n\r\n" + get("/sized") + get("/unsized") + get("/hello"));
  EXPECT_TRUE(peer.answer(true).has("Content-Length: 300000\r\n"));
  EXPECT_EQ(peer.answer().body.size(), 300'000u);
  EXPECT_EQ(peer.answer().body.size(), 300'000u);
  EXPECT_EQ(peer.answer().body, "hello");
  RawPeer old = server.peer();
  old.send("GET /unsized HTTP/1.0\r\n\r\n");
  const WireAnswer answer = old.answer();
  EXPECT_FALSE(answer.has("Transfer-Encoding"));
  EXPECT_EQ(answer.body.size(), 300'000u);
}

}  // namespace
}  // namespace daicho::http
