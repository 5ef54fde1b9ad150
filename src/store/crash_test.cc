// SPDX-License-Identifier: Apache-2.0
// A process that commits is killed at a random moment, again and again: all that it was told is committed
// must be there afterwards. The test program starts itself with `commit FOLDER` as that process.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <map>
#include <random>
#include <thread>

#include "store/contract.h"
#include "store/rocksdb/rocksdb_place.h"

namespace daicho::store {
namespace {

constexpr int thread_count = 8;
constexpr std::size_t acknowledgement_bytes = 20;  // bucket(4) sequence(8) name(8)

Key key_of(std::uint64_t name) {
  return record_key(std::to_string(name));
}
Commit commit_of(Bucket bucket, std::uint64_t name) {
  Commit commit = append_entries(bucket, {std::to_string(name)});
  commit.request = request(name);
  commit.puts.push_back({key_of(name), std::string(name % 5000, 'v')});
  commit.preconditions.push_back({key_of(name), Precondition::Absent{}});
  if (name % 7 == 0) commit.deletes.push_back(subject_key("last"));
  if (name % 7 == 1) commit.puts.push_back({subject_key("last"), std::to_string(name)});
  return commit;
}

// Commits for ever, and writes to standard output what is committed. `first` makes the names of this life.
int commit_for_ever(const std::string& folder, std::uint64_t first) {
  SetClock clock;
  ToyHasher hasher;
  RocksdbOptions options;
  options.folder = folder;
  options.write_buffer_bytes = 512 * 1024;  // so that flushes and compactions are interrupted too
  auto opened = open_rocksdb(options, clock, hasher);
  if (!opened) return 1;
  Store& store = **opened;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < thread_count; ++thread) {
    threads.emplace_back([&store, first, thread] {
      for (std::uint64_t name = first + static_cast<std::uint64_t>(thread);; name += thread_count) {
        const Bucket bucket{static_cast<std::uint32_t>(name % 5)};
        const CommitOutcome outcome = store.commit(commit_of(bucket, name));
        const auto* committed = std::get_if<Committed>(&outcome);
        if (committed == nullptr) _exit(2);
        std::string acknowledgement;
        base::append_be32(acknowledgement, bucket.number);
        base::append_be64(acknowledgement, committed->first_sequence);
        base::append_be64(acknowledgement, name);
        // One write of less than PIPE_BUF bytes is not torn, even between threads.
        if (::write(STDOUT_FILENO, acknowledgement.data(), acknowledgement_bytes) != acknowledgement_bytes)
          _exit(3);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return 0;
}

// Starts this program as the one that commits, kills it after `life`, and gives what it wrote.
std::string commit_and_be_killed(const std::string& folder, std::uint64_t first,
                                 std::chrono::milliseconds life) {
  int ends[2];
  EXPECT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  const std::string first_text = std::to_string(first);
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::execl("/proc/self/exe", "store_crash_test", "commit", folder.c_str(), first_text.c_str(), nullptr);
    _exit(127);
  }
  ::close(ends[1]);
  std::thread killer([&] {
    std::this_thread::sleep_for(life);
    ::kill(child, SIGKILL);
  });
  std::string out;
  char buffer[4096];
  for (ssize_t got; (got = ::read(ends[0], buffer, sizeof buffer)) > 0;)
    out.append(buffer, static_cast<std::size_t>(got));
  ::close(ends[0]);
  killer.join();
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "ended by itself, with " << WEXITSTATUS(status);
  return out;
}

struct Acknowledged {
  Bucket bucket;
  std::uint64_t sequence = 0;
  std::uint64_t name = 0;
};

std::vector<Acknowledged> read_acknowledged(std::string_view out) {
  std::vector<Acknowledged> all;
  for (; out.size() >= acknowledgement_bytes; out.remove_prefix(acknowledgement_bytes)) {
    all.push_back(
        {Bucket{base::read_be32(out)}, base::read_be64(out.substr(4)), base::read_be64(out.substr(12))});
  }
  return all;
}

// Each entry stands with its row and its request id, the frontier fits, and so nothing was applied in part.
void expect_whole(const Store& store, Bucket bucket) {
  const auto entries = *store.ledger_read(bucket, 0, 10'000'000);
  const auto snapshot = *store.snapshot(bucket);
  std::vector<std::string_view> views;
  for (const LedgerEntryBytes& entry : entries) {
    ASSERT_EQ(entry.sequence, views.size());
    views.push_back(entry.bytes);
    const std::uint64_t name = std::stoull(entry.bytes);
    const auto row = *snapshot->get(key_of(name));
    ASSERT_TRUE(row) << name;
    EXPECT_EQ(row->value.size(), name % 5000);
    const auto outcome = *store.outcome_of(bucket, request(name));
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->first_sequence, entry.sequence);
  }
  EXPECT_EQ(store.ledger_head(bucket)->size, entries.size());
  EXPECT_EQ(store.ledger_head(bucket)->frontier, entries.empty() ? "" : ToyHasher().append("", 0, views));
  EXPECT_EQ(snapshot->scan(Space::record, "", "", 10'000'000)->size(), entries.size());
}

TEST(StoreCrash, all_that_was_acknowledged_is_there_after_a_kill) {
  RocksdbPlace place;
  ASSERT_TRUE(place.open());  // makes it
  std::mt19937 random(std::random_device{}());
  std::vector<Acknowledged> all;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  for (std::uint64_t life = 1; std::chrono::steady_clock::now() < end; ++life) {
    const std::chrono::milliseconds length(50 + random() % 700);
    const std::string out = commit_and_be_killed(place.options.folder, life * 1'000'000, length);
    for (const Acknowledged& one : read_acknowledged(out)) all.push_back(one);
    auto opened = place.open();
    ASSERT_TRUE(opened) << opened.error().text();
    const Store& store = **opened;
    for (const Acknowledged& one : all) {
      const auto entry = *store.ledger_read(one.bucket, one.sequence, 1);
      ASSERT_EQ(entry.size(), 1u) << "lost in life " << life;
      EXPECT_EQ(entry[0].bytes, std::to_string(one.name));
    }
    for (std::uint32_t number = 0; number < 5; ++number) expect_whole(store, Bucket{number});
  }
  EXPECT_GT(all.size(), 20u);
}

}  // namespace
}  // namespace daicho::store

int main(int argc, char** argv) {
  if (argc == 4 && std::strcmp(argv[1], "commit") == 0) {
    return daicho::store::commit_for_ever(argv[2], std::stoull(argv[3]));
  }
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
