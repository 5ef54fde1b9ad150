// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof.h"

#include "base/encoding.h"
#include "ledger/entry.h"
#include "ledger/lines.h"
#include "ledger/log_folder.h"

namespace daicho::ledger {
namespace {

constexpr std::string_view first_line = "c2sp.org/tlog-proof@v1";
constexpr std::string_view extra_word = "extra", index_word = "index";
constexpr std::size_t path_length_max = 63;

tl::unexpected<base::Error> not_a_proof() {
  return base::fail(base::ErrorCode::corrupt,
                    "this is not the proof of a ledger entry; ask for the file again");
}
tl::unexpected<base::Error> not_proven() {
  return base::fail(base::ErrorCode::verification_failed,
                    "the file does not prove that its entry is in the ledger; do not rely on it");
}

// What follows `word` and a space on `line`.
std::optional<std::string_view> after_word(std::optional<std::string_view> line, std::string_view word) {
  if (!line || take_word(*line) != word) return std::nullopt;
  return line;
}

}  // namespace

std::string proof_text(const EntryProof& proof) {
  std::string out = std::string(first_line) + "\n";
  out += std::string(extra_word) + " " + base::to_base64(proof.entry) + "\n";
  out += std::string(index_word) + " " + std::to_string(proof.index) + "\n";
  for (const Hash& hash : proof.path) out += base::to_base64(hash.view()) + "\n";
  return out + "\n" + proof.checkpoint;
}

base::Result<EntryProof> parse_proof(std::string_view text) {
  if (take_line(text) != first_line) return not_a_proof();
  const auto extra = after_word(take_line(text), extra_word);
  const auto index_digits = after_word(take_line(text), index_word);
  if (!extra || !index_digits) return not_a_proof();
  const auto entry = base::from_base64(*extra);
  const auto index = read_number(*index_digits);
  if (!entry || entry->empty() || entry->size() > entry_bytes_max || !index) return not_a_proof();
  EntryProof proof{*entry, *index, {}, {}};
  for (;;) {
    const auto line = take_line(text);
    if (!line) return not_a_proof();
    if (line->empty()) break;
    const auto hash = read_hash(*line);
    if (!hash || proof.path.size() == path_length_max) return not_a_proof();
    proof.path.push_back(*hash);
  }
  proof.checkpoint = text;
  return proof;
}

base::Result<EntryProof> make_proof(const Folder& folder, const Verifier& verifier, LogNumber log,
                                    std::uint64_t index) {
  const LogFolder files(folder, log);
  EntryProof proof;
  proof.index = index;
  ASSIGN_OR_RETURN(proof.checkpoint, files.checkpoint());
  ASSIGN_OR_RETURN(const TreeHead head, open_checkpoint(proof.checkpoint, verifier, log));
  if (index >= head.size) {
    return base::fail(base::Error(base::ErrorCode::not_found,
                                  "the exported log has not so many entries; export the ledger again")
                          .with("entries", base::Count(head.size)));
  }
  ASSIGN_OR_RETURN(proof.entry, files.entry(index, head.size));
  TileHashReader hashes(files, head.size);
  ASSIGN_OR_RETURN(proof.path, inclusion_proof(hashes, index, head.size));
  if (!verify_inclusion(leaf_hash(proof.entry), index, head, proof.path)) {
    return base::fail(
        base::ErrorCode::corrupt,
        "the ledger folder does not prove this entry; verify the folder to find what was changed");
  }
  return proof;
}

base::Result<ProvenEntry> check_proof(std::string_view text, const Verifier& verifier) {
  ASSIGN_OR_RETURN(EntryProof proof, parse_proof(text));
  std::string_view note = proof.checkpoint;
  const auto origin = KeyName::parse_origin(take_line(note).value_or(""));
  if (!origin) return not_a_proof();
  const auto log = log_of_origin(verifier.name, *origin);
  if (!log) return not_proven();
  ASSIGN_OR_RETURN(const TreeHead head, open_checkpoint(proof.checkpoint, verifier, *log));
  if (!verify_inclusion(leaf_hash(proof.entry), proof.index, head, proof.path)) return not_proven();
  return ProvenEntry{*log, proof.index, std::move(proof.entry), head};
}

base::Status check_listed(const ProvenEntry& proven, const RegisterCheckpoint& checkpoint,
                          const Proof& consistency) {
  if (proven.log.number < checkpoint.heads.size() &&
      verify_consistency(proven.head, checkpoint.heads[proven.log.number], consistency)) {
    return {};
  }
  return base::fail(
      base::ErrorCode::verification_failed,
      "the register checkpoint does not list the log that the entry was proven in; take both from one "
      "export, or add the proof that the log goes on");
}

}  // namespace daicho::ledger
