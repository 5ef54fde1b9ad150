// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

#include "http/metrics.h"
#include "http/server.h"
#include "service/line.h"
#include "service/register.h"
#include "service/workers.h"

namespace daicho::http {

// The public interface over HTTP: which request is which operation (spec/http.yaml). It decides nothing.
//
//   POST /v1/OPERATION          one operation; the table of operations says which there are
//   POST /v1/bulk/OPERATION     the same for each line of an NDJSON body, one outcome line for each
//   PUT, GET /v1/attachments    a file of a record, streamed
//   GET  /v1/policy             the policy in force, for programs; /policy for the public
//   GET  /v1/ledger/…           key, signed heads and tiles (C2SP tlog-tiles)
//   GET  /healthz /readyz /metrics
class Api final : public Handler {
 public:
  // All must outlive the Api.
  Api(const service::Register& reg, const service::Line& line, service::Workers& workers, Metrics& metrics);

  BodyMode body_mode(const RequestHead& head) override;
  void handle(Request request, Reply reply) override;

  // From now on /readyz answers 503: the server is about to stop.
  void drain() { draining_ = true; }

 private:
  void run_operation(std::string name, Request request, Reply reply);
  void run_bulk(std::string name, Request request, Reply reply);
  Answer show(const Request& request);
  Answer show_ledger(const Request& request, std::string_view path);
  Answer show_policy(const Request& request, bool html);
  base::Status expect_ledger_reader(const Request& request) const;

  const service::Register& reg_;
  const service::Line& line_;
  service::Workers& workers_;
  Metrics& metrics_;
  std::atomic<bool> draining_{false};
};

// The API key of `Authorization: Bearer …`; empty without one.
std::string api_key_of(const RequestHead& head);

}  // namespace daicho::http
