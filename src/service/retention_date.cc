// SPDX-License-Identifier: Apache-2.0
#include "service/retention_date.h"

#include "ledger/entry.h"
#include "vault/row_codec.h"

namespace daicho::service {
namespace {

using base::Error;
using base::ErrorCode;
using base::fail;
using base::Literal;
using base::LocalDate;
using base::Result;

constexpr std::uint64_t format_version = 1;

store::Key last_run_row() {
  return {store::Space::work, "retention-run"};
}

}  // namespace

Result<std::optional<LocalDate>> last_run(const store::Snapshot& office) {
  ASSIGN_OR_RETURN(const auto row, office.get(last_run_row()));
  if (!row) return std::optional<LocalDate>();
  base::CborReader in(row->value);
  RETURN_IF_ERROR(vault::expect_array(in, 2));
  RETURN_IF_ERROR(vault::expect_version(in, format_version));
  ASSIGN_OR_RETURN(const LocalDate day, vault::read_date(in));
  RETURN_IF_ERROR(in.finish());
  return std::optional(day);
}

Result<std::optional<LocalDate>> last_known_date(const store::Store& store, const store::Snapshot& office) {
  ASSIGN_OR_RETURN(const auto ran, last_run(office));
  if (ran) return ran;
  ASSIGN_OR_RETURN(const auto first, store.ledger_read(store.office(), 0, 1));
  if (first.empty()) return std::optional<LocalDate>();
  ASSIGN_OR_RETURN(const ledger::Entry founding, ledger::decode(first.front().bytes));
  return std::optional(LocalDate::on(founding.at));
}

void put_last_run(LocalDate day, store::Commit& commit) {
  base::CborWriter out;
  out.array(2).unsigned_integer(format_version);
  vault::write(out, day);
  commit.puts.push_back({last_run_row(), std::move(out).take()});
}

base::Status expect_plausible_date(LocalDate today, std::optional<LocalDate> last_known,
                                   std::optional<LocalDate> stated) {
  if (stated && *stated != today) {
    return fail(Error(ErrorCode::invalid_value,
                      "the clock of this machine says another day; set it right, then ask again")
                    .with("field", Literal("today"))
                    .with("machine", today));
  }
  if (stated || !last_known || today <= last_known->plus_days(days_without_word_max)) return {};
  return fail(
      Error(ErrorCode::missing_field,
            "the last retention run is long ago: look whether the clock is right, then state the date")
          .with("field", Literal("today"))
          .with("last_known", *last_known)
          .with("machine", today));
}

}  // namespace daicho::service
