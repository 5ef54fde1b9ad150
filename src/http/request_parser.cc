// SPDX-License-Identifier: Apache-2.0
#include "http/request_parser.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "http/target.h"

namespace daicho::http {
namespace {

namespace beast = boost::beast;
using base::ErrorCode;
using base::Result;
using base::Status;
using boost::system::error_code;

tl::unexpected<base::Error> malformed(base::Literal way_out) {
  return base::fail(ErrorCode::malformed_request, way_out);
}

std::string_view view(beast::string_view text) {
  return {text.data(), text.size()};
}

// Beast's reading of one message, kept as it comes.
class Reading final : public beast::http::basic_parser<true> {
 public:
  RequestHead head;
  std::string target;
  unsigned version = 0;  // 10 or 11
  bool head_done = false;
  bool body_done = false;
  bool too_many_fields = false;
  std::size_t fields_max = 0;
  std::string* body = nullptr;

 private:
  void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view request_target,
                       int number, error_code& ec) override {
    ec = {};
    head.method = view(method);
    target = view(request_target);
    version = static_cast<unsigned>(number);
  }
  void on_response_impl(int, beast::string_view, int, error_code& ec) override { ec = {}; }

  void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value,
                     error_code& ec) override {
    ec = {};
    if (head_done) return;  // a trailer
    if (head.headers.size() == fields_max) {
      too_many_fields = true;
      ec = beast::http::error::header_limit;
      return;
    }
    head.headers.add(view(name), view(value));
  }
  void on_header_impl(error_code& ec) override {
    ec = {};
    head_done = true;
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code& ec) override { ec = {}; }
  // A body of known length is not fed here: the connection reads it straight into its place.
  std::size_t on_body_impl(beast::string_view, error_code& ec) override {
    ec = {};
    return 0;
  }
  void on_chunk_header_impl(std::uint64_t, beast::string_view, error_code& ec) override { ec = {}; }
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view piece, error_code& ec) override {
    ec = {};
    body->append(piece.data(), piece.size());
    return piece.size();
  }
  void on_finish_impl(error_code& ec) override {
    ec = {};
    body_done = true;
  }
};

bool is_digits(std::string_view text) {
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return !text.empty();
}

// Fields that mean one thing, and two of which mean nothing (or smuggling).
Status refuse_repeated_fields(const Headers& headers) {
  struct Row {
    std::string_view name;
    base::Literal shown;
  };
  static constexpr Row once[] = {{"host", "Host"},
                                 {"content-length", "Content-Length"},
                                 {"transfer-encoding", "Transfer-Encoding"},
                                 {"content-type", "Content-Type"},
                                 {"authorization", "Authorization"},
                                 {"idempotency-key", "Idempotency-Key"}};
  for (const Row& row : once) {
    if (headers.count(row.name) > 1) {
      return base::fail(
          base::Error(ErrorCode::duplicate_field, "this header field may stand once only; send one")
              .with("header", row.shown));
    }
  }
  return {};
}

// What Beast lets pass and we do not: RFC 9112 §6.1 to §6.3.
Status check_framing(const Headers& headers, unsigned version) {
  const auto coding = headers.find("transfer-encoding");
  const auto length = headers.find("content-length");
  if (coding && length) return malformed("Content-Length and Transfer-Encoding exclude each other; send one");
  if (coding && version < 11) return malformed("HTTP/1.0 has no Transfer-Encoding; send Content-Length");
  if (coding && !same_field_name(*coding, "chunked")) {
    return base::fail(ErrorCode::not_implemented,
                      "the only Transfer-Encoding taken is chunked; send that or a length");
  }
  if (length && !is_digits(*length)) return malformed("Content-Length must be one decimal number; send that");
  return {};
}

Status check_expectation(const Headers& headers) {
  const auto expectation = headers.find("expect");
  if (!expectation || same_field_name(*expectation, "100-continue")) return {};
  return base::fail(ErrorCode::expectation_failed,
                    "the only expectation met is 100-continue; leave Expect out");
}

// Sets target and host (RFC 9112 §3.2, §3.3).
Status resolve_target(RequestHead& head, std::string_view raw_target, unsigned version) {
  const auto host = head.headers.find("host");
  if (!host && version >= 11) return malformed("the Host header is missing; send it (RFC 9112 section 3.2)");
  if (host && !is_authority(*host)) return malformed("the Host header is not HOST or HOST:PORT; send that");
  ASSIGN_OR_RETURN(Target target, decode_target(head.method, raw_target));
  head.target_path = std::move(target.path);
  head.query = std::move(target.query);
  head.host = target.authority.empty() ? std::string(host.value_or("")) : std::move(target.authority);
  return {};
}

}  // namespace

// One request's reading, and how much of its head was fed.
class RequestParser::Impl {
 public:
  std::optional<Reading> reading;
  std::size_t header_bytes = 0;
  BodyFrame frame;
  bool expects_continue = false;
};

RequestParser::RequestParser(Limits limits) : limits_(limits), impl_(std::make_unique<Impl>()) {
  reset();
}
RequestParser::~RequestParser() = default;

void RequestParser::reset() {
  Impl& impl = *impl_;
  impl.reading.emplace();
  impl.reading->fields_max = limits_.header_fields_max;
  impl.reading->header_limit(static_cast<std::uint32_t>(limits_.header_bytes_max));
  impl.reading->body_limit(boost::none);  // the connection counts
  impl.header_bytes = 0;
  impl.frame = {};
  impl.expects_continue = false;
}

Result<RequestParser::Fed> RequestParser::feed_head(std::string_view bytes) {
  Impl& impl = *impl_;
  Reading& reading = *impl.reading;
  error_code error;
  const std::size_t consumed = reading.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
  impl.header_bytes += consumed;
  const bool waits = error == beast::http::error::need_more;
  const std::size_t known_bytes = waits ? impl.header_bytes + (bytes.size() - consumed) : impl.header_bytes;
  if (error == beast::http::error::header_limit || known_bytes > limits_.header_bytes_max) {
    return base::fail(ErrorCode::header_too_large,
                      "the request line and headers are too large; send fewer or shorter");
  }
  if (waits) return Fed{consumed, false};
  if (error == beast::http::error::bad_version) {
    return malformed("the HTTP version is not 1.1 or 1.0; speak HTTP/1.1");
  }
  if (error == beast::http::error::bad_content_length ||
      error == beast::http::error::multiple_content_length ||
      error == beast::http::error::bad_transfer_encoding) {
    return malformed(
        "Content-Length and Transfer-Encoding contradict each other or are malformed; send one of them");
  }
  if (error) return malformed("this is not an HTTP/1.1 request; see RFC 9112");
  if (!reading.head_done) return Fed{consumed, false};

  RETURN_IF_ERROR(refuse_repeated_fields(reading.head.headers));
  RETURN_IF_ERROR(check_framing(reading.head.headers, reading.version));
  RETURN_IF_ERROR(check_expectation(reading.head.headers));
  RETURN_IF_ERROR(resolve_target(reading.head, reading.target, reading.version));
  impl.frame.chunked = reading.chunked();
  impl.frame.bytes = reading.chunked() ? 0 : reading.content_length().value_or(0);
  impl.expects_continue = reading.version >= 11 && reading.head.headers.find("expect").has_value();
  return Fed{consumed, true};
}

RequestHead RequestParser::take_head() {
  return std::move(impl_->reading->head);
}
const RequestParser::BodyFrame& RequestParser::body_frame() const {
  return impl_->frame;
}
bool RequestParser::expects_continue() const {
  return impl_->expects_continue;
}
bool RequestParser::takes_chunks() const {
  return impl_->reading->version >= 11;
}

// Connections of HTTP/1.0 are closed behind their answer, also when they ask otherwise.
bool RequestParser::keep_alive() const {
  return impl_->reading->version >= 11 && impl_->reading->keep_alive();
}

std::optional<std::string_view> RequestParser::accept_language() const {
  return impl_->reading->head.headers.find("accept-language");
}

Result<RequestParser::Fed> RequestParser::feed_chunks(std::string_view bytes, std::string& body) {
  Reading& reading = *impl_->reading;
  reading.body = &body;
  std::size_t consumed = 0;
  while (!reading.body_done && consumed < bytes.size()) {
    error_code error;
    consumed += reading.put(boost::asio::buffer(bytes.data() + consumed, bytes.size() - consumed), error);
    if (error == beast::http::error::need_more) break;
    if (error) return malformed("the chunks of the body are malformed; see RFC 9112 section 7.1");
  }
  return Fed{consumed, reading.body_done};
}

}  // namespace daicho::http
