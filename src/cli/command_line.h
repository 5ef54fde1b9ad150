// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/result.h"
#include "cli/command_tree.h"
#include "crypto/secret.h"

namespace daicho::cli {

// What the commands need of the program's parts that stand above them: main() gives it.
struct Wiring {
  struct Init {
    std::string data_folder;
    crypto::SecretBytes passphrase;
    std::string policy_yaml;
    std::uint32_t bucket_count = 256;
  };
  struct Founded {
    std::string api_key;
    std::string verify_key;
  };
  struct Serve {
    std::string data_folder;
    crypto::SecretBytes passphrase;
    std::string address;
    std::uint16_t port = 0;
    std::optional<std::string> certificate_file, private_key_file;
    std::string ledger_folder;
    unsigned retention_hour = 3;  // of the day in Japan, 0 to 23
    bool plain_http = false;      // without TLS where others can listen, too
    bool log_requests = false;
  };
  std::function<base::Result<Founded>(Init)> init;
  std::function<base::Status(Serve)> serve;
  std::function<base::Status(std::string data_folder, crypto::SecretBytes passphrase, std::string folder)>
      export_ledger;
  // The number of the new version.
  std::function<base::Result<std::uint32_t>(std::string data_folder, crypto::SecretBytes passphrase)>
      rotate_key;
  std::function<base::Status(std::string data_folder, crypto::SecretBytes passphrase,
                             crypto::SecretBytes next_passphrase)>
      change_passphrase;
};

// The command line: reads the arguments, runs one command, returns the exit code
// (docs/reference/exit-codes.md).
int run(int argc, const char* const* argv, const Wiring& wiring);

// All commands and options of the program, with their help in `language`.
CommandTree all_commands(base::Language language);

}  // namespace daicho::cli
