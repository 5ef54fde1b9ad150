// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/message.h"

namespace daicho::http {

// Whom a client speaks to, and how long it waits.
struct ClientOptions {
  // `https://host[:port][/prefix]`; `http://` for this machine alone (localhost, 127.0.0.0/8, ::1), for a key
  // and personal information must not cross a network in the clear.
  std::string base_url;
  // Sent as `Authorization: Bearer …`; empty for none. Wiped when the client ends.
  std::string api_key;
  // The certificates to trust, in PEM; empty for the system's. The server is always verified.
  std::string ca_file;

  std::chrono::milliseconds connect_wait_max{5'000};
  // For a whole answer; does not bound streamed transfers.
  std::chrono::milliseconds answer_wait_max{60'000};
  // A streamed transfer may stand still so long.
  std::chrono::milliseconds stall_wait_max{60'000};
  std::size_t answer_bytes_max = 64 * 1024 * 1024;
  // How often a request with an Idempotency-Key is sent in all.
  unsigned attempts_max = 3;
  // The longest wait between two attempts, whatever Retry-After says.
  std::chrono::milliseconds retry_wait_max{5'000};
  // How the client waits; tests put their own.
  std::function<void(std::chrono::milliseconds)> sleep;
};

// What came back.
struct ClientAnswer {
  int status = 0;
  Headers headers;
  std::string body;  // empty for a streamed transfer that was answered 2xx
};

// Gives the next piece to send; nothing at the end.
using ReadPiece = std::function<std::optional<std::string>()>;
// Takes one line of the answer, without its line feed; says whether to go on.
using TakeLine = std::function<bool(std::string_view line)>;

// Takes a piece of the answer as it comes; says whether to go on.
using TakeBytes = std::function<bool(std::string_view bytes)>;

// A blocking HTTP client for the command line. It keeps its connection between requests and follows no
// redirects. Not thread-safe: one client a thread.
class Client {
 public:
  // Errors: `usage` for a base URL that is not one of those above, `file_not_readable` for the CA file.
  static base::Result<std::unique_ptr<Client>> create(ClientOptions options);
  virtual ~Client() = default;

  // Sends one request and waits for its answer, whatever its status. `path` begins with `/`, is
  // percent-encoded and may have a query. With an Idempotency-Key among `headers` it is sent again, bounded,
  // when the connection fails and when 503 comes with Retry-After (in seconds).
  // Errors: `connection_failed` (not reached, not verified or broken off: without an Idempotency-Key the
  // outcome is then unknown), `too_large` (the answer), `usage` (path or headers).
  virtual base::Result<ClientAnswer> send(std::string_view method, std::string_view path,
                                          const std::vector<Header>& headers, std::string_view body) = 0;

  // Sends the pieces of `read` while it hands the lines of a 2xx answer to `line`, both as they come; an
  // answer of another status is returned with its body. Never sent again.
  // Errors: as above, and `interrupted` when `line` said not to go on.
  virtual base::Result<ClientAnswer> transfer(std::string_view method, std::string_view path,
                                              const std::vector<Header>& headers, const ReadPiece& read,
                                              const TakeLine& line) = 0;

  // Sends exactly `size_bytes` with PUT, as `read` gives them; a server that refuses them is not sent them.
  // Never sent again.
  // Errors: as of send(), and `file_not_readable` when `read` gave fewer.
  virtual base::Result<ClientAnswer> upload(std::string_view path, const std::vector<Header>& headers,
                                            std::uint64_t size_bytes, const ReadPiece& read) = 0;

  // Asks with GET and hands the bytes of a 2xx answer to `take`; an answer of another status is returned with
  // its body.
  // Errors: as of send(); `interrupted` when `take` said not to go on, or the answer was cut off.
  virtual base::Result<ClientAnswer> download(std::string_view path, const std::vector<Header>& headers,
                                              const TakeBytes& take) = 0;
};

}  // namespace daicho::http
