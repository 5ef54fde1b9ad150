// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "http/message.h"
#include "service/line.h"
#include "service/request.h"

namespace daicho::http {

// How one bulk request treats its rows.
struct BulkOptions {
  service::Request row;         // what all rows share: operation, key, language
  std::string idempotency_key;  // of the whole; each row gets it with its number appended
  std::uint64_t first_row = 1;  // the number of the first line
  std::size_t lanes = 64;       // rows that go down the line at once
  std::size_t row_bytes_max = 1024 * 1024;
  std::size_t rows_waiting_max = 1024;
};

// Runs every line of `body` down the line and gives one line of outcome for each, while the body is still
// arriving: {"row":7,"status":200,"answer":{…}}. Rows about one person keep their order; others may overtake.
// The body is read only as fast as rows are done.
std::unique_ptr<ByteStream> run_rows(const service::Line& line, BulkOptions options,
                                     std::unique_ptr<ByteStream> body);

}  // namespace daicho::http
