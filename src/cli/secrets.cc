// SPDX-License-Identifier: Apache-2.0
#include "cli/secrets.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>

namespace daicho::cli {
namespace {

using base::ErrorCode;
using base::fail;

constexpr std::size_t secret_bytes_max = 4096;

base::Result<crypto::SecretBytes> read_descriptor(int descriptor) {
  std::string bytes(secret_bytes_max + 1, '\0');
  std::size_t size = 0;
  for (;;) {
    const ssize_t got = ::read(descriptor, bytes.data() + size, bytes.size() - size);
    if (got < 0)
      return fail(ErrorCode::file_not_readable, "the secret cannot be read; check the file or descriptor");
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
    if (size > secret_bytes_max) return fail(ErrorCode::too_large, "a secret has 4096 bytes at most");
  }
  bytes.resize(size);
  while (!bytes.empty() && (bytes.back() == '\n' || bytes.back() == '\r')) bytes.pop_back();
  if (bytes.empty()) return fail(ErrorCode::invalid_value, "the secret is empty");
  return crypto::SecretBytes::take(std::move(bytes));
}

base::Result<crypto::SecretBytes> read_path(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return fail(ErrorCode::file_not_readable, "the file of the secret cannot be opened");
  auto secret = read_descriptor(descriptor);
  ::close(descriptor);
  return secret;
}

}  // namespace

base::Result<crypto::SecretBytes> read_secret(const SecretSource& source) {
  const int given =
      (source.file.empty() ? 0 : 1) + (source.descriptor ? 1 : 0) + (source.credential.empty() ? 0 : 1);
  if (given != 1)
    return fail(
        ErrorCode::usage,
        "name one source of the passphrase: --passphrase-file, --passphrase-fd or --passphrase-credential");
  if (!source.file.empty()) return read_path(source.file);
  if (source.descriptor) return read_descriptor(*source.descriptor);
  const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
  if (folder == nullptr)
    return fail(ErrorCode::usage, "no credentials are set; start it by systemd with LoadCredential=");
  return read_path(std::string(folder) + "/" + source.credential);
}

}  // namespace daicho::cli
