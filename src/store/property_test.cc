// SPDX-License-Identifier: Apache-2.0
// Laws that hold for every sequence of commits.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "store/contract.h"
#include "store/memory/memory_store.h"
#include "store/rocksdb/rocksdb_place.h"

namespace daicho::store {
namespace {

// A number from 0 to before `end`.
std::uint32_t pick(std::uint32_t end) {
  return *rc::gen::inRange<std::uint32_t>(0, end);
}
bool one_in(std::uint32_t n) {
  return pick(n) == 0;
}

constexpr std::array spaces = {Space::subject, Space::record, Space::keyring, Space::attachment, Space::work};
constexpr IndexKind kind{1};

// Draws commits over few buckets, keys and requests, so that they meet. Every run has buckets of its own.
class CommitDrawer {
 public:
  CommitDrawer(MemoryStore& reference, std::uint32_t run) : reference_(reference), run_(run) {}

  std::vector<Bucket> buckets() const {
    return {Bucket{2 * run_}, Bucket{2 * run_ + 1}, reference_.office()};
  }
  base::KeyedDigest digest_of(std::uint32_t number) const {
    base::KeyedDigest out;
    out.bytes = {static_cast<std::uint8_t>(run_ >> 8), static_cast<std::uint8_t>(run_),
                 static_cast<std::uint8_t>(number)};
    return out;
  }

  Commit draw() const {
    Commit commit = in_bucket(buckets()[pick(3)]);
    if (one_in(3)) commit.request = request(run_ * 1000 + pick(5));
    if (one_in(4)) commit.office_version = reference_.office_version() - (one_in(4) ? 1 : 0);
    if (one_in(2)) commit.preconditions.push_back(draw_precondition(commit.bucket));
    std::vector<Key> keys;
    for (std::uint32_t i = pick(4); i > 0; --i) {
      Key key = draw_key();
      if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
      keys.push_back(key);
      if (one_in(3)) {
        commit.deletes.push_back(std::move(key));
      } else {
        commit.puts.push_back({std::move(key), std::string(pick(50), static_cast<char>('a' + pick(26)))});
      }
    }
    if (one_in(6))
      commit.delete_ranges.push_back({spaces[pick(spaces.size())], draw_key().bytes.substr(0, pick(3))});
    if (one_in(3)) commit.index_puts.push_back({kind, digest_of(pick(3)), std::string(pick(3), 't')});
    if (one_in(4)) commit.index_deletes.push_back({kind, digest_of(pick(3)), std::string(pick(3), 't')});
    for (std::uint32_t i = pick(3); i > 0; --i) commit.ledger_entries.emplace_back(pick(20), 'e');
    commit.advances_office = commit.bucket == reference_.office() && one_in(2);
    return commit;
  }

 private:
  static Key draw_key() {
    constexpr std::array names = {"a", "ab", "abc", "ac", "b", "b\xff", "b\xff\xff", "c"};
    return Key{spaces[pick(spaces.size())], names[pick(names.size())]};
  }
  Precondition draw_precondition(Bucket bucket) const {
    Key key = draw_key();
    const auto row = *(*reference_.snapshot(bucket))->get(key);
    if (!row || one_in(4)) return {std::move(key), Precondition::Absent{}};
    return {std::move(key), Precondition::Version{row->version - (one_in(4) ? 1 : 0)}};
  }

  MemoryStore& reference_;
  const std::uint32_t run_;
};

// Everything that can be read of a bucket, as text.
std::string all_of(const Snapshot& snapshot) {
  std::string out =
      std::to_string(snapshot.ledger_head()->size) + " " + base::to_hex(snapshot.ledger_head()->frontier);
  for (const Space space : spaces) {
    const auto rows = *snapshot.scan(space, "", "", 1000);
    for (const Row& row : rows) {
      out += "\n" + std::string(public_name(space).text()) + " " + base::to_hex(row.key.bytes) + " " +
             std::to_string(row.version) + " " + row.value;
    }
  }
  return out;
}

std::string all_of(const Store& store, const CommitDrawer& drawer) {
  std::string out = "office " + std::to_string(store.office_version());
  for (const Bucket bucket : drawer.buckets()) {
    out += "\n" + all_of(**store.snapshot(bucket));
    const auto entries = *store.ledger_read(bucket, 0, 100'000);
    for (const LedgerEntryBytes& entry : entries)
      out += "\n" + std::to_string(entry.sequence) + " " + entry.bytes;
  }
  for (std::uint32_t number = 0; number < 3; ++number) {
    const auto hits = *store.find(kind, drawer.digest_of(number), 100);
    for (const IndexHit& hit : hits) out += "\n" + std::to_string(hit.bucket.number) + ":" + hit.target;
  }
  return out;
}

std::string text(const CommitOutcome& outcome) {
  const auto* committed = std::get_if<Committed>(&outcome);
  return word(outcome) + (committed == nullptr ? "" : " " + std::to_string(committed->first_sequence));
}

// Submits all at once, so that they share writes, and waits for the answers.
std::vector<std::string> submit_all(Store& store, const std::vector<Commit>& commits) {
  std::vector<std::string> texts(commits.size());
  Answers answers(commits.size());
  for (std::size_t i = 0; i < commits.size(); ++i) {
    store.submit(commits[i], [&texts, i, answer = answers.at(i)](const CommitOutcome& outcome) {
      texts[i] = text(outcome);
      answer(outcome);
    });
  }
  answers.wait();
  return texts;
}

TEST(StoreProperty, the_embedded_store_answers_and_keeps_what_the_reference_does) {
  constexpr std::uint32_t bucket_count = 4096;
  RocksdbPlace place;
  place.options.bucket_count = bucket_count;
  auto store = *place.open();
  MemoryStore reference(bucket_count, place.hasher);
  std::uint32_t run = 0;
  const bool holds = rc::check([&] {
    const CommitDrawer drawer(reference, run++ % (bucket_count / 2));
    std::vector<std::pair<std::unique_ptr<Snapshot>, std::unique_ptr<Snapshot>>> moments;
    for (std::uint32_t burst = 0; burst < 3; ++burst) {
      std::vector<Commit> commits;
      std::vector<std::string> expected;
      for (std::uint32_t i = pick(40); i > 0; --i) {
        commits.push_back(drawer.draw());
        expected.push_back(text(reference.commit(commits.back())));
      }
      RC_ASSERT(submit_all(*store, commits) == expected);
      for (const Bucket bucket : drawer.buckets()) {
        moments.emplace_back(*reference.snapshot(bucket), *store->snapshot(bucket));
      }
    }
    for (const auto& [was, is] : moments) RC_ASSERT(all_of(*was) == all_of(*is));
    moments.clear();
    if (run % 20 == 0) {
      store.reset();
      store = *place.open();
    }
    RC_ASSERT(all_of(reference, drawer) == all_of(*store, drawer));
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace daicho::store
