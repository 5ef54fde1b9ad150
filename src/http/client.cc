// SPDX-License-Identifier: Apache-2.0
#include "http/client.h"

#include <curl/curl.h>
#include <strings.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <thread>
#include <utility>

#include "base/check.h"

namespace daicho::http {
namespace {

using base::Error;
using base::ErrorCode;
using base::Literal;
using base::Result;
using base::Status;
using std::chrono::milliseconds;

// The first wait before trying again where the server names none; it doubles each time.
constexpr milliseconds retry_wait_first{200};

template <auto Free>
struct FreeWith {
  template <typename T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
using Easy = std::unique_ptr<CURL, FreeWith<curl_easy_cleanup>>;
using HeaderList = std::unique_ptr<curl_slist, FreeWith<curl_slist_free_all>>;
using Url = std::unique_ptr<CURLU, FreeWith<curl_url_cleanup>>;
using CurlText = std::unique_ptr<char, FreeWith<curl_free>>;

std::string url_part(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
  return CurlText(text).get();
}

// This machine, by names that no resolver can send elsewhere.
bool is_this_machine(std::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  return host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos;
}

Status check_base_url(const std::string& base_url) {
  const Url url(curl_url());
  CHECK(url);
  const bool parsed = curl_url_set(url.get(), CURLUPART_URL, base_url.c_str(), 0) == CURLUE_OK;
  const bool plain = parsed && url_part(url.get(), CURLUPART_USER).empty() &&
                     url_part(url.get(), CURLUPART_QUERY).empty() &&
                     url_part(url.get(), CURLUPART_FRAGMENT).empty();
  const std::string scheme = parsed ? url_part(url.get(), CURLUPART_SCHEME) : std::string();
  if (!plain || (scheme != "https" && scheme != "http")) {
    return base::fail(ErrorCode::usage, "the server's address is not https://HOST[:PORT]; correct it");
  }
  if (scheme == "http" && !is_this_machine(url_part(url.get(), CURLUPART_HOST))) {
    return base::fail(ErrorCode::usage, "plain http is for this machine alone; use https, or a tunnel to it");
  }
  return {};
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

Status check_request(std::string_view path, const std::vector<Header>& headers) {
  if (!path.starts_with('/') || has_control_character(path) || path.find(' ') != std::string_view::npos) {
    return base::fail(ErrorCode::usage,
                      "the path must begin with a slash and be percent-encoded; correct it");
  }
  for (const Header& header : headers) {
    if (header.name.empty() || header.name.find(':') != std::string::npos ||
        has_control_character(header.name) || has_control_character(header.value)) {
      return base::fail(ErrorCode::usage, "a header is malformed; correct it");
    }
  }
  return {};
}

bool has_header(const std::vector<Header>& headers, std::string_view name) {
  return std::any_of(headers.begin(), headers.end(),
                     [&](const Header& h) { return same_field_name(h.name, name); });
}

Error failure(CURLcode code) {
  const auto failed = [](Literal way_out) { return Error(ErrorCode::connection_failed, way_out); };
  if (code == CURLE_COULDNT_RESOLVE_HOST) return failed("the server's name is not known; check the address");
  if (code == CURLE_COULDNT_CONNECT)
    return failed("nothing answers at the server's address; check it, and that it runs");
  if (code == CURLE_OPERATION_TIMEDOUT) return failed("the server did not answer in time; try again");
  if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE) {
    return failed("the server's certificate is not trusted; name the certificate that signed it");
  }
  if (code == CURLE_SSL_CONNECT_ERROR)
    return failed("no secure connection could be made; check that the port speaks TLS");
  return failed("the connection broke off; whether the request was carried out is not known");
}

// One request on its way, and what has come of its answer.
struct Exchange {
  const ReadPiece* read = nullptr;
  const TakeLine* line = nullptr;
  const TakeBytes* bytes = nullptr;
  std::size_t answer_bytes_max = 0;
  std::optional<std::uint64_t> bytes_to_send;  // where the length is announced

  std::string piece;  // being sent
  std::size_t piece_sent = 0;
  ClientAnswer answer;
  std::string partial_line;
  bool too_large = false;
  bool stopped = false;
  bool too_short = false;

  bool is_success() const { return answer.status >= 200 && answer.status < 300; }
  bool takes_lines() const { return line && is_success(); }
  bool take_body(std::string_view came);
  bool take_lines(std::string_view came);
};

bool Exchange::take_body(std::string_view came) {
  if (takes_lines()) return take_lines(came);
  if (bytes && is_success()) {
    stopped = !(*bytes)(came);
    return !stopped;
  }
  too_large = answer.body.size() + came.size() > answer_bytes_max;
  if (!too_large) answer.body += came;
  return !too_large;
}

bool Exchange::take_lines(std::string_view came) {
  while (!came.empty()) {
    const std::size_t end = came.find('\n');
    const std::string_view part = came.substr(0, end);
    too_large = partial_line.size() + part.size() > answer_bytes_max;
    if (too_large) return false;
    if (end == std::string_view::npos) {
      partial_line += part;
      return true;
    }
    if (partial_line.empty()) {
      stopped = !(*line)(part);
    } else {
      partial_line += part;
      stopped = !(*line)(std::exchange(partial_line, {}));
    }
    if (stopped) return false;
    came.remove_prefix(end + 1);
  }
  return true;
}

std::size_t on_send(char* to, std::size_t size, std::size_t count, void* user) {
  Exchange& exchange = *static_cast<Exchange*>(user);
  while (exchange.piece_sent == exchange.piece.size()) {
    std::optional<std::string> next = (*exchange.read)();
    if (!next) {
      exchange.too_short = exchange.bytes_to_send.value_or(0) > 0;
      return exchange.too_short ? CURL_READFUNC_ABORT : 0;
    }
    exchange.piece = std::move(*next);
    exchange.piece_sent = 0;
  }
  const std::size_t bytes = std::min(size * count, exchange.piece.size() - exchange.piece_sent);
  std::memcpy(to, exchange.piece.data() + exchange.piece_sent, bytes);
  exchange.piece_sent += bytes;
  if (exchange.bytes_to_send)
    *exchange.bytes_to_send -= std::min<std::uint64_t>(*exchange.bytes_to_send, bytes);
  return bytes;
}

std::size_t on_body(char* from, std::size_t size, std::size_t count, void* user) {
  const std::string_view bytes(from, size * count);
  return static_cast<Exchange*>(user)->take_body(bytes) ? bytes.size() : 0;
}

std::size_t on_header(char* from, std::size_t size, std::size_t count, void* user) {
  Exchange& exchange = *static_cast<Exchange*>(user);
  std::string_view field(from, size * count);
  const std::size_t whole = field.size();
  while (!field.empty() && (field.back() == '\r' || field.back() == '\n')) field.remove_suffix(1);
  if (field.starts_with("HTTP/")) {  // a further head, behind 100 (Continue)
    const std::size_t space = field.find(' ');
    exchange.answer.headers.clear();
    exchange.answer.status =
        space == std::string_view::npos ? 0 : std::atoi(std::string(field.substr(space)).c_str());
    return whole;
  }
  const std::size_t colon = field.find(':');
  if (colon == std::string_view::npos) return whole;
  std::string_view value = field.substr(colon + 1);
  while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
  exchange.answer.headers.add(field.substr(0, colon), value);
  return whole;
}

// Retry-After in seconds (RFC 9110 §10.2.3); nothing when absent or a date.
std::optional<milliseconds> retry_after(const Headers& headers) {
  const auto value = headers.find("retry-after");
  if (!value || value->empty() || value->size() > 6) return std::nullopt;
  if (value->find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  return std::chrono::seconds(std::atoi(std::string(*value).c_str()));
}

class CurlClient final : public Client {
 public:
  CurlClient(ClientOptions options, Easy easy) : options_(std::move(options)), easy_(std::move(easy)) {
    while (options_.base_url.ends_with('/')) options_.base_url.pop_back();
    if (!options_.sleep) options_.sleep = [](milliseconds wait) { std::this_thread::sleep_for(wait); };
  }
  ~CurlClient() override { explicit_bzero(options_.api_key.data(), options_.api_key.size()); }

  Result<ClientAnswer> send(std::string_view method, std::string_view path,
                            const std::vector<Header>& headers, std::string_view body) override;
  Result<ClientAnswer> transfer(std::string_view method, std::string_view path,
                                const std::vector<Header>& headers, const ReadPiece& read,
                                const TakeLine& line) override;
  Result<ClientAnswer> upload(std::string_view path, const std::vector<Header>& headers,
                              std::uint64_t size_bytes, const ReadPiece& read) override;
  Result<ClientAnswer> download(std::string_view path, const std::vector<Header>& headers,
                                const TakeBytes& take) override;

 private:
  Result<ClientAnswer> send_once(const std::string& method, std::string_view path,
                                 const std::vector<Header>& headers, std::string_view body);
  // Sets everything but the body.
  HeaderList prepare(const std::string& method, std::string_view path, const std::vector<Header>& headers,
                     Exchange& exchange);
  // A transfer may take as long as it takes, but not stand still.
  void wait_while_it_moves();
  Result<ClientAnswer> perform(Exchange& exchange);

  ClientOptions options_;
  Easy easy_;
};

HeaderList CurlClient::prepare(const std::string& method, std::string_view path,
                               const std::vector<Header>& headers, Exchange& exchange) {
  CURL* const curl = easy_.get();
  curl_easy_reset(curl);  // keeps the connection
  curl_slist* list = nullptr;
  const auto add = [&list](const std::string& line) {
    list = curl_slist_append(list, line.c_str());
    CHECK(list);
  };
  // libcurl would else call every body a form.
  if (!has_header(headers, "Content-Type")) add("Content-Type:");
  for (const Header& header : headers)
    add(header.value.empty() ? header.name + ";" : header.name + ": " + header.value);
  if (!options_.api_key.empty() && !has_header(headers, "Authorization")) {
    std::string line = "Authorization: Bearer " + options_.api_key;
    add(line);
    explicit_bzero(line.data(), line.size());
  }
  exchange.answer_bytes_max = options_.answer_bytes_max;
  curl_easy_setopt(curl, CURLOPT_URL, (options_.base_url + std::string(path)).c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");  // a proxy of the environment would see what is sent
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!options_.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, options_.ca_file.c_str());
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect_wait_max.count()));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &exchange);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &exchange);
  // libcurl repeats a request by itself when a kept connection turns out dead, and cannot know whether the
  // first was carried out. That is harmless only where repeating is.
  const bool repeatable = method == "GET" || method == "HEAD" || has_header(headers, "Idempotency-Key");
  if (!repeatable) curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
  return HeaderList(list);
}

Result<ClientAnswer> CurlClient::perform(Exchange& exchange) {
  const CURLcode code = curl_easy_perform(easy_.get());
  if (exchange.too_large)
    return base::fail(ErrorCode::too_large, "the answer is larger than expected; ask for less");
  if (exchange.stopped)
    return base::fail(ErrorCode::interrupted, "the transfer was stopped; the rest was not sent");
  if (exchange.too_short)
    return base::fail(ErrorCode::file_not_readable, "the file ended before its size; nothing was taken in");
  if (exchange.bytes && exchange.is_success() && (code == CURLE_PARTIAL_FILE || code == CURLE_RECV_ERROR)) {
    return base::fail(ErrorCode::interrupted,
                      "the server cut the answer off before its end; what came is not whole");
  }
  if (code != CURLE_OK) return base::fail(failure(code));
  if (!exchange.partial_line.empty() && exchange.takes_lines()) (*exchange.line)(exchange.partial_line);
  return std::move(exchange.answer);
}

Result<ClientAnswer> CurlClient::send_once(const std::string& method, std::string_view path,
                                           const std::vector<Header>& headers, std::string_view body) {
  Exchange exchange;
  const HeaderList list = prepare(method, path, headers, exchange);
  CURL* const curl = easy_.get();
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(options_.answer_wait_max.count()));
  if (method == "HEAD") {
    curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  } else if (method != "GET" || !body.empty()) {
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.data() ? body.data() : "");
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method.c_str());
  }
  return perform(exchange);
}

Result<ClientAnswer> CurlClient::send(std::string_view method, std::string_view path,
                                      const std::vector<Header>& headers, std::string_view body) {
  RETURN_IF_ERROR(check_request(path, headers));
  const bool repeatable = has_header(headers, "Idempotency-Key");
  milliseconds wait = retry_wait_first;
  for (unsigned attempt = 1;; ++attempt, wait *= 2) {
    Result<ClientAnswer> answer = send_once(std::string(method), path, headers, body);
    if (!repeatable || attempt >= options_.attempts_max) return answer;
    if (answer) {
      const auto asked = answer->status == 503 ? retry_after(answer->headers) : std::nullopt;
      if (!asked) return answer;
      wait = *asked;
    } else if (answer.error().code() != ErrorCode::connection_failed) {
      return answer;
    }
    options_.sleep(std::min(wait, options_.retry_wait_max));
  }
}

Result<ClientAnswer> CurlClient::transfer(std::string_view method, std::string_view path,
                                          const std::vector<Header>& headers, const ReadPiece& read,
                                          const TakeLine& line) {
  RETURN_IF_ERROR(check_request(path, headers));
  const std::string method_text(method);
  Exchange exchange;
  exchange.read = &read;
  exchange.line = &line;
  HeaderList list = prepare(method_text, path, headers, exchange);
  CURL* const curl = easy_.get();
  curl_slist* const with_coding = curl_slist_append(list.get(), "Transfer-Encoding: chunked");
  CHECK(with_coding);
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method_text.c_str());
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, on_send);
  curl_easy_setopt(curl, CURLOPT_READDATA, &exchange);
  curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
  wait_while_it_moves();
  return perform(exchange);
}

void CurlClient::wait_while_it_moves() {
  // Fewer than one byte a second for that long.
  const auto stall_s = std::chrono::duration_cast<std::chrono::seconds>(options_.stall_wait_max).count();
  curl_easy_setopt(easy_.get(), CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(easy_.get(), CURLOPT_LOW_SPEED_TIME, std::max<long>(1, static_cast<long>(stall_s)));
}

Result<ClientAnswer> CurlClient::upload(std::string_view path, const std::vector<Header>& headers,
                                        std::uint64_t size_bytes, const ReadPiece& read) {
  RETURN_IF_ERROR(check_request(path, headers));
  Exchange exchange;
  exchange.read = &read;
  exchange.bytes_to_send = size_bytes;
  HeaderList list = prepare("PUT", path, headers, exchange);
  // A server that refuses the file says so before it is sent.
  curl_slist* const with_expectation = curl_slist_append(list.get(), "Expect: 100-continue");
  CHECK(with_expectation);
  CURL* const curl = easy_.get();
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(size_bytes));
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, on_send);
  curl_easy_setopt(curl, CURLOPT_READDATA, &exchange);
  curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
  wait_while_it_moves();
  return perform(exchange);
}

Result<ClientAnswer> CurlClient::download(std::string_view path, const std::vector<Header>& headers,
                                          const TakeBytes& take) {
  RETURN_IF_ERROR(check_request(path, headers));
  Exchange exchange;
  exchange.bytes = &take;
  const HeaderList list = prepare("GET", path, headers, exchange);
  wait_while_it_moves();
  return perform(exchange);
}

}  // namespace

Result<std::unique_ptr<Client>> Client::create(ClientOptions options) {
  RETURN_IF_ERROR(check_base_url(options.base_url));
  if (!options.ca_file.empty() && !std::ifstream(options.ca_file).good()) {
    return base::fail(ErrorCode::file_not_readable,
                      "the file of trusted certificates cannot be read; check its path");
  }
  if (has_control_character(options.api_key)) {
    return base::fail(ErrorCode::usage,
                      "the API key has a line break or other control character; take it out");
  }
  Easy easy(curl_easy_init());
  if (!easy)
    return base::fail(ErrorCode::internal, "libcurl could not be initialised; check its installation");
  return std::make_unique<CurlClient>(std::move(options), std::move(easy));
}

}  // namespace daicho::http
