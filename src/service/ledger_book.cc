// SPDX-License-Identifier: Apache-2.0
#include "service/ledger_book.h"

#include <algorithm>
#include <variant>

#include "ledger/proof.h"
#include "ledger/register_checkpoint.h"
#include "ledger/tiles.h"

namespace daicho::service {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;

constexpr std::size_t entries_a_read = 4096;

// Entries and leaf hashes straight from the store.
class FromStore final : public ledger::EntrySource, public ledger::LeafSource, public ledger::HashReader {
 public:
  FromStore(const store::Store& store, ledger::LogNumber log) : store_(store), log_(log) {}

  Result<std::vector<std::string>> entries(ledger::LogNumber log, std::uint64_t from,
                                           std::size_t limit) override {
    ASSIGN_OR_RETURN(auto rows,
                     store_.ledger_read(store::Bucket{log.number}, from, std::min(limit, entries_a_read)));
    std::vector<std::string> out;
    out.reserve(rows.size());
    for (store::LedgerEntryBytes& row : rows) out.push_back(std::move(row.bytes));
    return out;
  }

  Result<std::vector<ledger::Hash>> leaf_hashes(std::uint64_t from, std::size_t count) override {
    std::vector<ledger::Hash> hashes;
    hashes.reserve(count);
    while (hashes.size() < count) {
      ASSIGN_OR_RETURN(const auto some, entries(log_, from + hashes.size(), count - hashes.size()));
      if (some.empty()) return fail(ErrorCode::corrupt, "the ledger has fewer entries than its head says");
      for (const std::string& bytes : some) hashes.push_back(ledger::leaf_hash(bytes));
    }
    return hashes;
  }

  Result<ledger::Hash> hash(ledger::Subtree subtree) override {
    const std::uint64_t leaves = std::uint64_t{1} << subtree.level;
    ASSIGN_OR_RETURN(auto hashes, leaf_hashes(subtree.index * leaves, leaves));
    return ledger::root_of(std::move(hashes));
  }

 private:
  const store::Store& store_;
  ledger::LogNumber log_;
};

}  // namespace

LedgerBook::LedgerBook(const store::Store& store, const vault::KeyBook& keys)
    : store_(store), keys_(keys), name_(*ledger::KeyName::parse("daicho/" + keys.operator_id().text())) {}

Result<ledger::Frontier> LedgerBook::head(ledger::LogNumber log) const {
  if (log.number > store_.bucket_count())
    return fail(ErrorCode::not_found, "the ledger has no log of that number");
  ASSIGN_OR_RETURN(const store::LedgerHead found, store_.ledger_head(store::Bucket{log.number}));
  return ledger::Frontier::read(found.size, found.frontier);
}

Result<std::vector<ledger::Frontier>> LedgerBook::heads() const {
  std::vector<ledger::Frontier> all;
  for (std::uint32_t number = 0; number <= store_.bucket_count(); ++number) {
    ASSIGN_OR_RETURN(auto one, head({number}));
    all.push_back(std::move(one));
  }
  return all;
}

Result<std::uint64_t> LedgerBook::entry_count() const {
  std::uint64_t count = 0;
  for (std::uint32_t number = 0; number <= store_.bucket_count(); ++number) {
    ASSIGN_OR_RETURN(const store::LedgerHead head, store_.ledger_head(store::Bucket{number}));
    count += head.size;
  }
  return count;
}

Result<std::string> LedgerBook::register_checkpoint(base::Instant now) const {
  ASSIGN_OR_RETURN(const auto frontiers, heads());
  ledger::RegisterCheckpoint checkpoint{.at = now, .heads = {}};
  for (const ledger::Frontier& frontier : frontiers)
    checkpoint.heads.push_back({frontier.size(), frontier.root()});
  return ledger::sign_register_checkpoint(name_, checkpoint, keys_.signing_key());
}

Result<std::string> LedgerBook::checkpoint(ledger::LogNumber log) const {
  ASSIGN_OR_RETURN(const auto frontier, head(log));
  return ledger::sign_checkpoint(name_, log, {frontier.size(), frontier.root()}, keys_.signing_key());
}

Result<std::string> LedgerBook::tile(ledger::LogNumber log, std::string_view path) const {
  const auto asked = ledger::parse_tile_path(path);
  if (!asked) return fail(ErrorCode::not_found, "this is not the path of a tile");
  ASSIGN_OR_RETURN(const auto frontier, head(log));
  FromStore source(store_, log);
  const auto beyond = [] { return fail(ErrorCode::not_found, "the log has not grown so far"); };
  if (const auto* tile = std::get_if<ledger::Tile>(&*asked)) {
    if (ledger::tile_width_at(frontier.size(), tile->level, tile->index) < tile->width) return beyond();
    return ledger::make_tile(source, *tile);
  }
  const auto& bundle = std::get<ledger::Bundle>(*asked);
  if (ledger::tile_width_at(frontier.size(), 0, bundle.index) < bundle.width) return beyond();
  ASSIGN_OR_RETURN(const auto some, source.entries(log, bundle.index * ledger::tile_width, bundle.width));
  return ledger::bundle_bytes(some);
}

Result<std::string> LedgerBook::prove(const LedgerPlace& place) const {
  const ledger::LogNumber log{place.bucket.number};
  ASSIGN_OR_RETURN(const auto frontier, head(log));
  if (place.sequence >= frontier.size())
    return fail(ErrorCode::not_found, "the ledger has no entry at that place");
  FromStore source(store_, log);
  ASSIGN_OR_RETURN(const auto entry, source.entries(log, place.sequence, 1));
  ASSIGN_OR_RETURN(auto path, ledger::inclusion_proof(source, place.sequence, frontier.size()));
  return ledger::proof_text(
      {entry.front(), place.sequence, std::move(path),
       ledger::sign_checkpoint(name_, log, {frontier.size(), frontier.root()}, keys_.signing_key())});
}

Result<ledger::Exported> LedgerBook::export_to(ledger::WritableFolder& folder, base::Instant now) const {
  ASSIGN_OR_RETURN(const auto frontiers, heads());
  FromStore source(store_, {0});
  ledger::FolderWriter writer(folder, name_, keys_.signing_key());
  return writer.write(frontiers, source, now);
}

Result<std::vector<LedgerBook::Numbered>> LedgerBook::entries(ledger::LogNumber log, std::uint64_t from,
                                                              std::size_t limit) const {
  ASSIGN_OR_RETURN(const auto rows, store_.ledger_read(store::Bucket{log.number}, from, limit));
  std::vector<Numbered> out;
  out.reserve(rows.size());
  for (const store::LedgerEntryBytes& row : rows) {
    ASSIGN_OR_RETURN(auto entry, ledger::decode(row.bytes));
    out.push_back({row.sequence, std::move(entry)});
  }
  return out;
}

}  // namespace daicho::service
