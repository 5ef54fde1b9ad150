// SPDX-License-Identifier: Apache-2.0
#include "cli/import_sending.h"

#include <simdjson.h>

#include <algorithm>
#include <utility>

namespace daicho::cli {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;
using simdjson::dom::element;

constexpr std::size_t piece_bytes = 64 * 1024;
constexpr std::chrono::milliseconds between_saves{500};
constexpr std::chrono::seconds wait_first{1}, wait_max{8};

std::string text_in(element object, std::string_view key) {
  std::string_view text;
  if (object[key].get(text)) return {};
  return std::string(text);
}

// The kind of a row that was answered with an error.
RowOutcome::Kind kind_of_error(std::uint64_t status) {
  if (status == 401 || status == 403) return RowOutcome::Kind::refused;
  if (status == 409 || status == 429 || status >= 500) return RowOutcome::Kind::later;
  return RowOutcome::Kind::failed;
}

// `way out (field=items, position=3)` of a problem document.
std::string reason_of_error(element answer) {
  std::string reason = text_in(answer, "detail");
  simdjson::dom::object place;
  if (answer["place"].get(place)) return reason;
  std::string details;
  for (const auto pair : place) {
    details.append(details.empty() ? "" : ", ").append(pair.key).append("=");
    std::string_view text;
    std::uint64_t number = 0;
    if (!pair.value.get(text)) details.append(text);
    if (!pair.value.get(number)) details.append(std::to_string(number));
  }
  return reason + " (" + details + ")";
}

// `2.5: sentence; APPI 20(2): sentence` of a denial.
std::string reason_of_denial(element answer) {
  std::string text;
  simdjson::dom::array reasons;
  if (answer["reasons"].get(reasons)) return text;
  for (const element reason : reasons) {
    const std::string clause = text_in(reason, "clause_number"), article = text_in(reason, "article");
    text.append(text.empty() ? "" : " / ").append(clause);
    if (!clause.empty()) text.append(" ").append(text_in(reason, "clause_title")).append(": ");
    text.append(text_in(reason, "sentence"));
    if (!article.empty()) text.append(" (").append(article).append(")");
  }
  return text;
}

// A row that never gets as far as the server.
RowOutcome outcome_of(const base::Error& error, std::uint64_t row) {
  std::string code(public_name(error.code()).text());
  std::string reason = error.text().substr(code.size() + 2);  // behind `code: `
  return {RowOutcome::Kind::failed, row, std::move(code), std::move(reason)};
}

ErrorCode code_named(std::string_view name) {
  for (const ErrorCode code : base::all_error_codes()) {
    if (public_name(code).text() == name) return code;
  }
  return ErrorCode::internal;
}

}  // namespace

std::optional<RowOutcome> read_outcome(std::string_view line) {
  simdjson::dom::parser parser;
  element root, answer;
  std::uint64_t row = 0, status = 0;
  if (parser.parse(simdjson::padded_string(line)).get(root)) return std::nullopt;
  if (root["row"].get(row) || root["status"].get(status) || root["answer"].get(answer)) return std::nullopt;
  if (status != 200)
    return RowOutcome{kind_of_error(status), row, text_in(answer, "code"), reason_of_error(answer)};
  if (text_in(answer, "outcome") != "denied") return RowOutcome{RowOutcome::Kind::taken, row, {}, {}};
  element first;
  const std::string code = answer["reasons"].at(0).get(first) ? "denied" : text_in(first, "code");
  return RowOutcome{RowOutcome::Kind::denied, row, code, reason_of_denial(answer)};
}

Status Sending::run() {
  std::chrono::milliseconds wait = wait_first;
  for (unsigned tries = 0; !p_.state.is_complete();) {
    const std::uint64_t before = p_.state.finished.count();
    const Status passed = pass();
    RETURN_IF_ERROR(save());
    if (refusal_ || p_.state.is_complete()) break;
    if (!passed && passed.error().code() != ErrorCode::connection_failed) return passed;
    const bool progressed = p_.state.finished.count() > before;
    tries = progressed ? 0 : tries + 1;
    wait = progressed ? std::chrono::milliseconds(wait_first)
                      : std::min<std::chrono::milliseconds>(wait * 2, wait_max);
    if (tries == tries_without_progress_max) {
      if (!passed) return passed;
      return fail(ErrorCode::unavailable,
                  "the server could not take some rows now; run the same command again later");
    }
    p_.sleep(wait);
  }
  if (refusal_) return fail(refusal_->code, "the server refuses the import");
  return {};
}

// Sends every row that is not done, once.
Status Sending::pass() {
  if (!p_.file.is_unchanged()) {
    return fail(ErrorCode::conflict,
                "the file was written to while it was imported; put it back as it was, and run it again");
  }
  ASSIGN_OR_RETURN(intake::Table table, p_.file.table());
  in_flight_.clear();
  first_row_ = p_.state.finished.through() + 1;
  Status broken;
  const auto read = [&]() -> std::optional<std::string> {
    auto piece = next_piece(table);
    if (!piece) broken = fail(std::move(piece).error());
    if (!piece || piece->empty()) return std::nullopt;
    return std::move(*piece);
  };
  const auto line = [&](std::string_view text) {
    if (Status taken = take(text); !taken) broken = std::move(taken);
    p_.progress();
    return broken.has_value();
  };
  const std::vector<http::Header> headers = {{"Content-Type", "application/x-ndjson"},
                                             {"Accept-Language", p_.language},
                                             {"Idempotency-Key", p_.state.id},
                                             {"Daicho-First-Row", std::to_string(first_row_)}};
  const auto answer = p_.client.transfer("POST", "/v1/bulk/acquire", headers, read, line);
  RETURN_IF_ERROR(broken);
  if (!answer) return fail(answer.error());
  if (answer->status < 400) return {};
  simdjson::dom::parser parser;
  element problem;
  if (parser.parse(simdjson::padded_string(answer->body)).get(problem)) {
    return refuse(ErrorCode::connection_failed, "this address does not answer as a server of Daicho");
  }
  return refuse(code_named(text_in(problem, "code")), reason_of_error(problem));
}

// Rows as lines; an empty line for each that is done or never gets as far as the server. Empty at the end.
Result<std::string> Sending::next_piece(intake::Table& table) {
  std::string piece;
  while (piece.size() < piece_bytes) {
    ASSIGN_OR_RETURN(auto row, table.next());
    if (!row) break;
    if (row->number < first_row_) continue;
    if (!p_.state.finished.has(row->number)) {
      auto acquisition = p_.maker.acquisition(row->cells);
      if (acquisition) {
        piece += *acquisition;
        in_flight_.insert_or_assign(row->number, std::move(*row));
      } else {
        RETURN_IF_ERROR(finish(*row, outcome_of(acquisition.error(), row->number)));
      }
    }
    piece += '\n';
  }
  RETURN_IF_ERROR(save_when_due());
  p_.progress();
  return piece;
}

Status Sending::take(std::string_view line) {
  const auto outcome = read_outcome(line);
  if (!outcome)
    return refuse(ErrorCode::connection_failed, "this address does not answer as a server of Daicho");
  if (outcome->kind == RowOutcome::Kind::refused) return refuse(code_named(outcome->code), outcome->reason);
  const auto row = in_flight_.find(outcome->row);
  if (row == in_flight_.end()) return {};
  if (outcome->kind != RowOutcome::Kind::later) RETURN_IF_ERROR(finish(row->second, *outcome));
  in_flight_.erase(row);
  return save_when_due();
}

Status Sending::finish(const intake::Row& row, const RowOutcome& outcome) {
  switch (outcome.kind) {
    case RowOutcome::Kind::taken:
      ++p_.state.taken;
      break;
    case RowOutcome::Kind::denied:
      ++p_.state.denied;
      break;
    case RowOutcome::Kind::failed:
      ++p_.state.failed;
      break;
    case RowOutcome::Kind::later:
    case RowOutcome::Kind::refused:
      return {};
  }
  if (outcome.kind != RowOutcome::Kind::taken)
    RETURN_IF_ERROR(p_.rejected.add(row, outcome.code, outcome.reason));
  p_.state.finished.add(row.number);
  return {};
}

Status Sending::save_when_due() {
  return std::chrono::steady_clock::now() - saved_ < between_saves ? Status() : save();
}

// The rejected rows first: a row may stand there and be sent again, never be lost.
Status Sending::save() {
  ASSIGN_OR_RETURN(p_.state.rejected_bytes, p_.rejected.sync());
  p_.state.saved = p_.now();
  RETURN_IF_ERROR(save_state(p_.state_path, p_.state));
  saved_ = std::chrono::steady_clock::now();
  return {};
}

Status Sending::refuse(ErrorCode code, std::string detail) {
  if (!refusal_) refusal_ = Refusal{code, std::move(detail)};
  return fail(code, "the server refuses the import");
}

}  // namespace daicho::cli
