// SPDX-License-Identifier: Apache-2.0
#include "cli/import_state.h"

#include <simdjson.h>
#include <unistd.h>

#include <cerrno>

#include "cli/import_rejected.h"
#include "cli/terminal.h"
#include "service/json_writer.h"

namespace daicho::cli {
namespace {

using base::Count;
using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

constexpr std::size_t state_bytes_max = 4 * 1024 * 1024;
constexpr std::uint64_t form = 1;  // of the state file

}  // namespace

FinishedRows FinishedRows::through_row(std::uint64_t number) {
  FinishedRows rows;
  rows.through_ = number;
  return rows;
}

void FinishedRows::add(std::uint64_t number) {
  if (number > through_) beyond_.insert(number);
  while (!beyond_.empty() && *beyond_.begin() == through_ + 1) {
    ++through_;
    beyond_.erase(beyond_.begin());
  }
}

std::vector<std::pair<std::uint64_t, std::uint64_t>> FinishedRows::ranges_beyond() const {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;
  for (const std::uint64_t number : beyond_) {
    if (!ranges.empty() && ranges.back().second + 1 == number) {
      ranges.back().second = number;
    } else {
      ranges.emplace_back(number, number);
    }
  }
  return ranges;
}

std::string state_json(const ImportState& state) {
  service::JsonWriter out;
  out.begin_object()
      .key("form")
      .value(Count(form))
      .key("import")
      .published(state.id)
      .key("digest")
      .published(state.digest);
  out.key("rows").value(Count(state.rows)).key("finished_through").value(Count(state.finished.through()));
  out.key("finished_beyond").begin_array();
  for (const auto& [first, last] : state.finished.ranges_beyond()) {
    out.begin_array().value(Count(first)).value(Count(last)).end_array();
  }
  out.end_array();
  out.key("taken")
      .value(Count(state.taken))
      .key("denied")
      .value(Count(state.denied))
      .key("failed")
      .value(Count(state.failed));
  out.key("rejected_bytes").value(Count(state.rejected_bytes)).key("saved").value(state.saved).end_object();
  return std::move(out).take();
}

Result<ImportState> read_state(std::string_view json) {
  const auto corrupt = [] {
    return fail(ErrorCode::corrupt,
                "the state of the import cannot be read; --fresh forgets it, and rows taken before are then "
                "taken again");
  };
  simdjson::dom::parser parser;
  simdjson::dom::object object;
  if (parser.parse(simdjson::padded_string(json)).get(object)) return corrupt();
  ImportState state;
  std::string_view id, digest, saved;
  std::uint64_t found_form = 0, through = 0;
  simdjson::dom::array beyond;
  const bool is_missing = object["form"].get(found_form) || object["import"].get(id) ||
                          object["digest"].get(digest) || object["rows"].get(state.rows) ||
                          object["finished_through"].get(through) || object["finished_beyond"].get(beyond) ||
                          object["taken"].get(state.taken) || object["denied"].get(state.denied) ||
                          object["failed"].get(state.failed) ||
                          object["rejected_bytes"].get(state.rejected_bytes) || object["saved"].get(saved);
  const auto instant = base::Instant::parse(saved);
  if (is_missing || found_form != form || !instant || through > state.rows) return corrupt();
  state.id = id;
  state.digest = digest;
  state.saved = *instant;
  state.finished = FinishedRows::through_row(through);
  for (const simdjson::dom::element range : beyond) {
    std::uint64_t first = 0, last = 0;
    if (range.at(0).get(first) || range.at(1).get(last) || first > last || last > state.rows)
      return corrupt();
    for (std::uint64_t number = first; number <= last; ++number) state.finished.add(number);
  }
  return state;
}

Result<std::optional<ImportState>> load_state(const std::string& path) {
  if (::access(path.c_str(), F_OK) != 0 && errno == ENOENT) return std::nullopt;
  ASSIGN_OR_RETURN(const std::string json, read_file(path, state_bytes_max));
  ASSIGN_OR_RETURN(ImportState state, read_state(json));
  return state;
}

Status save_state(const std::string& path, const ImportState& state) {
  ASSIGN_OR_RETURN(PrivateFile file, PrivateFile::begin(path));
  RETURN_IF_ERROR(file.write(state_json(state) + "\n"));
  return file.finish();
}

}  // namespace daicho::cli
