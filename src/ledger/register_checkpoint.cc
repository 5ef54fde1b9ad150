// SPDX-License-Identifier: Apache-2.0
#include "ledger/register_checkpoint.h"

#include "base/check.h"
#include "base/encoding.h"
#include "ledger/checkpoint.h"
#include "ledger/lines.h"

namespace daicho::ledger {
namespace {

constexpr std::size_t logs_max = 65536;

tl::unexpected<base::Error> malformed() {
  return base::fail(base::ErrorCode::corrupt,
                    "this is not the register checkpoint of this ledger; fetch the file again");
}

std::optional<TreeHead> parse_head_line(std::string_view line, LogNumber log) {
  if (take_word(line) != log.text()) return std::nullopt;
  const auto size = read_number(take_word(line));
  const auto root = read_hash(line);
  if (!size || !root) return std::nullopt;
  return TreeHead{*size, *root};
}

}  // namespace

std::string register_checkpoint_body(const KeyName& ledger, const RegisterCheckpoint& checkpoint) {
  CHECK(checkpoint.heads.size() <= logs_max);
  std::string out =
      ledger.text() + "\n" + checkpoint.at.text() + "\n" + std::to_string(checkpoint.heads.size()) + "\n";
  for (std::size_t i = 0; i < checkpoint.heads.size(); ++i) {
    const TreeHead& head = checkpoint.heads[i];
    out += LogNumber{static_cast<std::uint32_t>(i)}.text() + " " + std::to_string(head.size) + " " +
           base::to_base64(head.root.view()) + "\n";
  }
  return out;
}

base::Result<RegisterCheckpoint> parse_register_checkpoint_body(const KeyName& ledger,
                                                                std::string_view body) {
  if (take_line(body) != ledger.text()) return malformed();
  const auto time_line = take_line(body);
  const auto count_line = take_line(body);
  if (!count_line) return malformed();
  const auto at = base::Instant::parse(*time_line);
  const auto count = read_number(*count_line);
  if (!at || at->text() != *time_line || !count || *count > logs_max) return malformed();
  RegisterCheckpoint checkpoint{*at, {}};
  for (std::uint32_t i = 0; i < *count; ++i) {
    const auto line = take_line(body);
    const auto head = line ? parse_head_line(*line, LogNumber{i}) : std::nullopt;
    if (!head) return malformed();
    checkpoint.heads.push_back(*head);
  }
  if (!body.empty()) return malformed();
  return checkpoint;
}

std::string sign_register_checkpoint(const KeyName& ledger, const RegisterCheckpoint& checkpoint,
                                     const crypto::SigningKey& key) {
  return sign_note(register_checkpoint_body(ledger, checkpoint), ledger, key);
}

base::Result<RegisterCheckpoint> open_register_checkpoint(std::string_view note, const Verifier& verifier) {
  ASSIGN_OR_RETURN(const std::string body, open_note(note, verifier));
  return parse_register_checkpoint_body(verifier.name, body);
}

}  // namespace daicho::ledger
