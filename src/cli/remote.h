// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/terminal.h"
#include "http/client.h"
#include "service/operations.h"

// Commands that ask a running server.
namespace daicho::cli {

// Where the server is, and who asks.
struct Server {
  std::string url = "http://127.0.0.1:7411";
  std::string api_key_file;  // the API key is never an argument
  std::string ca_file;
};

// A client of that server, with the key read from its file.
base::Result<std::unique_ptr<http::Client>> connect(const Server& server);

// One field given on the command line. Personal values come in the body file, never as arguments.
struct GivenField {
  const service::Field* field;
  std::vector<std::string> values;
};

// The header fields of a request of the command line; no Content-Type or Idempotency-Key where they are
// empty.
std::vector<http::Header> headers_of(const Manner& manner, std::string content_type,
                                     const std::string& idempotency_key);

// Asks for one operation: the JSON object of `body_file` (`-`: standard input; may be empty), with the fields
// given.
base::Result<http::ClientAnswer> ask(http::Client& client, const service::OperationRow& row,
                                     const std::vector<GivenField>& fields, const std::string& body_file,
                                     const std::string& idempotency_key, const Manner& manner);

// Whether an answer is a denial.
bool is_denied(std::string_view answer);

// Prints what was answered: an error to standard error. Returns the exit code.
int print_answer(const http::ClientAnswer& answer, const Manner& manner);

// Runs one operation: the JSON object of `body_file` (`-`: standard input; may be empty), with the fields
// given. Prints the answer. Exit code: 0 permitted, 5 denied, others by error.
int run_operation(const Server& server, const service::OperationRow& row,
                  const std::vector<GivenField>& fields, const std::string& body_file,
                  const std::string& idempotency_key, const Manner& manner);

// Fetches what a GET address shows and prints it.
int show_address(const Server& server, const std::string& path, const Manner& manner);

// Fetches the proof of a ledger entry and writes it to `out_file`, or prints it when that is empty.
int prove_entry(const Server& server, const std::string& entry, const std::string& out_file,
                const Manner& manner);

// Sends every line of a file to the operation and prints each outcome line. Exit code 1 when a row failed.
int run_bulk(const Server& server, const service::OperationRow& row, const std::string& file,
             const std::string& idempotency_key, const Manner& manner);

}  // namespace daicho::cli
