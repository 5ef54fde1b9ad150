// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/literal.h"
#include "base/result.h"

namespace daicho::http {

// One header field of an answer.
struct Header {
  std::string name;
  std::string value;
};

// Whether two field names are the same: ASCII letters match in either case (RFC 9110 §5.1).
bool same_field_name(std::string_view a, std::string_view b);

// The header fields of a message in the order received, in one block of memory.
class Headers {
 public:
  void add(std::string_view name, std::string_view value);
  void clear();

  // The value of the first field of that name, whatever its case. The view lives as long as this is
  // unchanged.
  std::optional<std::string_view> find(std::string_view name) const;
  // How many fields have that name.
  std::size_t count(std::string_view name) const;

  std::size_t size() const { return fields_.size(); }
  // `index` is below size().
  std::string_view name(std::size_t index) const;
  std::string_view value(std::size_t index) const;

 private:
  struct Field {
    std::uint32_t start;
    std::uint32_t name_bytes;
    std::uint32_t value_bytes;
  };
  std::string text_;
  std::vector<Field> fields_;
};

// What kind of way a request came.
struct Peer {
  bool loopback = false;  // from this machine
  bool tls = false;       // over TLS that this server ended
};

// A request up to its body. The path is decoded once: it is UTF-8 without control characters, without `.` and
// `..` segments and begins with `/`.
struct RequestHead {
  std::string method;       // as sent: a token, upper case by custom
  std::string target_path;  // decoded; `*` for an asterisk-form target
  std::string query;        // what stands behind `?`, not decoded; see query_fields() in target.h
  std::string host;         // the authority asked for; empty for HTTP/1.0 without Host
  Headers headers;
  Peer peer;
};

// A piece of a body; nothing at its end; or why the rest will not come.
using Piece = base::Result<std::optional<std::string>>;
using TakePiece = std::function<void(Piece)>;

// Bytes that come piece by piece when they are asked for: whoever does not ask is not sent anything, which is
// the backpressure.
class ByteStream {
 public:
  virtual ~ByteStream() = default;

  // Calls `take` once with the next piece (never an empty one). One call at a time: the next may follow when
  // `take` was called. Nothing is asked for after the end or an error. The stream may be destroyed while a
  // call is open; `take` may then be called or not.
  virtual void next(TakePiece take) = 0;
};

// A whole request: its head, and its body in the way that Handler::body_mode chose.
struct Request : RequestHead {
  std::string body;                    // the whole body, when it was to be taken whole
  std::unique_ptr<ByteStream> stream;  // the body as it arrives, when it was to be streamed; else null
};

// What is answered. The server adds framing, Date and the secure defaults (see Server).
struct Answer {
  int status = 200;          // 200 to 599
  std::string content_type;  // empty when there is no body
  // Further fields. Content-Type has its own place, and the framing fields (Content-Length,
  // Transfer-Encoding, Connection, Date …) are the server's: an answer that has them here is sent as
  // `internal`.
  std::vector<Header> headers;
  std::string body;
  // Instead of `body`: asked for the next piece whenever the peer has taken the last. An error cuts the
  // connection, so that the peer cannot take half an answer for a whole one.
  std::unique_ptr<ByteStream> stream;
  // The length of `stream` where it is known; it must then give exactly so many bytes.
  std::optional<std::uint64_t> stream_bytes;
  // Which route answered, for the metrics.
  base::Literal route = "other";
  // Close the connection behind this answer.
  bool close = false;
};

// Takes the answer of one request; see Handler::handle.
using Reply = std::function<void(Answer)>;

}  // namespace daicho::http
