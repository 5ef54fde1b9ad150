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
  std::string ledger_folder;  // where the ledger is exported to as it grows; none when empty
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

// Work on the folder while no server has it: the ledger to a folder, new versions of the key.
base::Status export_ledger(const RegisterFiles& files, const std::string& folder);
base::Status rotate_key(const RegisterFiles& files);

}  // namespace daicho
