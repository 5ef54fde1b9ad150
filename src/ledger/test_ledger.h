// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "crypto/secret.h"
#include "ledger/folder_writer.h"
#include "ledger/note.h"

// For tests only: a small ledger to export and to damage.
namespace daicho::ledger::testing {

inline crypto::SigningKey key_of(char c) {
  return crypto::SigningKey(*crypto::Secret::copy_of(std::string(32, c)));
}

inline std::string text_vector(const std::string& name) {
  std::ifstream file(std::string(DAICHO_SOURCE_DIR "/spec/vectors/ledger/") + name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// Logs in memory, and their key. Entry `i` of log `n` is a text that names both.
class TestLedger final : public EntrySource {
 public:
  explicit TestLedger(std::vector<std::size_t> sizes) {
    for (std::size_t n = 0; n < sizes.size(); ++n) {
      logs.emplace_back();
      grow(n, sizes[n]);
    }
  }

  void grow(std::size_t log, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t number = logs[log].size();
      logs[log].push_back("entry " + std::to_string(number) + " of log " + std::to_string(log) +
                          std::string(number % 40, '.'));
    }
  }

  std::vector<Frontier> heads() const {
    std::vector<Frontier> heads;
    for (const auto& log : logs) {
      heads.emplace_back();
      for (const std::string& entry : log) heads.back().append(leaf_hash(entry));
    }
    return heads;
  }

  base::Result<std::vector<std::string>> entries(LogNumber log, std::uint64_t from,
                                                 std::size_t limit) override {
    const auto& all = logs.at(log.number);
    const std::size_t end = std::min<std::size_t>(all.size(), from + limit);
    entries_read += end - from;
    return std::vector<std::string>(all.begin() + static_cast<std::ptrdiff_t>(from),
                                    all.begin() + static_cast<std::ptrdiff_t>(end));
  }

  base::Result<Exported> export_to(WritableFolder& folder) {
    return FolderWriter(folder, name, key).write(heads(), *this, now);
  }

  Verifier verifier() const { return {name, key.verify_key()}; }

  std::vector<std::vector<std::string>> logs;
  std::uint64_t entries_read = 0;
  KeyName name = *KeyName::parse("ledger.example");
  crypto::SigningKey key = key_of('k');
  base::Instant now = *base::Instant::parse("2026-11-21T10:38:50Z");
};

}  // namespace daicho::ledger::testing
