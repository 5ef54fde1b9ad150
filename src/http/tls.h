// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/ssl/context.hpp>

#include "base/result.h"
#include "http/server.h"

namespace daicho::http {

// The TLS side of the server: 1.3, and 1.2 with forward secrecy and authenticated encryption only; it speaks
// http/1.1 (ALPN, RFC 7301). Errors: `file_not_readable` for files that are absent, malformed or no pair.
base::Result<boost::asio::ssl::context> tls_context(const TlsFiles& files);

}  // namespace daicho::http
