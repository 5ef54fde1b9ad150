// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"

namespace daicho::http {

// Reads the head of a request, and then the chunks of its body where it has chunks; bytes in, no I/O.
//
// It is strict where leniency lets two readers of the same bytes see different requests (RFC 9112 §11.2).
// Errors: `malformed_request` and `duplicate_field` (400), `header_too_large` (431), `not_implemented`
// (another transfer coding than chunked, 501), `expectation_failed` (417). After an error there is no going
// on.
class RequestParser {
 public:
  struct Limits {
    std::size_t header_bytes_max;  // request line and fields together
    std::size_t header_fields_max;
  };
  // How the body is delimited.
  struct BodyFrame {
    bool chunked = false;
    std::uint64_t bytes = 0;  // when not chunked; 0: there is none
  };
  // What became of bytes that were fed.
  struct Fed {
    std::size_t consumed;  // feed the rest again, with more behind it
    bool whole;            // the head, or the body, is complete
  };

  explicit RequestParser(Limits limits);
  ~RequestParser();

  // Feeds bytes of the head. Once it is whole, the accessors below hold.
  base::Result<Fed> feed_head(std::string_view bytes);
  // The head; `peer` is left to the caller. To be taken once.
  RequestHead take_head();
  const BodyFrame& body_frame() const;
  bool keep_alive() const;
  bool expects_continue() const;
  // Whether the peer takes a chunked answer: from HTTP/1.1 on.
  bool takes_chunks() const;

  // What is known of Accept-Language, also when the head turned out malformed; until take_head().
  std::optional<std::string_view> accept_language() const;

  // Feeds bytes of a chunked body and appends the decoded ones to `body`. Trailer fields are dropped.
  base::Result<Fed> feed_chunks(std::string_view bytes, std::string& body);

  // Begins the next request.
  void reset();

 private:
  class Impl;
  const Limits limits_;
  std::unique_ptr<Impl> impl_;
};

}  // namespace daicho::http
