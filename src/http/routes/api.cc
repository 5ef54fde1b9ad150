// SPDX-License-Identifier: Apache-2.0
#include "http/routes/api.h"

#include <charconv>

#include "http/problem.h"
#include "http/routes/bulk.h"
#include "http/target.h"
#include "service/attachments.h"
#include "service/caller.h"
#include "service/json_writer.h"
#include "service/operations.h"
#include "service/policy_page.h"

namespace daicho::http {
namespace {

using base::Error;
using base::ErrorCode;
using base::fail;

constexpr std::uint64_t body_bytes_max = 2 * 1024 * 1024;
constexpr std::uint64_t bulk_bytes_max = 16ull * 1024 * 1024 * 1024;
constexpr std::string_view prefix = "/v1/", bulk_prefix = "/v1/bulk/", ledger_prefix = "/v1/ledger/",
                           attachments_prefix = "/v1/attachments/";

base::Language language_of(const RequestHead& head) {
  return preferred_language(head.headers.find("Accept-Language"));
}

bool is_json(const RequestHead& head) {
  const auto type = head.headers.find("Content-Type");
  return type && (*type == "application/json" || type->starts_with("application/json;"));
}

bool is_ndjson(const RequestHead& head) {
  const auto type = head.headers.find("Content-Type");
  return type && (type->starts_with("application/x-ndjson") || type->starts_with("application/jsonl"));
}

Answer refused(const Error& error, const RequestHead& head) {
  Answer answer = problem(error, language_of(head));
  if (error.code() == ErrorCode::unauthenticated)
    answer.headers.push_back({"WWW-Authenticate", "Bearer realm=\"daicho\""});
  return answer;
}

// What is wrong with a request whatever it asks for: a value in its address, or a body in a coding (gzip …).
base::Status expect_plain(const Request& request) {
  if (!request.query.empty())
    return fail(ErrorCode::personal_value_in_address, "send everything in the body");
  const auto coding = request.headers.find("Content-Encoding");
  if (coding && *coding != "identity")
    return fail(ErrorCode::unsupported_media_type, "send the body as it is, without Content-Encoding");
  return {};
}

Answer not_allowed(const RequestHead& head, std::string_view allowed) {
  Answer answer =
      refused(Error(ErrorCode::method_not_allowed, "this address takes other methods; see Allow"), head);
  answer.headers.push_back({"Allow", std::string(allowed)});
  return answer;
}

Answer text(std::string content_type, std::string body, base::Literal route) {
  return Answer{.content_type = std::move(content_type), .body = std::move(body), .route = route};
}

Answer to_http(service::Answer from, base::Literal route) {
  Answer answer{.status = from.status,
                .content_type = std::move(from.content_type),
                .body = std::move(from.body),
                .route = route};
  if (from.retry_after_seconds)
    answer.headers.push_back({"Retry-After", std::to_string(*from.retry_after_seconds)});
  if (from.status == 401) answer.headers.push_back({"WWW-Authenticate", "Bearer realm=\"daicho\""});
  return answer;
}

// The number of the first line of a bulk body: `Daicho-First-Row`, 1 without it. A client that goes on with a
// file keeps the numbers of its rows, and with them their keys, by it.
base::Result<std::uint64_t> first_row_of(const RequestHead& head) {
  const auto text = head.headers.find("Daicho-First-Row");
  if (!text) return 1;
  constexpr std::size_t digits_max = 15;
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  const bool is_number =
      error == std::errc() && end == text->data() + text->size() && text->size() <= digits_max;
  if (is_number && number > 0) return number;
  return fail(Error(ErrorCode::invalid_value, "send the number of the first row, from 1")
                  .with("field", base::Literal("Daicho-First-Row")));
}

}  // namespace

std::string api_key_of(const RequestHead& head) {
  constexpr std::string_view scheme = "Bearer ";
  const auto value = head.headers.find("Authorization");
  if (!value || !value->starts_with(scheme)) return {};
  return std::string(value->substr(scheme.size()));
}

Api::Api(const service::Register& reg, const service::Line& line, service::Workers& workers, Metrics& metrics)
    : reg_(reg), line_(line), metrics_(metrics), attachments_(reg, workers) {}

BodyMode Api::body_mode(const RequestHead& head) {
  if (head.target_path.starts_with(bulk_prefix)) return BodyMode::stream(bulk_bytes_max);
  if (head.method == "PUT" && head.target_path.starts_with(attachments_prefix))
    return BodyMode::stream(service::attachment_bytes_max);
  return BodyMode::whole(body_bytes_max);
}

void Api::handle(Request request, Reply reply) {
  if (request.target_path.starts_with(bulk_prefix)) {
    std::string name = request.target_path.substr(bulk_prefix.size());
    return run_bulk(std::move(name), std::move(request), std::move(reply));
  }
  if (request.target_path.starts_with(attachments_prefix))
    return stream_attachment(std::move(request), std::move(reply));
  if (request.method == "GET" || request.method == "HEAD") return reply(show(request));
  if (request.target_path.starts_with(prefix)) {
    std::string name = request.target_path.substr(prefix.size());
    return run_operation(std::move(name), std::move(request), std::move(reply));
  }
  reply(refused(Error(ErrorCode::not_found, "there is no such address; see the specification"), request));
}

void Api::run_operation(std::string name, Request request, Reply reply) {
  const service::OperationRow* row = service::operation_named(name);
  if (row == nullptr) {
    return reply(
        refused(Error(ErrorCode::not_found, "there is no such operation; see the specification"), request));
  }
  if (request.method != "POST") return reply(not_allowed(request, "POST"));
  if (const auto plain = expect_plain(request); !plain) return reply(refused(plain.error(), request));
  if (!is_json(request)) {
    return reply(
        refused(Error(ErrorCode::unsupported_media_type, "send Content-Type: application/json"), request));
  }
  service::Request asked{.operation = std::move(name),
                         .body = std::move(request.body),
                         .api_key = api_key_of(request),
                         .idempotency_key = std::string(request.headers.find("Idempotency-Key").value_or("")),
                         .part_of_bulk = false,
                         .language = language_of(request)};
  line_.run(std::move(asked), [reply = std::move(reply), route = row->name](service::Answer answer) {
    reply(to_http(std::move(answer), route));
  });
}

void Api::run_bulk(std::string name, Request request, Reply reply) {
  const service::OperationRow* row = service::operation_named(name);
  if (row == nullptr) {
    return reply(
        refused(Error(ErrorCode::not_found, "there is no such operation; see the specification"), request));
  }
  if (request.method != "POST") return reply(not_allowed(request, "POST"));
  if (const auto plain = expect_plain(request); !plain) return reply(refused(plain.error(), request));
  if (!is_ndjson(request)) {
    return reply(refused(Error(ErrorCode::unsupported_media_type, "send Content-Type: application/x-ndjson"),
                         request));
  }
  const auto first_row = first_row_of(request);
  if (!first_row) return reply(refused(first_row.error(), request));
  BulkOptions options;
  options.first_row = *first_row;
  options.row.operation = std::move(name);
  options.row.api_key = api_key_of(request);
  options.row.language = language_of(request);
  options.idempotency_key = std::string(request.headers.find("Idempotency-Key").value_or(""));
  Answer answer{.content_type = "application/x-ndjson", .route = "bulk"};
  answer.stream = run_rows(line_, std::move(options), std::move(request.stream));
  reply(std::move(answer));
}

void Api::stream_attachment(Request request, Reply reply) {
  const auto entry =
      service::read_ledger_place(std::string_view(request.target_path).substr(attachments_prefix.size()));
  if (!entry) {
    return reply(refused(Error(ErrorCode::not_found,
                               "name the entry that permits the file, as its answer shows it: "
                               "/v1/attachments/00a7/123"),
                         request));
  }
  if (request.method == "PUT") return attachments_.take_in(*entry, std::move(request), std::move(reply));
  if (request.method == "GET" || request.method == "HEAD")
    return attachments_.give_out(*entry, request, std::move(reply));
  reply(not_allowed(request, "GET, HEAD, PUT"));
}

Answer Api::show(const Request& request) {
  const std::string& path = request.target_path;
  if (path == "/healthz") return text("text/plain; charset=utf-8", "ok\n", "healthz");
  if (path == "/readyz") {
    if (draining_) return refused(Error(ErrorCode::unavailable, "the server is stopping"), request);
    const auto office = reg_.office.current();
    if (!office) return refused(office.error(), request);
    if (const auto time = reg_.clock.read(); !time) return refused(time.error(), request);
    return text("text/plain; charset=utf-8", "ready\n", "readyz");
  }
  if (path == "/metrics") return text(std::string(Metrics::content_type.text()), metrics_.text(), "metrics");
  if (path == "/policy" || path == "/v1/policy") return show_policy(request, path == "/policy");
  if (path == "/v1/retention_progress") return show_retention_progress(request);
  if (path.starts_with(ledger_prefix))
    return show_ledger(request, std::string_view(path).substr(ledger_prefix.size()));
  if (path.starts_with(prefix) &&
      service::operation_named(std::string_view(path).substr(prefix.size())) != nullptr) {
    return not_allowed(request, "POST");
  }
  return refused(Error(ErrorCode::not_found, "there is no such address; see the specification"), request);
}

Answer Api::show_policy(const Request& request, bool html) {
  const auto office = reg_.office.current();
  if (!office) return refused(office.error(), request);
  if ((*office)->policy() == nullptr)
    return refused(Error(ErrorCode::unavailable, "no policy is in force yet"), request);
  const policy::Policy& policy = *(*office)->policy();
  base::Language language = language_of(request);
  if (request.query == "lang=ja") language = base::Language::ja;
  if (request.query == "lang=en") language = base::Language::en;
  if (html) {
    Answer page = text("text/html; charset=utf-8", service::policy_html(policy, language), "policy");
    page.headers.push_back({"Content-Security-Policy",
                            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action "
                            "'none'; frame-ancestors 'none'"});
    page.headers.push_back({"Content-Language", std::string(public_name(language).text())});
    return page;
  }
  return text("application/json", service::policy_json(policy, language), "policy_json");
}

// How far the retention run that is under way has come, or the last one of this process.
Answer Api::show_retention_progress(const Request& request) {
  if (const auto allowed = expect_scope(request, policy::Operation::run_retention); !allowed)
    return refused(allowed.error(), request);
  const service::RunProgress::Seen seen = reg_.run_progress.seen();
  service::JsonWriter out;
  out.begin_object().key("running").boolean(seen.running);
  out.key("buckets_done").value(base::Count(seen.buckets_done));
  out.key("buckets").value(base::Count(seen.bucket_count));
  out.key("records_erased").value(base::Count(seen.totals.records_erased));
  out.key("items_erased").value(base::Count(seen.totals.items_erased));
  out.key("persons_erased").value(base::Count(seen.totals.persons_erased));
  out.key("persons_kept_for_their_word").value(base::Count(seen.totals.persons_kept));
  out.key("records_dated_again").value(base::Count(seen.totals.records_redated));
  out.end_object();
  return text("application/json", std::move(out).take(), "retention_progress");
}

base::Status Api::expect_scope(const Request& request, policy::Operation operation) const {
  ASSIGN_OR_RETURN(const auto office, reg_.office.current());
  ASSIGN_OR_RETURN(const service::Caller caller,
                   service::authenticate(*office, reg_.keys, api_key_of(request)));
  if (!caller.operations.test(operation)) {
    return fail(Error(ErrorCode::not_permitted, "this key does not allow what is asked")
                    .with("scope", policy::public_name(operation)));
  }
  return {};
}

// key | register-checkpoint | log/00a7/checkpoint | log/00a7/tile/…
Answer Api::show_ledger(const Request& request, std::string_view path) {
  if (path == "key") return text("text/plain; charset=utf-8", reg_.ledger.verifier().text() + "\n", "ledger");
  if (const auto allowed = expect_scope(request, policy::Operation::read_ledger); !allowed)
    return refused(allowed.error(), request);
  base::Result<std::string> found = fail(ErrorCode::not_found, "the ledger has no such file");
  base::Literal route = "ledger";
  const bool is_note = path.ends_with("checkpoint");
  if (path == "register-checkpoint") {
    found = reg_.ledger.register_checkpoint(reg_.clock.now());
  } else if (path.starts_with("log/") && path.size() > 9 && path[8] == '/') {
    const auto place = service::read_ledger_place(std::string(path.substr(4, 4)) + "/0");
    const std::string_view file = path.substr(9);
    if (place) {
      const ledger::LogNumber log{place->bucket.number};
      found = file == "checkpoint" ? reg_.ledger.checkpoint(log) : reg_.ledger.tile(log, file);
    }
  }
  if (!found) return refused(found.error(), request);
  if (is_note) return text("text/plain; charset=utf-8", std::move(*found), route);
  Answer answer = text("application/octet-stream", std::move(*found), route);
  // A tile never changes (C2SP tlog-tiles); it is for those who may read the ledger.
  answer.headers.push_back({"Cache-Control", "private, max-age=31536000, immutable"});
  return answer;
}

}  // namespace daicho::http
