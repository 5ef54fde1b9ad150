// SPDX-License-Identifier: Apache-2.0
#include "http/loopback_test_kit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>
#include <utility>

#include "base/check.h"
#include "http/problem.h"

namespace daicho::http {

base::Instant WallClock::now() const {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return base::Instant::from_microseconds(
      std::chrono::duration_cast<std::chrono::microseconds>(since).count());
}

bool becomes_true(const std::function<bool()>& condition) {
  for (int i = 0; i < 1000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

BodyMode Routes::body_mode(const RequestHead& head) {
  return head.target_path.starts_with("/stream") ? BodyMode::stream(stream_bytes_max)
                                                 : BodyMode::whole(whole_bytes_max);
}

void Routes::handle(Request request, Reply reply) {
  const auto route = routes_.find(request.target_path);
  if (route == routes_.end()) {
    reply(problem(base::Error(base::ErrorCode::not_found, "no such route"), base::Language::en));
    return;
  }
  route->second(std::move(request), std::move(reply));
}

RawPeer::RawPeer(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  CHECK(socket_ >= 0);
  timeval wait{10, 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  CHECK(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
}

RawPeer::RawPeer(RawPeer&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), received_(std::move(other.received_)) {}

RawPeer::~RawPeer() {
  if (socket_ >= 0) ::close(socket_);
}

bool RawPeer::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::size_t RawPeer::send_without_waiting(std::string_view bytes) {
  const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  return sent < 0 ? 0 : static_cast<std::size_t>(sent);
}

void RawPeer::end_sending() {
  ::shutdown(socket_, SHUT_WR);
}

void RawPeer::reset() {
  const linger at_once{1, 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(std::exchange(socket_, -1));
}

bool RawPeer::receive() {
  char bytes[16 * 1024];
  const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
  if (got <= 0) return false;
  received_.append(bytes, static_cast<std::size_t>(got));
  return true;
}

std::string RawPeer::until(std::string_view mark) {
  std::size_t at;
  while ((at = received_.find(mark)) == std::string::npos) {
    if (!receive()) return {};
  }
  std::string text = received_.substr(0, at + mark.size());
  received_.erase(0, text.size());
  return text;
}

WireAnswer RawPeer::answer(bool of_head_request) {
  WireAnswer answer;
  answer.head = until("\r\n\r\n");
  if (answer.head.size() < 12) return answer;
  answer.status = std::stoi(answer.head.substr(9, 3));
  if (of_head_request || answer.status < 200 || answer.status == 204 || answer.status == 304) {
    answer.whole = true;
    return answer;
  }
  const std::size_t length_at = answer.head.find("Content-Length: ");
  if (length_at != std::string::npos) {
    const std::size_t length = std::stoul(answer.head.substr(length_at + 16));
    while (received_.size() < length && receive()) {
    }
    answer.whole = received_.size() >= length;
    answer.body = received_.substr(0, length);
    received_.erase(0, length);
    return answer;
  }
  if (!answer.has("Transfer-Encoding: chunked")) {
    answer.body = rest();
    answer.whole = true;
    return answer;
  }
  while (true) {
    const std::string line = until("\r\n");
    if (line.empty()) return answer;
    const std::size_t size = std::stoul(line, nullptr, 16);
    while (received_.size() < size + 2 && receive()) {
    }
    if (received_.size() < size + 2) return answer;
    answer.body += received_.substr(0, size);
    received_.erase(0, size + 2);
    if (size == 0) break;
  }
  answer.whole = true;
  return answer;
}

std::string RawPeer::receive_some() {
  if (received_.empty()) receive();
  return std::exchange(received_, {});
}

std::string RawPeer::rest() {
  while (receive()) {
  }
  return std::exchange(received_, {});
}

bool RawPeer::is_closed() {
  char byte;
  return received_.empty() && ::recv(socket_, &byte, 1, 0) == 0;
}

LoopbackServer::LoopbackServer(ServerOptions options) {
  routes.on("/hello", [](Request, Reply reply) { reply(text_answer("hello")); });
  routes.on("/echo", [](Request request, Reply reply) { reply(text_answer(std::move(request.body))); });
  auto started = Server::start(std::move(options), routes, clock, metrics, log);
  CHECK(started.has_value());
  server = std::move(*started);
}

LoopbackServer::~LoopbackServer() {
  server.reset();
}

WireAnswer LoopbackServer::ask(std::string_view bytes) const {
  RawPeer one = peer();
  one.send(bytes);
  return one.answer();
}

std::string LoopbackServer::log_text() {
  return log_out.str();
}

std::string get(std::string_view path) {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
}

std::string post(std::string_view path, std::string_view body) {
  return "POST " + std::string(path) +
         " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         std::string(body);
}

Answer text_answer(std::string body) {
  Answer answer;
  answer.content_type = "text/plain; charset=utf-8";
  answer.body = std::move(body);
  answer.route = "test";
  return answer;
}

}  // namespace daicho::http
