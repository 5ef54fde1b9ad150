// SPDX-License-Identifier: Apache-2.0
// The client against a real server on the loopback interface, plain and over TLS.
#include "http/client.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "base/check.h"
#include "http/loopback_test_kit.h"
#include "http/problem.h"

namespace daicho::http {
namespace {

using base::ErrorCode;
using std::chrono::milliseconds;

// A folder that is removed again, with a certificate of its own making for 127.0.0.1.
class CertificateFolder {
 public:
  CertificateFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "daicho_http_XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    const std::string command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
        " -subj /CN=daicho-test -addext subjectAltName=IP:127.0.0.1 -keyout '" +
        file("key.pem") + "' -out '" + file("certificate.pem") + "' 2>/dev/null";
    made_ = std::system(command.c_str()) == 0;
  }
  ~CertificateFolder() { std::filesystem::remove_all(folder_); }

  bool made() const { return made_; }
  std::string file(const char* name) const { return (folder_ / name).string(); }
  TlsFiles files() const { return {file("certificate.pem"), file("key.pem")}; }

 private:
  std::filesystem::path folder_;
  bool made_ = false;
};

std::unique_ptr<Client> client_of(const LoopbackServer& server, ClientOptions options = {}) {
  options.base_url = "http://127.0.0.1:" + std::to_string(server.port());
  auto client = Client::create(std::move(options));
  CHECK(client.has_value());
  return std::move(*client);
}

std::string error_name(const base::Result<ClientAnswer>& answer) {
  return answer ? "status " + std::to_string(answer->status)
                : std::string(base::public_name(answer.error().code()).text());
}

// Gives `lines` lines, each with its number.
ReadPiece numbered_lines(int lines) {
  return [i = 0, lines]() mutable -> std::optional<std::string> {
    if (i == lines) return std::nullopt;
    return "row " + std::to_string(i++) + "\n";
  };
}

// Answers each piece of the body with itself.
class Echo final : public ByteStream {
 public:
  explicit Echo(std::unique_ptr<ByteStream> body) : body_(std::move(body)) {}
  void next(TakePiece take) override { body_->next(std::move(take)); }

 private:
  std::unique_ptr<ByteStream> body_;
};

void echo_stream(Request request, Reply reply) {
  Answer answer = text_answer("");
  answer.stream = std::make_unique<Echo>(std::move(request.stream));
  reply(std::move(answer));
}

TEST(HttpClient, sends_requests_and_gives_answers) {
  LoopbackServer server;
  server.routes.on("/what", [](Request request, Reply reply) {
    Answer answer =
        text_answer(request.method + " " + std::string(request.headers.find("authorization").value_or("")) +
                    " " + std::string(request.headers.find("content-type").value_or("none")) + " " +
                    std::string(request.headers.find("x-one").value_or("")) + " " + request.body);
    answer.status = 201;
    answer.headers.push_back({"X-Two", "2"});
    reply(std::move(answer));
  });
  ClientOptions options;
  options.api_key = "key";
  const auto client = client_of(server, options);
  const std::vector<Header> headers = {{"X-One", "1"}, {"Content-Type", "application/json"}};
  const auto answer = client->send("PATCH", "/what?x=1", headers, "{}");
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->status, 201);
  EXPECT_EQ(answer->body, "PATCH Bearer key application/json 1 {}");
  EXPECT_EQ(answer->headers.find("x-two"), "2");
  EXPECT_EQ(client->send("GET", "/what", {}, "")->body, "GET Bearer key none  ");
  EXPECT_EQ(client->send("DELETE", "/what", {}, "")->body, "DELETE Bearer key none  ");
  EXPECT_EQ(client->send("HEAD", "/what", {}, "")->body, "");
  EXPECT_EQ(client->send("GET", "/nothing", {}, "")->status, 404);
}

TEST(HttpClient, waits_for_leave_to_send_a_large_body) {
  LoopbackServer server;
  const auto client = client_of(server);
  EXPECT_EQ(error_name(client->send("POST", "/echo", {}, std::string(2'000'000, 'x'))), "status 413");
  EXPECT_EQ(client->send("POST", "/echo", {}, std::string(100'000, 'x'))->body.size(), 100'000u);
  EXPECT_LT(server.metrics.counter("daicho_http_received_bytes_total", "").value(), 200'000u);
}

TEST(HttpClient, keeps_its_connection_where_repeating_is_harmless) {
  LoopbackServer server;
  const auto client = client_of(server);
  const auto connections = [&] { return server.metrics.gauge("daicho_http_connections", "").value(); };
  for (int i = 0; i < 5; ++i) EXPECT_EQ(error_name(client->send("GET", "/hello", {}, "")), "status 200");
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(error_name(client->send("POST", "/echo", {{"Idempotency-Key", "k"}}, "x")), "status 200");
  }
  EXPECT_EQ(connections(), 1);
}

TEST(HttpClient, tries_again_only_with_an_idempotency_key) {
  LoopbackServer server;
  std::atomic<int> asked{0};
  server.routes.on("/busy", [&asked](Request, Reply reply) {
    Answer answer = text_answer("");
    if (++asked % 3 != 0) {
      answer.status = 503;
      answer.headers.push_back({"Retry-After", "7"});
    }
    reply(std::move(answer));
  });
  server.routes.on("/closed", [&asked](Request, Reply reply) {
    ++asked;
    Answer answer = text_answer("");
    answer.status = 503;
    reply(std::move(answer));
  });
  std::vector<milliseconds> waits;
  ClientOptions options;
  options.sleep = [&waits](milliseconds wait) { waits.push_back(wait); };
  const auto client = client_of(server, options);
  EXPECT_EQ(error_name(client->send("POST", "/busy", {{"idempotency-key", "k"}}, "x")), "status 200");
  EXPECT_EQ(waits, (std::vector<milliseconds>{milliseconds(5000), milliseconds(5000)}));
  EXPECT_EQ(error_name(client->send("POST", "/busy", {}, "x")), "status 503");
  EXPECT_EQ(asked, 4);
  EXPECT_EQ(error_name(client->send("POST", "/closed", {{"Idempotency-Key", "k"}}, "x")), "status 503");
  EXPECT_EQ(asked, 5);
  server.server->stop(milliseconds(1000));
  waits.clear();
  EXPECT_EQ(error_name(client->send("POST", "/busy", {{"Idempotency-Key", "k"}}, "x")), "connection_failed");
  EXPECT_EQ(waits, (std::vector<milliseconds>{milliseconds(200), milliseconds(400)}));
  EXPECT_EQ(error_name(client->send("GET", "/busy", {}, "")), "connection_failed");
  EXPECT_EQ(waits.size(), 2u);
}

// libcurl would repeat a request by itself on a kept connection that turns out dead.
TEST(HttpClient, never_sends_a_request_without_a_key_twice) {
  LoopbackServer server;
  std::atomic<int> seen{0};
  server.routes.on("/cut", [&seen](Request, Reply reply) {
    ++seen;
    class Fails final : public ByteStream {
      void next(TakePiece take) override { take(base::fail(ErrorCode::corrupt, "x")); }
    };
    Answer answer = text_answer("");
    answer.stream = std::make_unique<Fails>();
    reply(std::move(answer));
  });
  const auto client = client_of(server);
  EXPECT_EQ(error_name(client->send("GET", "/hello", {}, "")), "status 200");
  EXPECT_EQ(error_name(client->send("POST", "/cut", {}, "x")), "connection_failed");
  EXPECT_EQ(seen, 1);
}

TEST(HttpClient, streams_both_ways_at_once) {
  LoopbackServer server;
  server.routes.on("/stream", echo_stream);
  const auto client = client_of(server);
  int lines = 0;
  const auto answer = client->transfer("POST", "/stream", {{"Content-Type", "application/x-ndjson"}},
                                       numbered_lines(50'000), [&lines](std::string_view line) {
                                         EXPECT_EQ(line, "row " + std::to_string(lines));
                                         ++lines;
                                         return true;
                                       });
  EXPECT_EQ(error_name(answer), "status 200");
  EXPECT_EQ(lines, 50'000);
}

// Each row is sent only when the outcome of the one before has come.
TEST(HttpClient, hears_of_each_row_before_the_next_is_sent) {
  LoopbackServer server;
  server.routes.on("/stream", echo_stream);
  const auto client = client_of(server);
  int sent = 0;
  int heard = 0;
  int furthest_ahead = 0;
  const auto answer = client->transfer(
      "POST", "/stream", {},
      [&]() -> std::optional<std::string> {
        furthest_ahead = std::max(furthest_ahead, sent - heard);
        if (sent == 200) return std::nullopt;
        std::this_thread::sleep_for(milliseconds(1));
        return "row " + std::to_string(sent++) + "\n";
      },
      [&](std::string_view) {
        ++heard;
        return true;
      });
  EXPECT_EQ(error_name(answer), "status 200");
  EXPECT_EQ(heard, 200);
  EXPECT_LT(furthest_ahead, 100);
}

TEST(HttpClient, gives_a_refusal_of_a_transfer_with_its_body) {
  LoopbackServer server;
  server.routes.on("/stream", [](Request, Reply reply) {
    Answer answer = text_answer("a problem\n");
    answer.status = 403;
    reply(std::move(answer));
  });
  const auto client = client_of(server);
  const auto answer = client->transfer("POST", "/stream", {}, numbered_lines(100'000), [](std::string_view) {
    ADD_FAILURE() << "a line of a refusal";
    return true;
  });
  ASSERT_EQ(error_name(answer), "status 403");
  EXPECT_EQ(answer->body, "a problem\n");
}

TEST(HttpClient, stops_a_transfer_when_told) {
  LoopbackServer server;
  server.routes.on("/stream", echo_stream);
  const auto client = client_of(server);
  int lines = 0;
  const auto answer = client->transfer("POST", "/stream", {}, numbered_lines(100'000),
                                       [&lines](std::string_view) { return ++lines < 3; });
  EXPECT_EQ(error_name(answer), "interrupted");
  EXPECT_EQ(lines, 3);
}

TEST(HttpClient, gives_the_last_line_though_it_is_not_ended) {
  LoopbackServer server;
  server.routes.on("/stream", echo_stream);
  const auto client = client_of(server);
  std::vector<std::string> lines;
  bool given = false;
  const auto answer = client->transfer(
      "POST", "/stream", {},
      [&given]() -> std::optional<std::string> {
        if (std::exchange(given, true)) return std::nullopt;
        return "a\n\nb";
      },
      [&lines](std::string_view line) {
        lines.emplace_back(line);
        return true;
      });
  EXPECT_EQ(error_name(answer), "status 200");
  EXPECT_EQ(lines, (std::vector<std::string>{"a", "", "b"}));
}

TEST(HttpClient, bounds_what_it_waits_for_and_takes) {
  LoopbackServer server;
  Reply kept;
  server.routes.on("/never", [&kept](Request, Reply reply) { kept = std::move(reply); });
  server.routes.on("/large", [](Request, Reply reply) { reply(text_answer(std::string(2000, 'x'))); });
  ClientOptions options;
  options.answer_wait_max = milliseconds(200);
  options.answer_bytes_max = 1000;
  const auto client = client_of(server, options);
  EXPECT_EQ(error_name(client->send("GET", "/never", {}, "")), "connection_failed");
  EXPECT_EQ(error_name(client->send("GET", "/large", {}, "")), "too_large");
  EXPECT_EQ(error_name(client->send("GET", "/hello", {}, "")), "status 200");
}

TEST(HttpClient, refuses_addresses_that_would_send_in_the_clear_or_elsewhere) {
  const std::pair<const char*, bool> rows[] = {
      {"http://127.0.0.1:8080", true},
      {"http://localhost", true},
      {"http://[::1]:80/prefix/", true},
      {"https://daicho.example", true},
      {"http://daicho.example", false},
      {"http://127.0.0.1.example", false},
      {"http://192.168.0.1", false},
      {"https://user:secret@daicho.example", false},
      {"https://daicho.example/?x", false},
      {"https://daicho.example/#x", false},
      {"ftp://localhost", false},
      {"file:///etc/passwd", false},
      {"daicho.example", false},
      {"", false},
  };
  for (const auto& [url, taken] : rows) {
    const auto client = Client::create({.base_url = url});
    EXPECT_EQ(client.has_value(), taken) << url;
    if (!client) {
      EXPECT_EQ(client.error().code(), ErrorCode::usage) << url;
    }
  }
}

TEST(HttpClient, refuses_malformed_paths_and_headers) {
  LoopbackServer server;
  const auto client = client_of(server);
  EXPECT_EQ(error_name(client->send("GET", "hello", {}, "")), "usage");
  EXPECT_EQ(error_name(client->send("GET", "/a b", {}, "")), "usage");
  EXPECT_EQ(error_name(client->send("GET", "/hello", {{"A", "b\r\nC: d"}}, "")), "usage");
  EXPECT_EQ(error_name(client->send("GET", "/hello", {{"A: b\r\nC", "d"}}, "")), "usage");
  EXPECT_FALSE(Client::create({.base_url = "http://localhost", .api_key = "a\nb"}).has_value());
  EXPECT_FALSE(Client::create({.base_url = "http://localhost", .ca_file = "/nowhere"}).has_value());
}

TEST(HttpTls, serves_who_trusts_its_certificate) {
  const CertificateFolder folder;
  ASSERT_TRUE(folder.made()) << "the openssl program is needed";
  ServerOptions options;
  options.tls = folder.files();
  LoopbackServer server(options);
  server.routes.on("/stream", echo_stream);
  bool tls = false;
  server.routes.on("/tls", [&tls](Request request, Reply reply) {
    tls = request.peer.tls;
    reply(text_answer("over TLS"));
  });
  const std::string url = "https://127.0.0.1:" + std::to_string(server.port());
  const auto trusting = Client::create({.base_url = url, .ca_file = folder.file("certificate.pem")});
  ASSERT_TRUE(trusting.has_value());
  const auto answer = (*trusting)->send("GET", "/tls", {}, "");
  ASSERT_EQ(error_name(answer), "status 200");
  EXPECT_EQ(answer->body, "over TLS");
  EXPECT_TRUE(tls);
  EXPECT_TRUE(answer->headers.find("strict-transport-security").has_value());
  const std::string large(100'000, 'x');
  EXPECT_EQ((*trusting)->send("POST", "/echo", {}, large)->body, large);
  int lines = 0;
  EXPECT_EQ(error_name((*trusting)->transfer("POST", "/stream", {}, numbered_lines(20'000),
                                             [&lines](std::string_view) {
                                               ++lines;
                                               return true;
                                             })),
            "status 200");
  EXPECT_EQ(lines, 20'000);
  EXPECT_EQ(error_name((*trusting)->send("POST", "/echo", {}, std::string(900'000, 'x'))), "status 413");

  const auto distrusting = Client::create({.base_url = url});
  EXPECT_EQ(error_name((*distrusting)->send("GET", "/tls", {}, "")), "connection_failed");
  const auto other_name = Client::create({.base_url = "https://localhost:" + std::to_string(server.port()),
                                          .ca_file = folder.file("certificate.pem")});
  EXPECT_EQ(error_name((*other_name)->send("GET", "/tls", {}, "")), "connection_failed");
}

TEST(HttpTls, ends_peers_that_do_not_speak_it_or_dawdle) {
  const CertificateFolder folder;
  ASSERT_TRUE(folder.made()) << "the openssl program is needed";
  ServerOptions options;
  options.tls = folder.files();
  options.header_wait_max = milliseconds(200);
  LoopbackServer server(options);
  RawPeer plain = server.peer();
  plain.send(get("/hello"));
  EXPECT_EQ(plain.rest().find("HTTP"), std::string::npos);
  RawPeer silent = server.peer();
  EXPECT_EQ(silent.rest(), "");
  const auto gone = [&] { return server.metrics.gauge("daicho_http_connections", "").value() == 0; };
  EXPECT_TRUE(becomes_true(gone));
}

// Counts a streamed body, then replies with the count.
void count_body(std::shared_ptr<ByteStream> body, Reply reply, std::size_t bytes = 0) {
  ByteStream& stream = *body;
  stream.next([body = std::move(body), reply = std::move(reply), bytes](Piece piece) {
    if (!piece) return;
    if (!*piece) return reply(text_answer(std::to_string(bytes)));
    count_body(body, reply, bytes + (*piece)->size());
  });
}

// Gives `bytes` bytes, in pieces of which none fits any other size.
ReadPiece some_bytes(std::size_t bytes) {
  return [left = bytes]() mutable -> std::optional<std::string> {
    if (left == 0) return std::nullopt;
    const std::size_t size = std::min<std::size_t>(left, 7'777);
    left -= size;
    return std::string(size, 'x');
  };
}

TEST(HttpClient, uploads_exactly_the_bytes_it_announces) {
  LoopbackServer server;
  std::string announced;
  server.routes.on("/stream", [&](Request request, Reply reply) {
    announced = request.method + " " + std::string(request.headers.find("Content-Length").value_or("none"));
    count_body(std::move(request.stream), std::move(reply));
  });
  const auto client = client_of(server);
  for (const std::size_t size : {0u, 1u, 500'000u}) {
    const auto answer = client->upload("/stream", {}, size, some_bytes(size));
    ASSERT_TRUE(answer.has_value()) << error_name(answer);
    EXPECT_EQ(answer->body, std::to_string(size));
    EXPECT_EQ(announced, "PUT " + std::to_string(size));
  }
  EXPECT_EQ(error_name(client->upload("/stream", {}, 500'000, some_bytes(400'000))), "file_not_readable");
}

TEST(HttpClient, does_not_send_a_file_that_is_refused) {
  LoopbackServer server;
  server.routes.on("/stream", [](Request, Reply reply) {
    reply(problem(base::Error(ErrorCode::not_permitted, "not yours"), base::Language::en));
  });
  const auto client = client_of(server);
  bool read = false;
  const auto answer = client->upload("/stream", {}, 500'000, [&]() -> std::optional<std::string> {
    read = true;
    return std::string(1000, 'x');
  });
  ASSERT_TRUE(answer.has_value()) << error_name(answer);
  EXPECT_EQ(answer->status, 403);
  EXPECT_FALSE(read);
}

TEST(HttpClient, downloads_piece_by_piece_and_notices_when_the_end_is_missing) {
  class Sized final : public ByteStream {
   public:
    explicit Sized(int pieces) : left_(pieces) {}
    void next(TakePiece take) override {
      if (left_-- > 0) return take(std::optional(std::string(1000, 'y')));
      take(std::optional<std::string>());
    }

   private:
    int left_;
  };
  LoopbackServer server;
  const auto of_pieces = [](int pieces) {
    return [pieces](Request, Reply reply) {
      Answer answer = text_answer("");
      answer.stream = std::make_unique<Sized>(pieces);
      answer.stream_bytes = 300'000;
      reply(std::move(answer));
    };
  };
  server.routes.on("/whole", of_pieces(300));
  server.routes.on("/cut", of_pieces(200));
  const auto client = client_of(server);
  std::size_t came = 0;
  const TakeBytes count = [&came](std::string_view bytes) {
    came += bytes.size();
    return true;
  };
  EXPECT_EQ(error_name(client->download("/whole", {}, count)), "status 200");
  EXPECT_EQ(came, 300'000u);
  EXPECT_EQ(error_name(client->download("/cut", {}, count)), "interrupted");
  EXPECT_EQ(error_name(client->download("/whole", {}, [](std::string_view) { return false; })),
            "interrupted");
  const auto missing = client->download("/missing", {}, count);
  ASSERT_TRUE(missing.has_value());
  EXPECT_EQ(missing->status, 404);
  EXPECT_NE(missing->body.find("not_found"), std::string::npos);
}

TEST(HttpTls, speaks_no_old_version_and_no_cipher_without_forward_secrecy) {
  const CertificateFolder folder;
  ASSERT_TRUE(folder.made()) << "the openssl program is needed";
  ServerOptions options;
  options.tls = folder.files();
  LoopbackServer server(options);
  const auto connects = [&](const std::string& arguments) {
    const std::string command =
        "echo | openssl s_client -connect 127.0.0.1:" + std::to_string(server.port()) + " " + arguments +
        " >/dev/null 2>&1";
    return std::system(command.c_str()) == 0;
  };
  EXPECT_TRUE(connects("-tls1_3"));
  EXPECT_TRUE(connects("-tls1_2"));
  EXPECT_TRUE(connects("-tls1_2 -alpn http/1.1"));
  EXPECT_FALSE(connects("-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA"));
  EXPECT_FALSE(connects("-tls1_2 -cipher AES128-GCM-SHA256"));
  EXPECT_FALSE(connects("-tls1_1 -cipher DEFAULT@SECLEVEL=0"));
}

TEST(HttpTls, says_when_key_and_certificate_are_no_pair) {
  const CertificateFolder one;
  const CertificateFolder other;
  ASSERT_TRUE(one.made() && other.made()) << "the openssl program is needed";
  WallClock clock;
  std::ostringstream out;
  base::Log log(out, clock);
  Metrics metrics;
  Routes routes;
  ServerOptions options;
  options.tls = {one.file("certificate.pem"), other.file("key.pem")};
  const auto server = Server::start(options, routes, clock, metrics, log);
  ASSERT_FALSE(server.has_value());
  EXPECT_EQ(server.error().code(), ErrorCode::file_not_readable);
}

}  // namespace
}  // namespace daicho::http
