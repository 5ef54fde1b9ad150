// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "crypto/secret.h"

namespace daicho::cli {

// Whence a secret comes: a file, an open file descriptor, or a systemd credential. Never the command line or
// the environment, which other processes can read.
struct SecretSource {
  std::string file;
  std::optional<int> descriptor;
  std::string credential;  // a name in $CREDENTIALS_DIRECTORY

  bool is_given() const { return !file.empty() || descriptor || !credential.empty(); }
};

// Reads the secret; a line end at its end is not part of it. `usage` when no or several sources are given,
// `file_not_readable`, `invalid_value` when it is empty.
base::Result<crypto::SecretBytes> read_secret(const SecretSource& source);

}  // namespace daicho::cli
