// SPDX-License-Identifier: Apache-2.0
// Against a real server on the loopback interface: many connections, and the end.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <thread>

#include "http/loopback_test_kit.h"
#include "http/pipe.h"

namespace daicho::http {
namespace {

using std::chrono::milliseconds;
using Timepoint = std::chrono::steady_clock::time_point;

Timepoint now() {
  return std::chrono::steady_clock::now();
}

TEST(HttpLife, serves_beside_two_thousand_idle_connections) {
  constexpr std::size_t idle_count = 2000;
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = std::min<rlim_t>(files.rlim_max, 2 * idle_count + 200);
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &files), 0);
  ASSERT_GE(files.rlim_cur, 2 * idle_count + 200) << "too few file descriptors are allowed here";
  LoopbackServer server;
  std::vector<RawPeer> idle;
  for (std::size_t i = 0; i < idle_count; ++i) {
    idle.push_back(server.peer());
    idle.back().send(get("/hello"));
    ASSERT_EQ(idle.back().answer().status, 200);
  }
  EXPECT_EQ(server.metrics.gauge("daicho_http_connections", "").value(),
            static_cast<std::int64_t>(idle_count));
  EXPECT_EQ(server.ask(get("/hello")).body, "hello");
  for (RawPeer& peer : idle) {
    peer.send(get("/hello"));
    ASSERT_EQ(peer.answer().status, 200);
  }
  const Timepoint began = now();
  server.server->stop(milliseconds(10'000));
  EXPECT_LT(now() - began, std::chrono::seconds(5));
  for (RawPeer& peer : idle) EXPECT_TRUE(peer.is_closed());
}

// Every request that the handler saw is answered whole.
TEST(HttpLife, finishes_what_is_in_hand_when_it_stops_under_load) {
  LoopbackServer server;
  std::atomic<int> handled{0};
  std::mutex mutex;
  std::vector<Reply> waiting;
  std::atomic<bool> ended{false};
  server.routes.on("/later", [&](Request, Reply reply) {
    ++handled;
    const std::lock_guard lock(mutex);
    waiting.push_back(std::move(reply));
  });
  std::thread replying([&] {
    while (!ended) {
      std::this_thread::sleep_for(milliseconds(1));
      std::vector<Reply> replies;
      {
        const std::lock_guard lock(mutex);
        replies.swap(waiting);
      }
      for (const Reply& reply : replies) reply(text_answer(std::string(20'000, 'x')));
    }
  });
  std::atomic<int> answered{0};
  std::atomic<int> broken{0};
  std::vector<std::thread> peers;
  for (int i = 0; i < 16; ++i) {
    peers.emplace_back([&] {
      RawPeer peer = server.peer();
      while (peer.send(get("/later"))) {
        const WireAnswer answer = peer.answer();
        if (answer.status == 0) return;
        ++(answer.whole && answer.body.size() == 20'000 ? answered : broken);
        if (answer.has("Connection: close")) return;
      }
    });
  }
  ASSERT_TRUE(becomes_true([&] { return answered > 200; }));
  server.server->stop(milliseconds(10'000));
  for (std::thread& peer : peers) peer.join();
  ended = true;
  replying.join();
  EXPECT_EQ(broken, 0);
  EXPECT_EQ(answered, handled);
  EXPECT_NE(server.log_text().find("\"all_requests_finished\":\"true\""), std::string::npos)
      << server.log_text();
}

TEST(HttpLife, cuts_what_is_left_after_the_grace) {
  LoopbackServer server;
  Reply kept;
  std::atomic<int> begun{0};
  std::optional<Pipe> pipe = Pipe::open();
  server.routes.on("/keep", [&](Request, Reply reply) {
    kept = std::move(reply);
    ++begun;
  });
  server.routes.on("/pipe", [&](Request, Reply reply) {
    ++begun;
    Answer answer = text_answer("");
    answer.stream = std::move(pipe->reader);
    reply(std::move(answer));
  });
  std::atomic<bool> body_ended{false};
  server.routes.on("/stream", [&](Request request, Reply reply) {
    ++begun;
    auto body = std::make_shared<std::unique_ptr<ByteStream>>(std::move(request.stream));
    (*body)->next([&body_ended, body, reply](Piece piece) {
      EXPECT_FALSE(piece.has_value());
      body_ended = true;
      reply(text_answer("to nobody"));
    });
  });
  RawPeer keeps = server.peer();
  keeps.send(get("/keep"));
  RawPeer pipes = server.peer();
  pipes.send(get("/pipe"));
  RawPeer uploads = server.peer();
  uploads.send("POST /stream HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n");
  RawPeer half = server.peer();
  half.send("GET /hello HT");
  ASSERT_TRUE(becomes_true([&] { return begun == 3; }));
  const Timepoint began = now();
  server.server->stop(milliseconds(300));
  EXPECT_LT(now() - began, std::chrono::seconds(5));
  EXPECT_TRUE(body_ended);
  EXPECT_EQ(keeps.answer().status, 0);
  EXPECT_FALSE(pipes.answer().whole);
  kept(text_answer("far too late"));
  EXPECT_FALSE(pipe->writer.write("x", [](bool goes_on) { EXPECT_FALSE(goes_on); }));
}

TEST(HttpLife, ignores_replies_and_streams_that_outlive_it) {
  Reply kept;
  std::unique_ptr<ByteStream> stream;
  std::atomic<bool> has{false};
  {
    LoopbackServer server;
    server.routes.on("/stream", [&](Request request, Reply reply) {
      kept = std::move(reply);
      stream = std::move(request.stream);
      has = true;
    });
    RawPeer peer = server.peer();
    peer.send("POST /stream HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n");
    ASSERT_TRUE(becomes_true([&] { return has.load(); }));
  }
  kept(text_answer("far too late"));
  bool refused = false;
  stream->next([&refused](Piece piece) { refused = !piece.has_value(); });
  EXPECT_TRUE(refused);
}

TEST(HttpLife, stops_twice_and_starts_again_on_the_same_port) {
  ServerOptions options;
  {
    LoopbackServer server;
    EXPECT_EQ(server.ask(get("/hello")).status, 200);
    options.port = server.port();
    server.server->stop(milliseconds(1000));
    server.server->stop(milliseconds(1000));
  }
  LoopbackServer again(options);
  EXPECT_EQ(again.port(), options.port);
  EXPECT_EQ(again.ask(get("/hello")).status, 200);
}

// Connections come and go on several threads while replies come from others.
TEST(HttpLife, serves_many_threads_at_once) {
  ServerOptions options;
  options.io_threads = 4;
  LoopbackServer server(options);
  std::mutex mutex;
  std::vector<Reply> waiting;
  std::atomic<bool> ended{false};
  server.routes.on("/later", [&](Request, Reply reply) {
    const std::lock_guard lock(mutex);
    waiting.push_back(std::move(reply));
  });
  std::vector<std::thread> replying;
  for (int i = 0; i < 2; ++i) {
    replying.emplace_back([&] {
      while (!ended) {
        std::optional<Reply> reply;
        {
          const std::lock_guard lock(mutex);
          if (!waiting.empty()) {
            reply = std::move(waiting.back());
            waiting.pop_back();
          }
        }
        if (reply) {
          (*reply)(text_answer("later"));
        } else {
          std::this_thread::yield();
        }
      }
    });
  }
  std::vector<std::thread> peers;
  std::atomic<int> good{0};
  for (int i = 0; i < 8; ++i) {
    peers.emplace_back([&] {
      for (int connection = 0; connection < 20; ++connection) {
        RawPeer peer = server.peer();
        for (int n = 0; n < 20; ++n) {
          peer.send(get(n % 2 == 0 ? "/later" : "/hello"));
          if (peer.answer().status == 200) ++good;
        }
      }
    });
  }
  for (std::thread& peer : peers) peer.join();
  ended = true;
  for (std::thread& thread : replying) thread.join();
  EXPECT_EQ(good, 8 * 20 * 20);
}

}  // namespace
}  // namespace daicho::http
