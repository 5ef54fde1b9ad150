// SPDX-License-Identifier: Apache-2.0
#include "main/serve.h"

#include <csignal>
#include <iostream>
#include <thread>

#include "base/log.h"
#include "http/metrics.h"
#include "http/routes/api.h"
#include "http/server.h"
#include "main/counted_store.h"
#include "main/decision_counts.h"
#include "main/housekeeping.h"
#include "main/open_files.h"
#include "main/register_folder.h"
#include "service/line.h"
#include "service/own_caller.h"
#include "service/workers.h"

namespace daicho {
namespace {

using base::Status;

constexpr std::chrono::seconds grace{20};
// What the store's files, its log and the ledger's folder need beside the connections.
constexpr std::uint64_t files_beside_connections = 4096;

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

bool is_loopback(const std::string& address) {
  return address == "::1" || address.starts_with("127.");
}

// Keys and personal values do not go over a network in the clear unless somebody said that it is safe.
Status expect_tls_where_needed(const ServeOptions& options) {
  if (options.certificate_file || options.plain_beyond_loopback || is_loopback(options.address)) return {};
  return base::fail(base::ErrorCode::invalid_value,
                    "without TLS the server listens on this machine only; give --tls-certificate and "
                    "--tls-key, or --plain-http when a proxy in front of it has TLS");
}

http::ServerOptions listening(const ServeOptions& options) {
  http::ServerOptions listen;
  listen.address = options.address;
  listen.port = options.port;
  listen.io_threads = options.io_threads;
  listen.logs_all_answers = options.logs_all_answers;
  if (options.certificate_file && options.private_key_file) {
    listen.tls = http::TlsFiles{*options.certificate_file, *options.private_key_file};
  }
  return listen;
}

}  // namespace

Status serve(ServeOptions options) {
  const sigset_t stop_signals = hold_back_stop_signals();
  RETURN_IF_ERROR(expect_tls_where_needed(options));
  const http::ServerOptions listen = listening(options);
  RETURN_IF_ERROR(allow_open_files(listen.connections_max + files_beside_connections));
  http::Metrics metrics;
  ASSIGN_OR_RETURN(const auto folder,
                   RegisterFolder::open(options.files.data_folder, options.files.passphrase,
                                        [&metrics](std::unique_ptr<store::Store> store) {
                                          return std::make_unique<CountedStore>(std::move(store), metrics);
                                        }));
  base::Log log(std::cerr, folder->clock());
  // While the clock is behind the ledger nothing may be written; the next start enters it.
  if (folder->reg().clock.read()) RETURN_IF_ERROR(service::enter_own_caller(folder->reg()));
  service::Workers workers(options.workers);
  const DecisionCounts decisions(metrics);
  const service::Line line(
      folder->reg(), [&workers](std::function<void()> work) { workers.run(std::move(work)); },
      [&decisions](const ledger::Entry& entry) { decisions.count(entry); });
  http::Api api(folder->reg(), line, workers, metrics);
  Housekeeping housekeeping(folder->reg(), line, {options.ledger_folder, options.retention_hour}, log,
                            metrics);
  ASSIGN_OR_RETURN(const auto server, http::Server::start(listen, api, folder->clock(), metrics, log));
  log.write(base::Severity::info, "serving", {{"port", base::Count(server->port())}});
  int signal = 0;
  sigwait(&stop_signals, &signal);
  log.write(base::Severity::info, "stopping");
  api.drain();
  folder->reg().run_progress.interrupt();
  server->stop(grace);
  housekeeping.stop();
  return {};
}

}  // namespace daicho
