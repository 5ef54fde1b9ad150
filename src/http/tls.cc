// SPDX-License-Identifier: Apache-2.0
#include "http/tls.h"

#include <boost/asio/ssl.hpp>

namespace daicho::http {
namespace {

using base::ErrorCode;
using boost::system::error_code;

constexpr char tls_1_2_ciphers[] =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
    "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";

// Chooses http/1.1 where the peer offers protocols.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_size,
                    const unsigned char* offered, unsigned offered_size, void*) {
  static constexpr unsigned char ours[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  unsigned char* match = nullptr;
  const int found = SSL_select_next_proto(&match, chosen_size, ours, sizeof ours, offered, offered_size);
  *chosen = match;
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

}  // namespace

base::Result<boost::asio::ssl::context> tls_context(const TlsFiles& files) {
  namespace ssl = boost::asio::ssl;
  ssl::context context(ssl::context::tls_server);
  SSL_CTX* const native = context.native_handle();
  const bool set = SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION) == 1 &&
                   SSL_CTX_set_cipher_list(native, tls_1_2_ciphers) == 1;
  if (!set) return base::fail(ErrorCode::internal, "OpenSSL refuses the ciphers; check its configuration");
  SSL_CTX_set_options(native,
                      SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  // Idle connections hold no record buffers; and a partial write may be tried again from elsewhere.
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);

  error_code error;
  context.use_certificate_chain_file(files.certificate_chain, error);
  if (error)
    return base::fail(ErrorCode::file_not_readable, "the TLS certificate chain cannot be read as PEM");
  context.use_private_key_file(files.private_key, ssl::context::pem, error);
  if (error) return base::fail(ErrorCode::file_not_readable, "the TLS private key cannot be read as PEM");
  if (SSL_CTX_check_private_key(native) != 1) {
    return base::fail(ErrorCode::file_not_readable, "the TLS private key does not belong to the certificate");
  }
  return context;
}

}  // namespace daicho::http
