// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "ledger/merkle.h"

// Reading the lines that checkpoints and proofs are made of.
namespace daicho::ledger {

// Takes the next line off `text`, without its newline; nothing when no newline is left.
std::optional<std::string_view> take_line(std::string_view& text);
// Takes what stands before the next space off `line`, and the space; all of it when there is none.
std::string_view take_word(std::string_view& line);
// Decimal digits without leading zeros.
std::optional<std::uint64_t> read_number(std::string_view text);
// A hash in Base64.
std::optional<Hash> read_hash(std::string_view text);

}  // namespace daicho::ledger
