// SPDX-License-Identifier: Apache-2.0
#include "cli/ledger_commands.h"

#include <unistd.h>

#include <iostream>
#include <thread>

#include "cli/exit_code.h"
#include "ledger/entry.h"
#include "ledger/folder.h"
#include "ledger/proof.h"
#include "ledger/register_checkpoint.h"
#include "ledger/verify.h"
#include "service/json_writer.h"
#include "service/ledger_place.h"

namespace daicho::cli {
namespace {

constexpr std::size_t key_bytes_max = 4096, note_bytes_max = 16 * 1024 * 1024;

base::Result<ledger::Verifier> read_key(const std::string& file) {
  ASSIGN_OR_RETURN(std::string text, read_file(file, key_bytes_max));
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.pop_back();
  return ledger::Verifier::parse(text);
}

void print_verification(const ledger::Verification& verification, const Manner& manner) {
  if (manner.json) {
    service::JsonWriter out;
    out.begin_object().key("intact").boolean(verification.is_intact());
    out.key("logs")
        .value(base::Count(verification.logs))
        .key("entries")
        .value(base::Count(verification.entries));
    if (verification.checkpoint) out.key("signed_at").value(verification.checkpoint->at);
    out.key("findings").begin_array();
    for (const ledger::Finding& finding : verification.findings) out.published(finding.text());
    out.end_array().end_object();
    std::cout << out.text() << "\n";
    return;
  }
  for (const ledger::Finding& finding : verification.findings) std::cout << finding.text() << "\n";
  const bool ja = manner.language == base::Language::ja;
  const char* verdict = verification.is_intact() ? (ja ? "証跡に損傷はありません" : "The ledger is intact")
                                                 : (ja ? "証跡に損傷があります" : "The ledger is damaged");
  std::cout << verdict << (ja ? "：ログ " : ": ") << verification.logs << (ja ? " 本、" : " logs, ")
            << verification.entries << (ja ? " 件" : " entries");
  if (verification.checkpoint)
    std::cout << (ja ? "、署名 " : ", signed at ") << verification.checkpoint->at.text();
  std::cout << "\n";
}

}  // namespace

int verify_ledger(const std::string& folder, const std::string& key_file, const std::string& previous,
                  const Manner& manner) {
  const std::string named_key = key_file.empty() ? folder + "/key" : key_file;
  const auto key = read_key(named_key);
  if (!key) return fail_with(key.error(), manner, named_key);
  ledger::VerifyOptions options;
  options.threads = std::max(1u, std::thread::hardware_concurrency());
  std::optional<ledger::RegisterCheckpoint> earlier;
  if (!previous.empty()) {
    const auto note = read_file(previous, note_bytes_max);
    if (!note) return fail_with(note.error(), manner, previous);
    auto opened = ledger::open_register_checkpoint(*note, *key);
    if (!opened) return fail_with(opened.error(), manner);
    earlier = std::move(*opened);
    options.previous = &*earlier;
  }
  if (!manner.json && isatty(STDERR_FILENO)) {
    options.progress = [](const ledger::VerifyProgress& progress) {
      std::cerr << "\r" << progress.entries_done << " / " << progress.entries_total << std::flush;
      if (progress.entries_done == progress.entries_total) std::cerr << "\n";
    };
  }
  const ledger::FileFolder files(folder);
  const ledger::Verification verification = ledger::verify_folder(files, *key, options);
  print_verification(verification, manner);
  return verification.is_intact() ? exit_done : base::exit_code(base::ErrorCode::verification_failed);
}

int check_ledger_proof(const std::string& file, const std::string& key_file, const Manner& manner) {
  const auto key = read_key(key_file);
  if (!key) return fail_with(key.error(), manner, key_file);
  const auto text = read_file(file, note_bytes_max);
  if (!text) return fail_with(text.error(), manner, file);
  const auto proven = ledger::check_proof(*text, *key);
  if (!proven) return fail_with(proven.error(), manner);
  const auto entry = ledger::decode(proven->entry);
  if (!entry) return fail_with(entry.error(), manner);
  service::JsonWriter out;
  out.begin_object().key("proven").boolean(true);
  out.key("ledger_entry").published(service::ledger_place({proven->log.number}, proven->index));
  out.key("at").value(entry->at).key("caller").value(entry->caller).key("operation").value(entry->operation);
  out.key("outcome").value(entry->outcome);
  if (entry->subject) out.key("subject").value(*entry->subject);
  out.key("items").begin_array();
  for (const base::Term& item : entry->items) out.value(item);
  out.end_array().key("purposes").begin_array();
  for (const base::Term& purpose : entry->purposes) out.value(purpose);
  out.end_array().key("reasons").begin_array();
  for (const ledger::Reason& reason : entry->reasons) {
    out.begin_object().key("code").value(reason.reason);
    if (reason.clause) out.key("clause").value(*reason.clause);
    if (reason.citation) out.key("article").published(reason.citation->text());
    out.end_object();
  }
  out.end_array().end_object();
  std::cout << (manner.json ? out.text() + "\n" : for_people(out.text()));
  return exit_done;
}

}  // namespace daicho::cli
