// SPDX-License-Identifier: Apache-2.0
#include "cli/attachment_commands.h"

#include <simdjson.h>
#include <sys/stat.h>

#include <fstream>
#include <iostream>

#include "cli/exit_code.h"
#include "cli/files.h"
#include "cli/import_progress.h"
#include "service/attachments.h"

namespace daicho::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::fail;
using base::Result;

// The address that an answer permits a stream by; nothing when it denies.
std::optional<std::string> stream_address(const http::ClientAnswer& answer) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  std::string_view outcome, entry;
  if (answer.status != 200 || parser.parse(simdjson::padded_string(answer.body)).get(root) ||
      root["outcome"].get(outcome) || outcome != "permitted" || root["ledger_entry"].get(entry)) {
    return std::nullopt;
  }
  return "/v1/attachments/" + std::string(entry);
}

// A file to be sent, of the size that it has now.
struct Sending {
  std::ifstream file;
  std::uint64_t size_bytes = 0;

  static Result<Sending> open(const std::string& path) {
    struct stat status {};
    Sending sending;
    if (::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode))
      sending.file.open(path, std::ios::binary);
    if (!sending.file.is_open()) {
      return fail(ErrorCode::file_not_readable,
                  "the file cannot be opened; check its path and permissions, and that it is a file");
    }
    sending.size_bytes = static_cast<std::uint64_t>(status.st_size);
    if (sending.size_bytes > service::attachment_bytes_max)
      return fail(ErrorCode::too_large, "a file has 100 MiB at most; divide it");
    return sending;
  }
};

const service::OperationRow& operation(std::string_view name) {
  const service::OperationRow* row = service::operation_named(name);
  CHECK(row != nullptr);
  return *row;
}

std::uint64_t announced_bytes(const http::ClientAnswer& permitted) {
  simdjson::dom::parser parser;
  std::uint64_t bytes = 0;
  if (parser.parse(simdjson::padded_string(permitted.body))["size_bytes"].get(bytes)) return 0;
  return bytes;
}

}  // namespace

int attach_file(const Server& server, const std::vector<GivenField>& fields, const std::string& body_file,
                const std::string& idempotency_key, const std::string& file, const Manner& manner) {
  constexpr std::size_t piece_bytes = 64 * 1024;
  auto sending = Sending::open(file);
  if (!sending) return fail_with(sending.error(), manner, file);
  const auto client = connect(server);
  if (!client) return fail_with(client.error(), manner);
  const auto decision = ask(**client, operation("attach"), fields, body_file, idempotency_key, manner);
  if (!decision) return fail_with(decision.error(), manner);
  const auto address = stream_address(*decision);
  if (!address) return print_answer(*decision, manner);

  ProgressLine progress(!manner.json && is_watched(), manner.language, ProgressUnit::mebibytes);
  std::uint64_t sent = 0;
  const auto read = [&]() -> std::optional<std::string> {
    std::string piece(piece_bytes, '\0');
    sending->file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    piece.resize(static_cast<std::size_t>(sending->file.gcount()));
    if (piece.empty()) return std::nullopt;
    progress.show(sent += piece.size(), sending->size_bytes);
    return piece;
  };
  const auto stored = (*client)->upload(*address, headers_of(manner, "application/octet-stream", ""),
                                        sending->size_bytes, read);
  progress.clear();
  return stored ? print_answer(*stored, manner) : fail_with(stored.error(), manner);
}

int save_attachment(const Server& server, const std::vector<GivenField>& fields, const std::string& body_file,
                    const std::string& out_file, const Manner& manner) {
  const bool to_terminal = out_file == "-";
  std::optional<NewFile> file;
  if (!to_terminal) {
    auto made = NewFile::make(out_file);
    if (!made) return fail_with(made.error(), manner, out_file);
    file.emplace(std::move(*made));
  }
  const auto client = connect(server);
  if (!client) return fail_with(client.error(), manner);
  const auto decision = ask(**client, operation("open_attachment"), fields, body_file, "", manner);
  if (!decision) return fail_with(decision.error(), manner);
  const auto address = stream_address(*decision);
  if (!address) return print_answer(*decision, manner);

  ProgressLine progress(!manner.json && !to_terminal && is_watched(), manner.language,
                        ProgressUnit::mebibytes);
  const std::uint64_t size_bytes = announced_bytes(*decision);
  std::uint64_t came = 0;
  base::Status kept;
  const http::TakeBytes take = [&](std::string_view bytes) {
    progress.show(came += bytes.size(), size_bytes);
    if (file) {
      kept = file->write(bytes);
      return kept.has_value();
    }
    return static_cast<bool>(std::cout.write(bytes.data(), static_cast<std::streamsize>(bytes.size())));
  };
  const auto streamed = (*client)->download(*address, headers_of(manner, "", ""), take);
  progress.clear();
  if (!kept) return fail_with(kept.error(), manner, out_file);
  if (!streamed) return fail_with(streamed.error(), manner);
  if (streamed->status >= 400) return print_answer(*streamed, manner);
  if (!file) return exit_done;
  if (const auto published = file->publish(); !published)
    return fail_with(published.error(), manner, out_file);
  return print_answer(*decision, manner);
}

}  // namespace daicho::cli
