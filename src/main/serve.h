// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "crypto/secret.h"

namespace daicho {

// How a register is opened on this machine.
struct RegisterFiles {
  std::string data_folder;  // holds the store
  crypto::SecretBytes passphrase;
};

// How it is served.
struct ServeOptions {
  RegisterFiles files;
  std::string address = "127.0.0.1";
  std::uint16_t port = 7411;
  std::optional<std::string> certificate_file, private_key_file;
  std::string ledger_folder;    // where the ledger is exported to as it grows; none when empty
  // Whether it serves without TLS where others can listen: behind a proxy that has TLS.
  bool plain_beyond_loopback = false;
  bool logs_all_answers = false;
  unsigned retention_hour = 3;  // of the day in Japan, 0 to 23: what has ended is erased then
  unsigned io_threads = 2;
  unsigned workers = 4;
};

// Serves until SIGINT or SIGTERM, then ends cleanly.
base::Status serve(ServeOptions options);

// What `daicho init` makes.
struct InitOptions {
  RegisterFiles files;
  std::string policy_yaml;
  std::uint32_t bucket_count = 256;
};
struct Founded {
  std::string api_key;     // of the first caller, who may do everything; shown once
  std::string verify_key;  // for auditors
};
base::Result<Founded> init(const InitOptions& options);

// Work on the folder while no server has it (`already_in_use` when one has): the ledger to a folder; a new
// version of the key, whose number is returned; another passphrase, and nothing left of what the old one
// opened.
base::Status export_ledger(const RegisterFiles& files, const std::string& folder);
base::Result<std::uint32_t> rotate_key(const RegisterFiles& files);
base::Status change_passphrase(const RegisterFiles& files, const crypto::SecretBytes& next);

}  // namespace daicho
