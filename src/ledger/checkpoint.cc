// SPDX-License-Identifier: Apache-2.0
#include "ledger/checkpoint.h"

#include "base/check.h"
#include "base/encoding.h"
#include "ledger/lines.h"

namespace daicho::ledger {
namespace {

constexpr std::uint32_t log_number_max = 0xffff;

tl::unexpected<base::Error> malformed() {
  return base::fail(base::ErrorCode::corrupt, "this is not the checkpoint of a log; fetch the file again");
}

}  // namespace

std::string LogNumber::text() const {
  CHECK(number <= log_number_max);
  std::string bytes;
  base::append_be32(bytes, number);
  return base::to_hex(bytes).substr(4);
}

KeyName log_origin(const KeyName& ledger, LogNumber log) {
  return ledger.with("log/" + log.text());
}

std::optional<LogNumber> log_of_origin(const KeyName& ledger, const KeyName& origin) {
  const std::string& text = origin.text();
  if (text.size() < 4) return std::nullopt;
  const auto bytes = base::from_hex(text.substr(text.size() - 4));
  if (!bytes) return std::nullopt;
  const LogNumber log{base::read_be32(std::string(2, '\0') + *bytes)};
  return log_origin(ledger, log) == origin ? std::optional(log) : std::nullopt;
}

std::string checkpoint_body(const Checkpoint& checkpoint) {
  std::string out = checkpoint.origin.text() + "\n" + std::to_string(checkpoint.head.size) + "\n" +
                    base::to_base64(checkpoint.head.root.view()) + "\n";
  for (const std::string& line : checkpoint.extensions) out += line + "\n";
  return out;
}

base::Result<Checkpoint> parse_checkpoint_body(std::string_view body) {
  const auto origin_line = take_line(body);
  const auto size_line = take_line(body);
  const auto root_line = take_line(body);
  if (!root_line) return malformed();
  const auto origin = KeyName::parse_origin(*origin_line);
  const auto size = read_number(*size_line);
  const auto root = read_hash(*root_line);
  if (!origin || !size || !root) return malformed();
  Checkpoint checkpoint{*origin, {*size, *root}};
  while (!body.empty()) {
    const auto line = take_line(body);
    if (!line || line->empty()) return malformed();
    checkpoint.extensions.emplace_back(*line);
  }
  return checkpoint;
}

std::string sign_checkpoint(const KeyName& ledger, LogNumber log, const TreeHead& head,
                            const crypto::SigningKey& key) {
  const KeyName origin = log_origin(ledger, log);
  return sign_note(checkpoint_body({origin, head}), origin, key);
}

base::Result<TreeHead> open_checkpoint(std::string_view note, const Verifier& verifier, LogNumber log) {
  const Verifier log_verifier = verifier.with("log/" + log.text());
  ASSIGN_OR_RETURN(const std::string body, open_note(note, log_verifier));
  ASSIGN_OR_RETURN(const Checkpoint checkpoint, parse_checkpoint_body(body));
  if (checkpoint.origin != log_verifier.name) return malformed();
  return checkpoint.head;
}

}  // namespace daicho::ledger
