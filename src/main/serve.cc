// SPDX-License-Identifier: Apache-2.0
#include "main/serve.h"

#include <csignal>
#include <iostream>
#include <thread>

#include "base/log.h"
#include "http/metrics.h"
#include "http/routes/api.h"
#include "http/server.h"
#include "ledger/folder.h"
#include "main/housekeeping.h"
#include "main/register_folder.h"
#include "service/founding.h"
#include "service/line.h"
#include "service/workers.h"

namespace daicho {
namespace {

using base::Result;
using base::Status;

constexpr std::chrono::seconds grace{20};

// The signals that end the server, kept from every thread that is started later.
sigset_t hold_back_stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

http::ServerOptions listening(const ServeOptions& options) {
  http::ServerOptions listen;
  listen.address = options.address;
  listen.port = options.port;
  listen.io_threads = options.io_threads;
  if (options.certificate_file && options.private_key_file) {
    listen.tls = http::TlsFiles{*options.certificate_file, *options.private_key_file};
  }
  return listen;
}

}  // namespace

Status serve(ServeOptions options) {
  const sigset_t stop_signals = hold_back_stop_signals();
  ASSIGN_OR_RETURN(const auto folder,
                   RegisterFolder::open(options.files.data_folder, options.files.passphrase));
  base::Log log(std::cerr, folder->clock());
  http::Metrics metrics;
  service::Workers workers(options.workers);
  const service::Line line(folder->reg(),
                           [&workers](std::function<void()> work) { workers.run(std::move(work)); });
  http::Api api(folder->reg(), line, workers, metrics);
  Housekeeping housekeeping(folder->reg(), options.ledger_folder, log);
  ASSIGN_OR_RETURN(const auto server,
                   http::Server::start(listening(options), api, folder->clock(), metrics, log));
  log.write(base::Severity::info, "serving", {{"port", base::Count(server->port())}});
  int signal = 0;
  sigwait(&stop_signals, &signal);
  log.write(base::Severity::info, "stopping");
  api.drain();
  server->stop(grace);
  housekeeping.stop();
  return {};
}

Result<Founded> init(const InitOptions& options) {
  SystemClock clock;
  crypto::SystemRandomness randomness;
  const service::MerkleHasher hasher{};
  ASSIGN_OR_RETURN(const auto law, service::LawInForce::carried(base::LocalDate::on(clock.now())));
  ASSIGN_OR_RETURN(const auto store,
                   RegisterFolder::open_store(options.files.data_folder, RegisterFolder::Store::make,
                                              options.bucket_count, clock, hasher));
  const service::FoundingWish wish{.passphrase = options.files.passphrase,
                                   .cost = {},
                                   .policy_yaml = options.policy_yaml,
                                   .caller = *base::Term::declared("officer")};
  ASSIGN_OR_RETURN(auto outcome, service::found(*store, wish, law, clock.now(), randomness));
  if (std::holds_alternative<policy::Findings>(outcome)) {
    return base::fail(base::ErrorCode::policy_invalid,
                      "the policy has errors; see them with `daicho policy check FILE`");
  }
  auto& founded = std::get<service::Founded>(outcome);
  return Founded{std::move(founded.api_key), service::LedgerBook(*store, founded.keys).verifier().text()};
}

Status export_ledger(const RegisterFiles& files, const std::string& folder) {
  ASSIGN_OR_RETURN(const auto opened, RegisterFolder::open(files.data_folder, files.passphrase));
  ledger::FileFolder out(folder);
  return opened->reg().ledger.export_to(out, opened->clock().now()).map([](const auto&) {});
}

Status rotate_key(const RegisterFiles& files) {
  SystemClock clock;
  crypto::SystemRandomness randomness;
  const service::MerkleHasher hasher{};
  ASSIGN_OR_RETURN(const auto store,
                   RegisterFolder::open_store(files.data_folder, RegisterFolder::Store::must_exist,
                                              std::nullopt, clock, hasher));
  return vault::KeyBook::rotate(*store, files.passphrase, randomness).map([](const auto&) {});
}

}  // namespace daicho
