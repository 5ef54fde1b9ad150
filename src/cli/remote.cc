// SPDX-License-Identifier: Apache-2.0
#include "cli/remote.h"

#include <simdjson.h>

#include <fstream>
#include <iostream>

#include "base/log.h"
#include "cli/exit_code.h"
#include "cli/files.h"
#include "cli/texts.h"
#include "http/client.h"

namespace daicho::cli {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using service::FieldType;

constexpr std::size_t key_bytes_max = 4096, body_bytes_max = 4 * 1024 * 1024;

std::string simple_text(simdjson::dom::element value) {
  std::string_view text;
  return value.get(text) ? simdjson::minify(value) : std::string(text);
}

std::string json_string(std::string_view text) {
  std::string out;
  base::append_json_string(out, text);
  return out;
}

// A field as JSON.
Result<std::string> field_json(const GivenField& given) {
  const std::string& value = given.values.front();
  switch (given.field->type) {
    case FieldType::subject:
      return "{\"id\":" + json_string(value) + "}";
    case FieldType::names: {
      std::string list = "[";
      for (const std::string& name : given.values) list += (list.size() > 1 ? "," : "") + json_string(name);
      return list + "]";
    }
    case FieldType::document: {
      ASSIGN_OR_RETURN(const std::string text, read_file(value, body_bytes_max));
      return json_string(text);
    }
    case FieldType::flag:
    case FieldType::count:
      return value;
    case FieldType::name:
    case FieldType::date:
    case FieldType::instant:
    case FieldType::id:
      return json_string(value);
    case FieldType::values:
    case FieldType::facts:
    case FieldType::dates:
    case FieldType::text:
      break;
  }
  return fail(base::Error(ErrorCode::usage,
                          "personal values are given in the body file (--body FILE), never as arguments")
                  .with("field", given.field->name));
}

// The object of the body file with the given fields put before its end.
Result<std::string> body_of(const std::vector<GivenField>& fields, const std::string& body_file) {
  std::string body = "{}";
  if (!body_file.empty()) {
    ASSIGN_OR_RETURN(body, read_file(body_file, body_bytes_max));
  }
  const std::size_t end = body.find_last_of('}');
  const std::size_t begin = body.find_first_of('{');
  if (end == std::string::npos || begin == std::string::npos || begin > end) {
    return fail(ErrorCode::invalid_json, "the body file holds one JSON object");
  }
  body.resize(end);
  bool is_empty = body.find_first_not_of(" \t\r\n", begin + 1) == std::string::npos;
  for (const GivenField& given : fields) {
    ASSIGN_OR_RETURN(const std::string value, field_json(given));
    if (!is_empty) body += ",";
    body += json_string(given.field->name.text()) + ":" + value;
    is_empty = false;
  }
  return body + "}";
}

// A problem document as fail_with() shows an error: what it means, then the place and the way out.
std::string problem_for_people(const std::string& body, base::Language language) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  std::string_view title, code, detail;
  if (parser.parse(simdjson::padded_string(body)).get(root) || root["title"].get(title) ||
      root["code"].get(code) || root["detail"].get(detail)) {
    return body + "\n";
  }
  std::string place;
  simdjson::dom::object places;
  if (!root["place"].get(places)) {
    for (const auto one : places)
      place += (place.empty() ? " (" : ", ") + std::string(one.key) + "=" + simple_text(one.value);
  }
  std::string text = "daicho: " + std::string(title) + "\n        " + std::string(code) + ": " +
                     std::string(detail) + place + (place.empty() ? "" : ")") + "\n";
  if (code == public_name(ErrorCode::unauthenticated).text())
    text += "        " + std::string(help_text("usage-api-key", language)) + "\n";
  return text;
}

// The exit code of the error that was answered: by its name, for several share a status.
int exit_code_of(const http::ClientAnswer& answer) {
  simdjson::dom::parser parser;
  std::string_view name;
  const bool is_named = !parser.parse(simdjson::padded_string(answer.body))["code"].get(name);
  for (const ErrorCode code : base::all_error_codes()) {
    if (is_named ? public_name(code).text() == name : base::http_status(code) == answer.status)
      return base::exit_code(code);
  }
  return base::exit_code(ErrorCode::internal);
}

}  // namespace

Result<std::unique_ptr<http::Client>> connect(const Server& server) {
  http::ClientOptions options;
  options.base_url = server.url;
  options.ca_file = server.ca_file;
  if (!server.api_key_file.empty()) {
    ASSIGN_OR_RETURN(options.api_key, read_file(server.api_key_file, key_bytes_max));
    while (!options.api_key.empty() && static_cast<unsigned char>(options.api_key.back()) <= ' ')
      options.api_key.pop_back();
  }
  return http::Client::create(std::move(options));
}

bool is_denied(std::string_view answer) {
  simdjson::dom::parser parser;
  std::string_view outcome;
  return !parser.parse(simdjson::padded_string(answer))["outcome"].get(outcome) && outcome == "denied";
}

int print_answer(const http::ClientAnswer& answer, const Manner& manner) {
  const auto type = answer.headers.find("Content-Type").value_or("");
  const bool is_json = type.find("json") != std::string_view::npos;
  if (answer.status >= 400) {
    std::cerr << (manner.json || !is_json ? answer.body + "\n"
                                          : problem_for_people(answer.body, manner.language));
    return exit_code_of(answer);
  }
  std::string text = manner.json || !is_json ? answer.body : for_people(answer.body);
  if (!text.empty() && text.back() != '\n') text += "\n";
  std::cout << text;
  return is_json && is_denied(answer.body) ? exit_denied : exit_done;
}

std::vector<http::Header> headers_of(const Manner& manner, std::string content_type,
                                     const std::string& idempotency_key) {
  std::vector<http::Header> headers{{"Accept-Language", std::string(public_name(manner.language).text())}};
  if (!content_type.empty()) headers.push_back({"Content-Type", std::move(content_type)});
  if (!idempotency_key.empty()) headers.push_back({"Idempotency-Key", idempotency_key});
  return headers;
}

Result<http::ClientAnswer> ask(http::Client& client, const service::OperationRow& row,
                               const std::vector<GivenField>& fields, const std::string& body_file,
                               const std::string& idempotency_key, const Manner& manner) {
  ASSIGN_OR_RETURN(const std::string body, body_of(fields, body_file));
  return client.send("POST", "/v1/" + std::string(row.name.text()),
                     headers_of(manner, "application/json", idempotency_key), body);
}

int run_operation(const Server& server, const service::OperationRow& row,
                  const std::vector<GivenField>& fields, const std::string& body_file,
                  const std::string& idempotency_key, const Manner& manner) {
  const auto client = connect(server);
  if (!client) return fail_with(client.error(), manner);
  const auto answer = ask(**client, row, fields, body_file, idempotency_key, manner);
  return answer ? print_answer(*answer, manner) : fail_with(answer.error(), manner);
}

int show_address(const Server& server, const std::string& path, const Manner& manner) {
  const auto client = connect(server);
  if (!client) return fail_with(client.error(), manner);
  const auto answer = (*client)->send("GET", path, headers_of(manner, "", ""), "");
  if (!answer) return fail_with(answer.error(), manner);
  return print_answer(*answer, manner);
}

int prove_entry(const Server& server, const std::string& entry, const std::string& out_file,
                const Manner& manner) {
  const auto client = connect(server);
  if (!client) return fail_with(client.error(), manner);
  const auto answer = (*client)->send("POST", "/v1/prove", headers_of(manner, "application/json", ""),
                                      "{\"entry\":" + json_string(entry) + "}");
  if (!answer) return fail_with(answer.error(), manner);
  simdjson::dom::parser parser;
  std::string_view proof;
  if (answer->status >= 400 || parser.parse(simdjson::padded_string(answer->body))["proof"].get(proof))
    return print_answer(*answer, manner);
  if (out_file.empty()) {
    std::cout << proof;
    return exit_done;
  }
  if (proof.ends_with('\n')) proof.remove_suffix(1);
  const auto written = write_public_file(out_file, proof);
  return written ? exit_done : fail_with(written.error(), manner);
}

int run_bulk(const Server& server, const service::OperationRow& row, const std::string& file,
             const std::string& idempotency_key, const Manner& manner) {
  constexpr std::size_t piece_bytes = 64 * 1024;
  std::ifstream opened;
  if (file != "-") {
    opened.open(file, std::ios::binary);
    if (!opened)
      return fail_with(base::Error(ErrorCode::file_not_readable, "the file of rows cannot be opened"),
                       manner);
  }
  std::istream& in = file == "-" ? std::cin : opened;
  const auto client = connect(server);
  if (!client) return fail_with(client.error(), manner);
  const auto read = [&in]() -> std::optional<std::string> {
    std::string piece(piece_bytes, '\0');
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    piece.resize(static_cast<std::size_t>(in.gcount()));
    if (piece.empty()) return std::nullopt;
    return piece;
  };
  bool any_failed = false;
  const auto take = [&any_failed](std::string_view line) {
    if (line.find("\"status\":200") == std::string_view::npos ||
        line.find("\"outcome\":\"denied\"") != std::string_view::npos)
      any_failed = true;
    return static_cast<bool>(std::cout << line << "\n");
  };
  const auto answer =
      (*client)->transfer("POST", "/v1/bulk/" + std::string(row.name.text()),
                          headers_of(manner, "application/x-ndjson", idempotency_key), read, take);
  if (!std::cout) return exit_no_reader;
  if (!answer) return fail_with(answer.error(), manner);
  if (answer->status >= 400) return print_answer(*answer, manner);
  return any_failed ? exit_findings : exit_done;
}

}  // namespace daicho::cli
