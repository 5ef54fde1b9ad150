// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

#include "http/metrics.h"
#include "http/routes/attachments.h"
#include "http/server.h"
#include "service/line.h"
#include "service/register.h"
#include "service/workers.h"

namespace daicho::http {

// The public interface over HTTP: which request is which operation (spec/http.yaml). It decides nothing.
//
//   POST /v1/OPERATION              one operation; the table of operations says which there are
//   POST /v1/bulk/OPERATION         the same for each line of an NDJSON body, one outcome line for each
//   PUT, GET /v1/attachments/ENTRY  a file of a record, streamed by the entry that permits it
//   GET  /v1/policy                 the policy in force, for programs; /policy for the public
//   GET  /v1/retention_progress     how far the retention run has come
//   GET  /v1/ledger/…               key, signed heads and tiles (C2SP tlog-tiles)
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
  void stream_attachment(Request request, Reply reply);
  Answer show(const Request& request);
  Answer show_ledger(const Request& request, std::string_view path);
  Answer show_policy(const Request& request, bool html);
  Answer show_retention_progress(const Request& request);
  base::Status expect_scope(const Request& request, policy::Operation operation) const;

  const service::Register& reg_;
  const service::Line& line_;
  Metrics& metrics_;
  Attachments attachments_;
  std::atomic<bool> draining_{false};
};

// The API key of `Authorization: Bearer …`; empty without one.
std::string api_key_of(const RequestHead& head);

}  // namespace daicho::http
