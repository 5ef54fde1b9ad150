// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.h"
#include "main/serve.h"

// What the program is made of: the command line, and the parts it is given.
int main(int argc, char** argv) {
  using daicho::cli::Wiring;
  const Wiring wiring{
      .init = [](Wiring::Init init) -> daicho::base::Result<Wiring::Founded> {
        ASSIGN_OR_RETURN(
            daicho::Founded founded,
            daicho::init(
                {{init.data_folder, std::move(init.passphrase)}, init.policy_yaml, init.bucket_count}));
        return Wiring::Founded{std::move(founded.api_key), std::move(founded.verify_key)};
      },
      .serve =
          [](Wiring::Serve serve) {
            return daicho::serve({.files = {serve.data_folder, std::move(serve.passphrase)},
                                  .address = serve.address,
                                  .port = serve.port,
                                  .certificate_file = serve.certificate_file,
                                  .private_key_file = serve.private_key_file,
                                  .ledger_folder = serve.ledger_folder,
                                  .plain_beyond_loopback = serve.plain_http,
                                  .logs_all_answers = serve.log_requests,
                                  .retention_hour = serve.retention_hour});
          },
      .export_ledger =
          [](std::string data, daicho::crypto::SecretBytes passphrase, std::string folder) {
            return daicho::export_ledger({std::move(data), std::move(passphrase)}, folder);
          },
      .rotate_key =
          [](std::string data, daicho::crypto::SecretBytes passphrase) {
            return daicho::rotate_key({std::move(data), std::move(passphrase)});
          },
      .change_passphrase =
          [](std::string data, daicho::crypto::SecretBytes passphrase, daicho::crypto::SecretBytes next) {
            return daicho::change_passphrase({std::move(data), std::move(passphrase)}, next);
          },
  };
  return daicho::cli::run(argc, argv, wiring);
}
