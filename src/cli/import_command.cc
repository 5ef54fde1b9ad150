// SPDX-License-Identifier: Apache-2.0
#include "cli/import_command.h"

#include <unistd.h>

#include <chrono>
#include <iostream>
#include <thread>

#include "base/encoding.h"
#include "cli/exit_code.h"
#include "cli/import_file.h"
#include "cli/import_policy.h"
#include "cli/import_progress.h"
#include "cli/import_rejected.h"
#include "cli/import_sending.h"
#include "cli/import_state.h"
#include "cli/texts.h"
#include "crypto/randomness.h"
#include "intake/mapping.h"
#include "intake/rows.h"
#include "intake/sheets.h"
#include "service/json_writer.h"

namespace daicho::cli {
namespace {

using base::Count;
using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

constexpr std::size_t map_bytes_max = 1024 * 1024;

base::Instant now() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return base::Instant::from_microseconds(
      std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count());
}

// One import from its beginning to its report.
class Import {
 public:
  Import(const ImportOptions& options, const Manner& manner)
      : options_(options),
        manner_(manner),
        progress_(isatty(STDERR_FILENO) != 0 && !manner.json, manner.language) {}

  int run() {
    const Status done = options_.dry_run ? try_out() : carry_out();
    progress_.clear();
    if (faulty_) return base::exit_code(ErrorCode::invalid_value);
    if (!done) {
      if (has_begun()) report();
      if (refusal_) return report_refusal(*refusal_);
      return fail_with(done.error(), manner_);
    }
    report();
    return state_.denied + state_.failed > 0 ? exit_findings : exit_done;
  }

 private:
  bool has_begun() const { return begun_ != std::chrono::steady_clock::time_point(); }
  std::string beside(std::string_view ending) const { return options_.file + std::string(ending); }
  std::string rejected_path() const {
    switch (intake::format_of(options_.file)) {
      case intake::Format::csv:
        return beside(".errors.csv");
      case intake::Format::tsv:
        return beside(".errors.tsv");
      case intake::Format::jsonl:
        return beside(".errors.jsonl");
    }
    return beside(".errors.csv");
  }

  // Reads map and file and ties the one to the other.
  Status prepare() {
    ASSIGN_OR_RETURN(map_text_, read_file(options_.map, map_bytes_max));
    auto map = intake::read_mapping(map_text_);
    if (!map) return show_faults(map.error());
    map_ = std::move(*map);
    ASSIGN_OR_RETURN(file_, ImportFile::open(options_.file, options_.encoding));
    ASSIGN_OR_RETURN(survey_, file_->survey());
    if (!survey_->problems.empty()) return show_problems();
    auto maker = intake::RowMaker::create(map_, survey_->table.headings());
    if (!maker) return show_faults(maker.error());
    maker_ = std::move(*maker);
    state_.rows = survey_->rows;
    return {};
  }

  // Looks the names of the map up in the policy in force.
  Status check_names() {
    ASSIGN_OR_RETURN(client_, connect(options_.server));
    ASSIGN_OR_RETURN(const auto answer, client_->send("GET", "/v1/policy", {}, ""));
    if (answer.status != 200)
      return fail(ErrorCode::unavailable, "the server shows no policy now; try again later");
    ASSIGN_OR_RETURN(declared_, DeclaredNames::read(answer.body));
    const intake::Faults faults = declared_->check(map_);
    return faults.empty() ? Status() : show_faults(faults);
  }

  Status carry_out() {
    RETURN_IF_ERROR(prepare());
    RETURN_IF_ERROR(check_names());
    RETURN_IF_ERROR(find_state());
    RETURN_IF_ERROR(set_aside());
    if (state_.is_complete()) return {};
    RejectedFile rejected(rejected_path(), intake::RejectedSheet(survey_->table), state_.rejected_bytes);
    if (resumed_) RETURN_IF_ERROR(rejected.resume());
    RETURN_IF_ERROR(save_state(beside(".import-state"), state_));
    begun_ = std::chrono::steady_clock::now();
    done_at_begin_ = state_.finished.count();
    Sending sending({.file = *file_,
                     .maker = *maker_,
                     .client = *client_,
                     .state = state_,
                     .state_path = beside(".import-state"),
                     .rejected = rejected,
                     .language = std::string(public_name(manner_.language).text()),
                     .progress = [this] { progress_.show(state_.finished.count(), state_.rows); },
                     .sleep = [](std::chrono::milliseconds wait) { std::this_thread::sleep_for(wait); },
                     .now = now});
    const Status sent = sending.run();
    seconds_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
    refusal_ = sending.refusal();
    return sent;
  }

  // The state to go on from, or a new one.
  Status find_state() {
    ASSIGN_OR_RETURN(const auto key, client_->send("GET", "/v1/ledger/key", {}, ""));
    if (key.status != 200)
      return fail(ErrorCode::unavailable, "the server does not say which register it is; try again later");
    const std::string_view file_digest(reinterpret_cast<const char*>(survey_->digest.data()),
                                       survey_->digest.size());
    const crypto::Sha256Digest digest =
        crypto::sha256({"daicho import", file_digest, crypto::public_digest(map_text_).view(),
                        public_name(file_->encoding()).text(), key.body});
    state_.digest = base::to_hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
    std::optional<ImportState> earlier;
    if (!options_.fresh) {
      ASSIGN_OR_RETURN(earlier, load_state(beside(".import-state")));
    }
    if (earlier && earlier->digest == state_.digest) return go_on_from(std::move(*earlier));
    if (earlier && !earlier->is_complete()) {
      return fail(ErrorCode::conflict,
                  "an unfinished import of this file was of other contents, map or register; restore them, "
                  "or forget it with --fresh");
    }
    if (::access(rejected_path().c_str(), F_OK) == 0) {
      if (!options_.fresh)
        return fail(ErrorCode::file_exists,
                    "rows that an earlier import did not take are still in the errors file; move it away");
      ::unlink(rejected_path().c_str());
    }
    crypto::SystemRandomness randomness;
    state_.id = "import-" + base::to_base32(randomness.bytes(16));
    state_.saved = now();
    return {};
  }

  Status go_on_from(ImportState earlier) {
    if (!earlier.is_complete() && now() - earlier.saved > std::chrono::hours(24 * resumable_days)) {
      return fail(base::Error(ErrorCode::conflict,
                              "the import was interrupted too long ago to know which rows arrived; see "
                              "docs/operating/import.md")
                      .with("row", Count(earlier.finished.through() + 1)));
    }
    state_ = std::move(earlier);
    resumed_ = true;
    return {};
  }

  // Writes the cells that the map does not name to a file of their own.
  Status set_aside() {
    if (maker_->unnamed().empty()) return {};
    const intake::SetAsideSheet sheet(survey_->table, maker_->unnamed());
    ASSIGN_OR_RETURN(PrivateFile file, PrivateFile::begin(beside(".quarantine.csv")));
    RETURN_IF_ERROR(file.write(sheet.heading()));
    ASSIGN_OR_RETURN(intake::Table table, file_->table());
    for (;;) {
      ASSIGN_OR_RETURN(const auto row, table.next());
      if (!row) break;
      const auto line = sheet.row(*row);
      if (!line) continue;
      ++rows_set_aside_;
      RETURN_IF_ERROR(file.write(*line));
    }
    return file.finish();
  }

  // A dry run: what would be sent is made and looked at, row by row.
  Status try_out() {
    RETURN_IF_ERROR(prepare());
    if (const Status checked = check_names();
        !checked && checked.error().code() == ErrorCode::connection_failed) {
      note(filled_text("import-no-policy", manner_.language, {}));
    } else {
      RETURN_IF_ERROR(checked);
    }
    const intake::SetAsideSheet sheet(survey_->table, maker_->unnamed());
    ASSIGN_OR_RETURN(intake::Table table, file_->table());
    for (;;) {
      ASSIGN_OR_RETURN(const auto row, table.next());
      if (!row) return {};
      if (sheet.row(*row)) ++rows_set_aside_;
      state_.finished.add(row->number);
      progress_.show(row->number, state_.rows);
      try_row(*row);
    }
  }

  void try_row(const intake::Row& row) {
    const auto acquisition = maker_->acquisition(row.cells);
    if (!acquisition) {
      ++state_.failed;
      return note_row(row, acquisition.error().text());
    }
    if (declared_) {
      if (const intake::Written* item = declared_->first_of_wrong_form(maker_->items(row.cells))) {
        ++state_.failed;
        return note_row(row, filled_text("import-wrong-form", manner_.language, {item->text}));
      }
    }
    ++state_.taken;
  }

  void note_row(const intake::Row& row, const std::string& reason) {
    constexpr std::uint64_t shown_max = 20;
    if (state_.failed > shown_max) return;
    note(filled_text("import-row", manner_.language,
                     {std::to_string(row.number), std::to_string(row.line), reason}));
  }

  // A line on standard error.
  void note(const std::string& text) {
    progress_.clear();
    if (!manner_.json) std::cerr << text << "\n";
  }

  Status show_faults(const intake::Faults& faults) {
    for (const intake::Fault& fault : faults)
      std::cerr << line(fault, options_.map, manner_.language) << "\n";
    return is_faulty();
  }

  Status show_problems() {
    for (const base::Error& problem : survey_->problems)
      std::cerr << options_.file << ": " << problem.text() << "\n";
    note(filled_text("import-nothing-sent", manner_.language, {}));
    return is_faulty();
  }

  Status is_faulty() {
    faulty_ = true;
    return fail(ErrorCode::invalid_value, "mend what is named");
  }

  int report_refusal(const Refusal& refusal) {
    std::cerr << "daicho: " << base::message(refusal.code, manner_.language) << "\n        " << refusal.detail
              << "\n";
    return base::exit_code(refusal.code);
  }

  void report() {
    if (manner_.json) {
      std::cout << report_json() << "\n";
      return;
    }
    const auto say = [this](std::string_view key, std::initializer_list<std::string> values) {
      std::cout << filled_text(key, manner_.language, values) << "\n";
    };
    say(options_.dry_run ? "import-would" : "import-done",
        {grouped(state_.rows), grouped(state_.taken), grouped(state_.denied), grouped(state_.failed)});
    if (!state_.is_complete()) say("import-unfinished", {grouped(state_.rows - state_.finished.count())});
    if (resumed_ && !has_begun()) say("import-was-done", {});
    if (!options_.dry_run && state_.denied + state_.failed > 0) say("import-rejected", {rejected_path()});
    if (maker_->unnamed().empty()) return;
    std::string columns;
    for (const std::size_t place : maker_->unnamed())
      columns.append(columns.empty() ? "" : ", ").append(survey_->table.headings()[place]);
    say("import-set-aside", {columns, grouped(rows_set_aside_)});
    if (!options_.dry_run) say("import-quarantine", {beside(".quarantine.csv")});
  }

  std::string report_json() const {
    service::JsonWriter out;
    out.begin_object().key("file").published(options_.file).key("encoding").value(file_->encoding());
    out.key("dry_run").boolean(options_.dry_run).key("resumed").boolean(resumed_);
    if (!options_.dry_run) out.key("import").published(state_.id);
    out.key("rows").value(Count(state_.rows)).key("taken").value(Count(state_.taken));
    out.key("denied").value(Count(state_.denied)).key("failed").value(Count(state_.failed));
    out.key("unfinished").value(Count(state_.rows - state_.finished.count()));
    if (seconds_ > 0) {
      const double rate = static_cast<double>(state_.finished.count() - done_at_begin_) / seconds_;
      out.key("milliseconds").value(Count(static_cast<std::uint64_t>(seconds_ * 1000)));
      out.key("rows_per_second").value(Count(static_cast<std::uint64_t>(rate)));
    }
    if (!options_.dry_run && state_.denied + state_.failed > 0)
      out.key("errors_file").published(rejected_path());
    out.key("columns_set_aside").begin_array();
    for (const std::size_t place : maker_->unnamed()) out.published(survey_->table.headings()[place]);
    out.end_array().key("rows_set_aside").value(Count(rows_set_aside_));
    if (!options_.dry_run && !maker_->unnamed().empty())
      out.key("quarantine_file").published(beside(".quarantine.csv"));
    out.end_object();
    return std::move(out).take();
  }

  const ImportOptions& options_;
  const Manner& manner_;
  ProgressLine progress_;
  std::string map_text_;
  intake::Mapping map_;
  std::optional<ImportFile> file_;
  std::optional<ImportFile::Survey> survey_;
  std::optional<intake::RowMaker> maker_;
  std::unique_ptr<http::Client> client_;
  std::optional<DeclaredNames> declared_;
  ImportState state_;
  bool resumed_ = false;
  bool faulty_ = false;
  std::optional<Refusal> refusal_;
  std::uint64_t rows_set_aside_ = 0;
  std::uint64_t done_at_begin_ = 0;
  std::chrono::steady_clock::time_point begun_{};
  double seconds_ = 0;
};

}  // namespace

int import_file(const ImportOptions& options, const Manner& manner) {
  return Import(options, manner).run();
}

}  // namespace daicho::cli
