// SPDX-License-Identifier: Apache-2.0
#include "ledger/checkpoint.h"
#include "ledger/note.h"
#include "ledger/proof.h"
#include "ledger/tiles.h"
#include "tests/fuzz/fuzz_target.h"

// Notes, checkpoints, proofs, keys, tile paths and bundles: nothing verifies by chance, nothing breaks the
// reader.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace daicho;
  const std::string_view input = fuzz::view(bytes, size);
  static_cast<void>(ledger::parse_checkpoint_body(input));
  static_cast<void>(ledger::Verifier::parse(input));
  if (const auto proof = ledger::parse_proof(input)) fuzz::must(ledger::proof_text(*proof) == input);
  if (const auto path = ledger::parse_tile_path(input)) {
    fuzz::must(std::visit([](const auto& found) { return found.path(); }, *path) == input);
  }
  std::size_t read = 0;
  const auto bundle = ledger::parse_bundle(input);
  for (const std::string_view entry : bundle.entries) read += 2 + entry.size();
  fuzz::must(read <= input.size());
  return 0;
}
