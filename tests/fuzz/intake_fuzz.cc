// SPDX-License-Identifier: Apache-2.0
#include "intake/csv.h"
#include "intake/mapping.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

// All rows of `text`, given in pieces of `piece` bytes; how many cells there are, and whether it was read to
// the end.
std::pair<std::size_t, bool> read_all(std::string_view text, std::size_t piece) {
  daicho::intake::CsvReader reader;
  std::size_t cells = 0;
  for (std::size_t at = 0; at <= text.size(); at += piece) {
    reader.add(text.substr(at, piece));
    if (at + piece >= text.size()) reader.finish();
    for (;;) {
      const auto row = reader.next();
      if (!row) return {cells, false};
      if (!*row) break;
      cells += (*row)->cells.size();
    }
    if (at + piece >= text.size()) break;
  }
  return {cells, true};
}

}  // namespace

// However the file is cut into pieces, the same rows come out of it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace daicho;
  const std::string_view input = fuzz::view(bytes, size);
  const auto whole = read_all(input, input.size() + 1);
  const auto pieces = read_all(input, 3);
  fuzz::must(whole == pieces);
  static_cast<void>(intake::read_mapping(input));
  return 0;
}
