// SPDX-License-Identifier: Apache-2.0
#include "cli/retention_command.h"

#include <simdjson.h>

#include <algorithm>
#include <csignal>
#include <future>
#include <iostream>

#include "cli/exit_code.h"
#include "cli/import_progress.h"
#include "service/json_writer.h"

namespace daicho::cli {
namespace {

using base::ErrorCode;
using base::Result;

// Steps of at most 200 records: a run takes a second or two.
constexpr const char* steps_a_run = "100";
constexpr std::chrono::milliseconds between_looks{200};

// What all runs together erased.
struct Totals {
  std::uint64_t records = 0, items = 0, persons = 0, persons_kept = 0, dated_again = 0;

  void add(simdjson::dom::element erased) {
    const auto add_one = [&erased](std::string_view name, std::uint64_t& total) {
      std::uint64_t count = 0;
      if (!erased[name].get(count)) total += count;
    };
    add_one("records", records);
    add_one("items", items);
    add_one("persons", persons);
    add_one("persons_kept_for_their_word", persons_kept);
    add_one("records_dated_again", dated_again);
  }
};

// SIGINT and SIGTERM, kept back while it lives, so that a run is not left halfway.
class Interruption {
 public:
  Interruption() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, &before_);
  }
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  ~Interruption() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

  // Whether one came.
  bool came() {
    const timespec at_once{};
    if (sigtimedwait(&signals_, nullptr, &at_once) > 0) came_ = true;
    return came_;
  }

 private:
  sigset_t signals_{}, before_{};
  bool came_ = false;
};

class RetentionRuns {
 public:
  RetentionRuns(http::Client& client, http::Client& watcher, std::vector<GivenField> fields,
                const Manner& manner)
      : client_(client),
        watcher_(watcher),
        fields_(std::move(fields)),
        manner_(manner),
        progress_(!manner.json && is_watched(), manner.language, ProgressUnit::buckets) {
    const auto steps = std::find_if(row_.fields.begin(), row_.fields.end(),
                                    [](const service::Field& field) { return field.name.text() == "steps"; });
    CHECK(steps != row_.fields.end());
    const bool given = std::any_of(fields_.begin(), fields_.end(),
                                   [&](const GivenField& field) { return field.field == &*steps; });
    if (!given) fields_.push_back({&*steps, {steps_a_run}});
  }

  int run() {
    for (bool more = true; more;) {
      if (interruption_.came()) return print(false);
      const auto answer = run_once();
      if (!answer) return stop(fail_with(answer.error(), manner_));
      // The run goes on without us; it is waited for, and gone on with.
      if (is_outcome_unknown(*answer)) {
        if (!wait_until_not_running()) return stop(print_answer(*answer, manner_));
        continue;
      }
      simdjson::dom::parser parser;
      simdjson::dom::element root, erased;
      if (answer->status != 200 || parser.parse(simdjson::padded_string(answer->body)).get(root) ||
          root["erased"].get(erased) || root["more"].get(more)) {
        return stop(print_answer(*answer, manner_));
      }
      totals_.add(erased);
    }
    return print(true);
  }

 private:
  // Sends one bounded run, and watches it meanwhile by another connection.
  Result<http::ClientAnswer> run_once() {
    auto running =
        std::async(std::launch::async, [this] { return ask(client_, row_, fields_, "", "", manner_); });
    while (running.wait_for(between_looks) != std::future_status::ready) look();
    return running.get();
  }

  // Shows how far it is; whether it runs. Nothing when that cannot be seen.
  std::optional<bool> look() {
    const auto seen = watcher_.send("GET", "/v1/retention_progress", headers_of(manner_, "", ""), "");
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    std::uint64_t done = 0, buckets = 0;
    bool running = false;
    if (!seen || seen->status != 200 || parser.parse(simdjson::padded_string(seen->body)).get(root) ||
        root["running"].get(running) || root["buckets_done"].get(done) || root["buckets"].get(buckets)) {
      return std::nullopt;
    }
    if (buckets > 0) progress_.show(done, buckets);
    return running;
  }

  static bool is_outcome_unknown(const http::ClientAnswer& answer) {
    return answer.status == base::http_status(ErrorCode::outcome_unknown) &&
           answer.body.find("\"outcome_unknown\"") != std::string::npos;
  }

  // False when it cannot be seen.
  bool wait_until_not_running() {
    for (;;) {
      const auto running = look();
      if (!running) return false;
      if (!*running) return true;
      std::this_thread::sleep_for(between_looks);
    }
  }

  int stop(int code) {
    progress_.clear();
    return code;
  }

  int print(bool finished) {
    progress_.clear();
    service::JsonWriter out;
    out.begin_object().key("finished").boolean(finished).key("erased").begin_object();
    out.key("records").value(base::Count(totals_.records)).key("items").value(base::Count(totals_.items));
    out.key("persons").value(base::Count(totals_.persons));
    out.key("persons_kept_for_their_word").value(base::Count(totals_.persons_kept));
    out.key("records_dated_again").value(base::Count(totals_.dated_again)).end_object().end_object();
    std::cout << (manner_.json ? out.text() + "\n" : for_people(out.text()));
    if (finished) return exit_done;
    return fail_with(
        base::Error(ErrorCode::interrupted, "what is done stays done; the same command goes on from here"),
        manner_);
  }

  http::Client& client_;
  http::Client& watcher_;
  const service::OperationRow& row_ = *service::operation_named("retention_run");
  std::vector<GivenField> fields_;
  const Manner& manner_;
  Interruption interruption_;
  ProgressLine progress_;
  Totals totals_;
};

}  // namespace

int run_retention(const Server& server, std::vector<GivenField> fields, const Manner& manner) {
  const auto client = connect(server), watcher = connect(server);
  if (!client) return fail_with(client.error(), manner);
  if (!watcher) return fail_with(watcher.error(), manner);
  return RetentionRuns(**client, **watcher, std::move(fields), manner).run();
}

}  // namespace daicho::cli
