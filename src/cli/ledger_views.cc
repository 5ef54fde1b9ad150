// SPDX-License-Identifier: Apache-2.0
#include "cli/ledger_views.h"

#include <simdjson.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <thread>

#include "cli/exit_code.h"
#include "cli/import_progress.h"
#include "cli/texts.h"
#include "ledger/entry.h"
#include "ledger/register_checkpoint.h"
#include "ledger/tiles.h"
#include "service/entry_answer.h"
#include "service/ledger_place.h"

namespace daicho::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using simdjson::dom::element;

constexpr std::chrono::milliseconds between_looks{500};
constexpr const char* page_entries_max = "1000";

std::string text_at(element entry, std::string_view name) {
  std::string_view text;
  return entry[name].get(text) ? std::string() : std::string(text);
}

std::string list_at(element entry, std::string_view name) {
  std::string out;
  simdjson::dom::array list;
  if (entry[name].get(list)) return out;
  for (const element one : list) {
    std::string_view text;
    if (!one.get(text)) out += (out.empty() ? "" : ",") + std::string(text);
  }
  return out;
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text + "  ";
}

// 2026-11-21T09:00:00.123456Z as 2026-11-21 09:00:00.
std::string to_the_second(std::string at) {
  at = at.substr(0, 19);
  if (at.size() > 10) at[10] = ' ';
  return at;
}

// Prints entries as they come, a line each, with a heading before the first.
class EntryPrinter {
 public:
  explicit EntryPrinter(const Manner& manner) : manner_(manner) {}

  // `json`: one entry as query_ledger shows it. False when nobody reads any more.
  bool print(element entry, std::string_view json) {
    if (manner_.json) {
      std::cout << json << "\n";
      return static_cast<bool>(std::cout);
    }
    if (!std::exchange(headed_, true)) {
      std::cout << padded("TIME (UTC)", 19) << padded("ENTRY", 9) << padded("OPERATION", 16)
                << padded("OUTCOME", 11) << padded("SUBJECT", 30) << padded("PURPOSES", 18)
                << padded("ITEMS", 24) << "BECAUSE\n";
    }
    std::cout << padded(to_the_second(text_at(entry, "at")), 19) << padded(text_at(entry, "ledger_entry"), 9)
              << padded(text_at(entry, "operation"), 16) << padded(text_at(entry, "outcome"), 11)
              << padded(text_at(entry, "subject"), 30) << padded(list_at(entry, "purposes"), 18)
              << padded(list_at(entry, "items_concerned"), 24) << because(entry) << "\n";
    return static_cast<bool>(std::cout);
  }

 private:
  // The first reason, with its clause and article.
  static std::string because(element entry) {
    element reason;
    if (entry.at_pointer("/reasons/0").get(reason)) return {};
    std::string out = text_at(reason, "code");
    const std::string clause = text_at(reason, "clause"), article = text_at(reason, "article");
    if (!clause.empty()) out += " · " + clause;
    if (!article.empty()) out += " · " + article;
    return out;
  }

  const Manner& manner_;
  bool headed_ = false;
};

// The ledger of a server, read as a monitor reads it.
class RemoteLedger {
 public:
  RemoteLedger(http::Client& client, ledger::Verifier verifier)
      : client_(client), verifier_(std::move(verifier)) {}

  static Result<ledger::Verifier> key(http::Client& client) {
    ASSIGN_OR_RETURN(std::string text, get(client, "/v1/ledger/key"));
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return ledger::Verifier::parse(text);
  }

  Result<std::vector<std::uint64_t>> sizes() {
    ASSIGN_OR_RETURN(const std::string note, get(client_, "/v1/ledger/register-checkpoint"));
    ASSIGN_OR_RETURN(const auto checkpoint, ledger::open_register_checkpoint(note, verifier_));
    std::vector<std::uint64_t> sizes;
    for (const ledger::TreeHead& head : checkpoint.heads) sizes.push_back(head.size);
    return sizes;
  }

  struct Line {
    base::Instant at;
    std::string json;
  };
  // Entries `from` to before `to` of a log of that size, as query_ledger shows them.
  base::Status read(std::uint32_t log, std::uint64_t from, std::uint64_t to, std::vector<Line>& lines) {
    const std::string log_path = "/v1/ledger/log/" + service::ledger_place({log}, 0).substr(0, 4) + "/";
    while (from < to) {
      const std::uint64_t index = from / ledger::tile_width, first = index * ledger::tile_width;
      const auto width = static_cast<unsigned>(std::min<std::uint64_t>(to - first, ledger::tile_width));
      ASSIGN_OR_RETURN(const std::string bytes, get(client_, log_path + ledger::Bundle{index, width}.path()));
      const ledger::ParsedBundle bundle = ledger::parse_bundle(bytes);
      if (bundle.entries.size() < width)
        return base::fail(ErrorCode::corrupt, "the server gave a bundle that is cut off");
      for (; from < first + width; ++from) {
        ASSIGN_OR_RETURN(const ledger::Entry entry, ledger::decode(bundle.entries[from - first]));
        lines.push_back({entry.at, json_of({{log}, from}, entry)});
      }
    }
    return {};
  }

 private:
  static std::string json_of(const service::LedgerPlace& place, const ledger::Entry& entry) {
    service::JsonWriter out;
    out.begin_object().key("ledger_entry").published(service::ledger_place(place.bucket, place.sequence));
    out.key("caller").value(entry.caller);
    write_entry(out, entry);
    out.end_object();
    return std::move(out).take();
  }

  static Result<std::string> get(http::Client& client, const std::string& path) {
    ASSIGN_OR_RETURN(http::ClientAnswer answer, client.send("GET", path, {}, ""));
    if (answer.status == 200) return std::move(answer.body);
    for (const ErrorCode code : base::all_error_codes()) {
      if (base::http_status(code) == answer.status)
        return base::fail(code, "the server did not show its ledger; the key needs the scope read_ledger");
    }
    return base::fail(ErrorCode::internal, "the server answered in a way that is not known");
  }

  http::Client& client_;
  ledger::Verifier verifier_;
};

// Prints in the order of time; false when nobody reads any more.
bool print_in_order(std::vector<RemoteLedger::Line> lines, std::uint64_t lines_max, EntryPrinter& printer) {
  std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  const std::size_t skipped = lines.size() > lines_max ? lines.size() - lines_max : 0;
  simdjson::dom::parser parser;
  for (std::size_t i = skipped; i < lines.size(); ++i) {
    element entry;
    if (parser.parse(simdjson::padded_string(lines[i].json)).get(entry)) continue;
    if (!printer.print(entry, lines[i].json)) return false;
  }
  return static_cast<bool>(std::cout.flush());
}

base::Status tail(RemoteLedger& remote, std::uint64_t lines_max, bool follow, const Manner& manner) {
  EntryPrinter printer(manner);
  std::vector<std::uint64_t> printed;  // how many of each log
  ASSIGN_OR_RETURN(std::vector<std::uint64_t> sizes, remote.sizes());
  for (const std::uint64_t size : sizes) printed.push_back(size - std::min(size, lines_max));
  for (;;) {
    std::vector<RemoteLedger::Line> lines;
    for (std::uint32_t log = 0; log < sizes.size(); ++log) {
      RETURN_IF_ERROR(remote.read(log, printed[log], sizes[log], lines));
      printed[log] = sizes[log];
    }
    if (!print_in_order(std::move(lines), lines_max, printer) || !follow) return {};
    lines_max = UINT64_MAX;
    do {
      std::this_thread::sleep_for(between_looks);
      ASSIGN_OR_RETURN(sizes, remote.sizes());
    } while (sizes == printed);
    printed.resize(sizes.size());
  }
}

// The rows of one page; where the next begins, empty at the end; nothing when nobody reads any more.
Result<std::optional<std::string>> print_page(const http::ClientAnswer& answer, EntryPrinter& printer) {
  simdjson::dom::parser parser;
  element root;
  simdjson::dom::array entries;
  if (parser.parse(simdjson::padded_string(answer.body)).get(root) || root["entries"].get(entries))
    return base::fail(ErrorCode::internal, "the server answered in a way that is not known");
  for (const element entry : entries) {
    if (!printer.print(entry, simdjson::minify(entry))) return std::optional<std::string>();
  }
  return std::optional(text_at(root, "after"));
}

}  // namespace

int query_ledger(const Server& server, const std::vector<GivenField>& fields, bool all,
                 const Manner& manner) {
  const service::OperationRow* row = service::operation_named("query_ledger");
  const auto field_named = [row](std::string_view name) {
    const auto found = std::find_if(row->fields.begin(), row->fields.end(),
                                    [&](const service::Field& field) { return field.name.text() == name; });
    CHECK(found != row->fields.end());
    return &*found;
  };
  const service::Field *after = field_named("after"), *limit = field_named("limit");
  const auto client = connect(server);
  if (!client) return fail_with(client.error(), manner);
  EntryPrinter printer(manner);
  std::vector<GivenField> asked = fields;
  const bool is_limited =
      std::any_of(asked.begin(), asked.end(), [&](const GivenField& given) { return given.field == limit; });
  if (all && !is_limited) asked.push_back({limit, {page_entries_max}});
  for (;;) {
    const auto answer = ask(**client, *row, asked, "", "", manner);
    if (!answer) return fail_with(answer.error(), manner);
    if (answer->status != 200 || is_denied(answer->body)) return print_answer(*answer, manner);
    const auto next = print_page(*answer, printer);
    if (!next) return fail_with(next.error(), manner);
    if (!*next || (*next)->empty()) return exit_done;
    if (!all) {
      std::cout.flush();
      std::cerr << filled_text("ledger-more", manner.language, {**next}) << "\n";
      return exit_done;
    }
    std::erase_if(asked, [&](const GivenField& given) { return given.field == after; });
    asked.push_back({after, {**next}});
  }
}

int tail_ledger(const Server& server, std::uint64_t lines, bool follow, const Manner& manner) {
  const auto client = connect(server);
  if (!client) return fail_with(client.error(), manner);
  auto verifier = RemoteLedger::key(**client);
  if (!verifier) return fail_with(verifier.error(), manner);
  RemoteLedger remote(**client, std::move(*verifier));
  const auto done = tail(remote, lines, follow, manner);
  return done ? exit_done : fail_with(done.error(), manner);
}

}  // namespace daicho::cli
