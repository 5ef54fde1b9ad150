// SPDX-License-Identifier: Apache-2.0
// Against a real server on the loopback interface: requests, refusals and limits.
#include "http/server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "http/loopback_test_kit.h"

namespace daicho::http {
namespace {

using std::chrono::milliseconds;

TEST(HttpServer, answers_with_the_secure_defaults) {
  LoopbackServer server;
  RawPeer peer = server.peer();
  peer.send(get("/hello"));
  const WireAnswer answer = peer.answer();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "hello");
  for (const char* field :
       {"\r\nDate: ", " GMT\r\n", "X-Content-Type-Options: nosniff\r\n", "Cache-Control: no-store\r\n",
        "Content-Security-Policy: default-src 'none'", "Referrer-Policy: no-referrer\r\n"}) {
    EXPECT_TRUE(answer.has(field)) << field;
  }
  for (const char* field : {"Server:", "Strict-Transport-Security", "Connection:"}) {
    EXPECT_FALSE(answer.has(field)) << field;
  }
}

TEST(HttpServer, gives_the_handler_the_request_as_it_was_sent) {
  LoopbackServer server;
  Request seen;
  server.routes.on("/台帳", [&seen](Request request, Reply reply) {
    seen = std::move(request);
    reply(text_answer("ok"));
  });
  const WireAnswer answer = server.ask(
      "PUT /%E5%8F%B0%E5%B8%B3?x=%20 HTTP/1.1\r\nHost: localhost:80\r\nX-One: 1\r\nContent-Length: "
      "4\r\n\r\nbody");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(seen.method, "PUT");
  EXPECT_EQ(seen.query, "x=%20");
  EXPECT_EQ(seen.host, "localhost:80");
  EXPECT_EQ(seen.headers.find("x-one"), "1");
  EXPECT_EQ(seen.body, "body");
  EXPECT_EQ(seen.stream, nullptr);
  EXPECT_TRUE(seen.peer.loopback);
  EXPECT_FALSE(seen.peer.tls);
}

TEST(HttpServer, keeps_the_connection_for_the_next_request) {
  LoopbackServer server;
  RawPeer peer = server.peer();
  for (int i = 0; i < 3; ++i) {
    peer.send(post("/echo", "body " + std::to_string(i)));
    EXPECT_EQ(peer.answer().body, "body " + std::to_string(i));
  }
}

TEST(HttpServer, answers_pipelined_requests_in_their_order) {
  LoopbackServer server;
  std::vector<std::thread> threads;
  server.routes.on("/later", [&threads](Request, Reply reply) {
    threads.emplace_back([reply] {
      std::this_thread::sleep_for(milliseconds(50));
      reply(text_answer("later"));
    });
  });
  RawPeer peer = server.peer();
  std::string requests = get("/later");
  for (int i = 0; i < 1000; ++i) requests += post("/echo", std::to_string(i));
  requests += get("/later");
  std::thread sender([&] { peer.send(requests); });
  EXPECT_EQ(peer.answer().body, "later");
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(peer.answer().body, std::to_string(i));
  EXPECT_EQ(peer.answer().body, "later");
  sender.join();
  server.server->stop(milliseconds(5000));
  for (std::thread& thread : threads) thread.join();
}

TEST(HttpServer, refuses_malformed_requests_with_a_problem_and_closes) {
  LoopbackServer server;
  const std::string host = "\r\nHost: a\r\n";
  struct Row {
    const char* what;
    std::string request;
    int status;
  };
  const Row rows[] = {
      {"CL and TE",
       "POST /echo HTTP/1.1" + host + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
       400},
      {"two differing CL",
       "POST /echo HTTP/1.1" + host + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400},
      {"two equal CL", "POST /echo HTTP/1.1" + host + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
       400},
      {"TE with a space", "POST /echo HTTP/1.1" + host + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400},
      {"chunk size 0x5",
       "POST /echo HTTP/1.1" + host + "Transfer-Encoding: chunked\r\n\r\n0x5\r\nabcde\r\n0\r\n\r\n", 400},
      {"CL +5", "POST /echo HTTP/1.1" + host + "Content-Length: +5\r\n\r\nabcde", 400},
      {"bare LF", "GET /hello HTTP/1.1\nHost: a\n\n", 400},
      {"NUL in a field", "GET /hello HTTP/1.1" + host + "X: a" + std::string(1, '\0') + "b\r\n\r\n", 400},
      {"TE xchunked", "POST /echo HTTP/1.1" + host + "Transfer-Encoding: xchunked\r\n\r\n", 501},
      {"no Host", "GET /hello HTTP/1.1\r\n\r\n", 400},
      {"two Hosts", "GET /hello HTTP/1.1" + host + "Host: a\r\n\r\n", 400},
      {"version", "GET /hello HTTP/3.0" + host + "\r\n", 400},
      {"expectation", "GET /hello HTTP/1.1" + host + "Expect: miracles\r\n\r\n", 417},
      {"dot segments", "GET /a/../hello HTTP/1.1" + host + "\r\n", 400},
      {"long field", "GET /hello HTTP/1.1" + host + "X: " + std::string(17'000, 'x') + "\r\n\r\n", 431},
      {"many fields",
       "GET /hello HTTP/1.1" + host +
           [] {
             std::string fields;
             for (int i = 0; i < 101; ++i) fields += "X: y\r\n";
             return fields;
           }() +
           "\r\n",
       431},
      {"long body", "POST /echo HTTP/1.1" + host + "Content-Length: 100001\r\n\r\n", 413},
      {"endless head", "GET /" + std::string(40'000, 'x'), 431},
  };
  for (const Row& row : rows) {
    RawPeer peer = server.peer();
    // What stands behind a refused request is not taken for another.
    peer.send(row.request + get("/hello"));
    const WireAnswer answer = peer.answer();
    EXPECT_EQ(answer.status, row.status) << row.what;
    EXPECT_TRUE(answer.has("Content-Type: application/problem+json\r\n")) << row.what;
    EXPECT_TRUE(answer.has("Connection: close\r\n")) << row.what;
    EXPECT_TRUE(answer.whole && answer.body.starts_with("{\"type\":\"urn:daicho:problem:")) << row.what;
    EXPECT_TRUE(peer.is_closed()) << row.what;
  }
}

TEST(HttpServer, refuses_in_the_language_asked_for) {
  LoopbackServer server;
  const std::string request =
      "POST /echo HTTP/1.1\r\nAccept-Language: en\r\nTransfer-Encoding: x\r\nHost: a\r\n\r\n";
  EXPECT_TRUE(server.ask(request).has("Content-Language: en\r\n"));
  EXPECT_TRUE(server.ask("nonsense\r\n\r\n").has("Content-Language: ja\r\n"));
}

TEST(HttpServer, leaves_the_body_out_of_an_answer_to_HEAD) {
  LoopbackServer server;
  server.routes.on("/method", [](Request request, Reply reply) { reply(text_answer(request.method)); });
  RawPeer peer = server.peer();
  peer.send("HEAD /method HTTP/1.1\r\nHost: a\r\n\r\n" + get("/hello"));
  EXPECT_TRUE(peer.answer(true).has("Content-Length: 4\r\n"));
  EXPECT_EQ(peer.answer().body, "hello");
}

TEST(HttpServer, serves_HTTP_1_0_and_closes) {
  LoopbackServer server;
  RawPeer peer = server.peer();
  peer.send("GET /hello HTTP/1.0\r\n\r\n");
  EXPECT_EQ(peer.answer().body, "hello");
  EXPECT_TRUE(peer.is_closed());
}

TEST(HttpServer, closes_when_asked_to_and_after_the_agreed_number_of_requests) {
  ServerOptions options;
  options.requests_per_connection_max = 2;
  LoopbackServer server(options);
  RawPeer asked = server.peer();
  asked.send("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(asked.answer().has("Connection: close\r\n"));
  EXPECT_TRUE(asked.is_closed());
  RawPeer many = server.peer();
  many.send(get("/hello"));
  EXPECT_FALSE(many.answer().has("Connection: close\r\n"));
  many.send(get("/hello"));
  EXPECT_TRUE(many.answer().has("Connection: close\r\n"));
  EXPECT_TRUE(many.is_closed());
}

TEST(HttpServer, asks_for_a_body_that_waits_for_100_continue) {
  LoopbackServer server;
  RawPeer peer = server.peer();
  peer.send("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  EXPECT_EQ(peer.answer().status, 100);
  peer.send("abc");
  EXPECT_EQ(peer.answer().body, "abc");
  peer.send("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 200000\r\n\r\n");
  EXPECT_EQ(peer.answer().status, 413);
}

TEST(HttpServer, lets_the_peer_read_413_while_it_still_sends) {
  LoopbackServer server;
  for (const bool chunked : {false, true}) {
    RawPeer peer = server.peer();
    const std::string piece(64 * 1024, 'x');
    peer.send(chunked ? "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                      : "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 655360\r\n\r\n");
    for (int i = 0; i < 10; ++i) {
      if (chunked) peer.send("10000\r\n");
      EXPECT_TRUE(peer.send(piece));
      if (chunked) peer.send("\r\n");
    }
    EXPECT_EQ(peer.answer().status, 413);
    EXPECT_TRUE(peer.is_closed());
  }
}

TEST(HttpServer, takes_chunked_bodies_whole) {
  LoopbackServer server;
  const WireAnswer answer = server.ask(
      "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
      "chunked\r\n\r\n3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nT: u\r\n\r\n");
  EXPECT_EQ(answer.body, "abcdefg");
}

TEST(HttpServer, sends_large_answers_whole) {
  LoopbackServer server;
  std::string large(5'000'000, ' ');
  for (std::size_t i = 0; i < large.size(); ++i) large[i] = static_cast<char>('a' + i % 23);
  server.routes.on("/large", [&large](Request, Reply reply) { reply(text_answer(large)); });
  RawPeer peer = server.peer();
  peer.send(get("/large") + get("/hello"));
  EXPECT_EQ(peer.answer().body, large);
  EXPECT_EQ(peer.answer().body, "hello");
}

TEST(HttpServer, answers_408_to_slow_heads_and_bodies_and_nothing_to_the_idle) {
  ServerOptions options;
  options.header_wait_max = options.body_progress_wait_max = options.idle_wait_max = milliseconds(500);
  LoopbackServer server(options);
  RawPeer silent = server.peer();
  RawPeer head = server.peer();
  head.send("GET /hello HTTP/1.1\r\nHo");
  RawPeer body = server.peer();
  body.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na");
  RawPeer chunked = server.peer();
  chunked.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na");
  RawPeer idle = server.peer();
  idle.send(get("/hello"));
  EXPECT_EQ(idle.answer().status, 200);
  EXPECT_EQ(head.answer().status, 408);
  EXPECT_EQ(body.answer().status, 408);
  EXPECT_EQ(chunked.answer().status, 408);
  EXPECT_EQ(silent.rest(), "");
  EXPECT_EQ(idle.rest(), "");
}

// A byte now and then is not progress.
TEST(HttpServer, answers_408_to_a_body_that_trickles) {
  ServerOptions options;
  options.body_progress_wait_max = milliseconds(300);
  options.body_progress_bytes_min = 1000;
  LoopbackServer server(options);
  RawPeer peer = server.peer();
  peer.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n");
  std::atomic<bool> answered{false};
  std::thread trickle([&] {
    while (!answered && peer.send("x")) std::this_thread::sleep_for(milliseconds(20));
  });
  EXPECT_EQ(peer.answer().status, 408);
  answered = true;
  trickle.join();
}

TEST(HttpServer, cuts_a_peer_that_does_not_read) {
  ServerOptions options;
  options.write_wait_max = options.linger_max = milliseconds(200);
  LoopbackServer server(options);
  server.routes.on("/large", [](Request, Reply reply) { reply(text_answer(std::string(20'000'000, 'x'))); });
  RawPeer peer = server.peer();
  peer.send(get("/large"));
  Gauge& connections = server.metrics.gauge("daicho_http_connections", "");
  EXPECT_TRUE(becomes_true([&] { return connections.value() == 1; }));
  EXPECT_TRUE(becomes_true([&] { return connections.value() == 0; }));
  EXPECT_FALSE(peer.answer().whole);
}

TEST(HttpServer, answers_for_a_handler_that_does_not) {
  ServerOptions options;
  options.reply_wait_max = milliseconds(500);
  LoopbackServer server(options);
  Reply kept;
  std::vector<std::thread> threads;
  server.routes.on("/drop", [](Request, Reply) {});
  server.routes.on("/drop-later", [&threads](Request, Reply reply) {
    threads.emplace_back([dropped = std::move(reply)] {});
  });
  server.routes.on("/keep", [&kept](Request, Reply reply) { kept = std::move(reply); });
  server.routes.on("/twice", [](Request, Reply reply) {
    reply(text_answer("first"));
    reply(text_answer("second"));
  });
  server.routes.on("/split", [](Request, Reply reply) {
    Answer answer = text_answer("x");
    answer.headers.push_back({"Location", "/\r\nSet-Cookie: a=b"});
    reply(std::move(answer));
  });
  EXPECT_EQ(server.ask(get("/drop")).status, 500);
  EXPECT_EQ(server.ask(get("/drop-later")).status, 500);
  const WireAnswer late = server.ask(get("/keep"));
  EXPECT_EQ(late.status, 503);
  EXPECT_NE(late.body.find("outcome_unknown"), std::string::npos);
  kept(text_answer("too late"));
  RawPeer twice = server.peer();
  twice.send(get("/twice") + get("/hello"));
  EXPECT_EQ(twice.answer().body, "first");
  EXPECT_EQ(twice.answer().body, "hello");
  const WireAnswer split = server.ask(get("/split"));
  EXPECT_EQ(split.status, 500);
  EXPECT_FALSE(split.has("Set-Cookie"));
  for (std::thread& thread : threads) thread.join();
  server.server->stop(milliseconds(5000));
  for (const char* event : {"request_left_unanswered", "request_answered_twice", "answer_not_sendable"}) {
    EXPECT_NE(server.log_text().find(event), std::string::npos) << event;
  }
}

TEST(HttpServer, answers_503_above_the_requests_in_flight_and_goes_on) {
  ServerOptions options;
  options.in_flight_max = 2;
  LoopbackServer server(options);
  std::mutex mutex;
  std::vector<Reply> waiting;
  server.routes.on("/wait", [&](Request, Reply reply) {
    const std::lock_guard lock(mutex);
    waiting.push_back(std::move(reply));
  });
  const auto waiting_count = [&] {
    const std::lock_guard lock(mutex);
    return waiting.size();
  };
  RawPeer first = server.peer();
  RawPeer second = server.peer();
  first.send(get("/wait"));
  second.send(get("/wait"));
  ASSERT_TRUE(becomes_true([&] { return waiting_count() == 2; }));
  RawPeer third = server.peer();
  third.send(get("/hello"));
  const WireAnswer refused = third.answer();
  EXPECT_EQ(refused.status, 503);
  EXPECT_TRUE(refused.has("Retry-After: 1\r\n"));
  for (const Reply& reply : waiting) reply(text_answer("done"));
  EXPECT_EQ(first.answer().body, "done");
  EXPECT_EQ(second.answer().body, "done");
  third.send(get("/hello"));
  EXPECT_EQ(third.answer().status, 200);
}

TEST(HttpServer, answers_503_above_the_open_connections) {
  ServerOptions options;
  options.connections_max = 2;
  options.linger_max = milliseconds(60'000);  // who was refused takes nobody's place meanwhile
  LoopbackServer server(options);
  RawPeer first = server.peer();
  auto second = std::make_unique<RawPeer>(server.port());
  first.send(get("/hello"));
  EXPECT_EQ(first.answer().status, 200);
  second->send(get("/hello"));
  EXPECT_EQ(second->answer().status, 200);
  RawPeer third = server.peer();
  third.send(get("/hello"));
  const WireAnswer refused = third.answer();
  EXPECT_EQ(refused.status, 503);
  EXPECT_TRUE(refused.has("Retry-After: 1\r\n"));
  EXPECT_TRUE(third.is_closed());
  EXPECT_EQ(server.metrics.counter("daicho_http_refused_connections_total", "").value(), 1u);
  second.reset();
  EXPECT_TRUE(becomes_true([&] { return server.ask(get("/hello")).status == 200; }));
}

TEST(HttpServer, answers_503_above_the_bytes_of_bodies_in_hand) {
  ServerOptions options;
  options.buffered_bytes_max = 1000;
  LoopbackServer server(options);
  RawPeer first = server.peer();
  first.send("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 900\r\n\r\n");
  EXPECT_EQ(first.answer().status, 100);
  EXPECT_EQ(server.ask(post("/echo", std::string(101, 'x'))).status, 503);
  EXPECT_EQ(server
                .ask("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n80\r\n" +
                     std::string(128, 'x') + "\r\n0\r\n\r\n")
                .status,
            503);
  EXPECT_EQ(server.ask(post("/echo", std::string(100, 'x'))).status, 200);
  first.send(std::string(900, 'x'));
  EXPECT_EQ(first.answer().status, 200);
  EXPECT_TRUE(becomes_true([&] { return server.ask(post("/echo", std::string(1000, 'x'))).status == 200; }));
}

TEST(HttpServer, survives_peers_that_leave_at_every_byte) {
  LoopbackServer server;
  const std::string request = post("/echo", "abc");
  for (std::size_t size = 0; size <= request.size(); ++size) {
    RawPeer leaves = server.peer();
    leaves.send(request.substr(0, size));
    RawPeer resets = server.peer();
    resets.send(request.substr(0, size));
    resets.reset();
    RawPeer half = server.peer();
    half.send(request.substr(0, size));
    half.end_sending();
    const std::string rest = half.rest();
    if (size == 0) {
      EXPECT_EQ(rest, "");
    } else {
      EXPECT_TRUE(rest.starts_with(size == request.size() ? "HTTP/1.1 200" : "HTTP/1.1 400")) << size << rest;
    }
  }
  EXPECT_EQ(server.ask(get("/hello")).status, 200);
}

TEST(HttpServer, counts_what_it_does) {
  ServerOptions options;
  options.linger_max = milliseconds(100);
  LoopbackServer server(options);
  RawPeer peer = server.peer();
  peer.send(get("/hello"));
  peer.answer();
  peer.send(get("/nothing"));
  peer.answer();
  peer.send("nonsense\r\n\r\n");
  peer.answer();
  server.server->stop(milliseconds(5000));
  const std::string text = server.metrics.text();
  for (const char* line : {"daicho_http_requests_total{route=\"test\",status=\"2xx\"} 1\n",
                           "daicho_http_requests_total{route=\"other\",status=\"4xx\"} 1\n",
                           "daicho_http_requests_total{route=\"transport\",status=\"4xx\"} 1\n",
                           "daicho_http_request_seconds_count{route=\"test\"} 1\n",
                           "daicho_http_connections 0\n", "daicho_http_in_flight 0\n"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line << text;
  }
  const std::size_t sent = get("/hello").size() + get("/nothing").size() + 12;
  EXPECT_EQ(server.metrics.counter("daicho_http_received_bytes_total", "").value(), sent);
}

TEST(HttpServer, logs_every_answer_when_told_and_failed_ones_always) {
  for (const bool all : {true, false}) {
    ServerOptions options;
    options.logs_all_answers = all;
    LoopbackServer server(options);
    server.routes.on("/broken", [](Request, Reply reply) {
      Answer broken = text_answer("broken");
      broken.status = 500;
      reply(std::move(broken));
    });
    server.ask(get("/hello?secret=9"));
    server.ask(get("/broken"));
    server.server->stop(milliseconds(5000));
    const std::string log = server.log_text();
    EXPECT_EQ(log.find(R"("event":"answered","route":"test","status":200,"microseconds":)") != log.npos, all);
    EXPECT_NE(log.find(R"("severity":"warning","event":"answered")"), log.npos) << log;
    EXPECT_EQ(log.find("secret"), log.npos);
  }
}

TEST(HttpServer, says_why_it_cannot_start) {
  LoopbackServer first;
  WallClock clock;
  std::ostringstream out;
  base::Log log(out, clock);
  Metrics metrics;
  Routes routes;
  const auto error = [&](const std::function<void(ServerOptions&)>& set) {
    ServerOptions options;
    set(options);
    auto server = Server::start(options, routes, clock, metrics, log);
    return server ? std::string("started") : std::string(base::public_name(server.error().code()).text());
  };
  EXPECT_EQ(error([](ServerOptions&) {}), "started");
  EXPECT_EQ(error([&](ServerOptions& options) { options.port = first.port(); }), "already_in_use");
  EXPECT_EQ(error([](ServerOptions& options) { options.address = "localhost"; }), "invalid_value");
  EXPECT_EQ(error([](ServerOptions& options) { options.address = "192.0.2.1"; }), "unavailable");
  EXPECT_EQ(error([](ServerOptions& options) { options.io_threads = 0; }), "invalid_value");
  EXPECT_EQ(error([](ServerOptions& options) { options.idle_wait_max = milliseconds(0); }), "invalid_value");
  EXPECT_EQ(error([](ServerOptions& options) {
              options.tls = {"/nowhere/a.pem", "/nowhere/b.pem"};
            }),
            "file_not_readable");
}

}  // namespace
}  // namespace daicho::http
