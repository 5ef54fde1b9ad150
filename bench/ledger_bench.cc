// SPDX-License-Identifier: Apache-2.0
#include <thread>

#include "bench/bench_register.h"
#include "bench/benches.h"
#include "bench/limits.h"
#include "ledger/folder.h"
#include "ledger/verify.h"
#include "service/ledger_place.h"

namespace daicho::bench {

void measure_ledger(const std::string& folder, std::vector<Row>& rows) {
  // A ledger in memory: verifying measures the hashing, not the disk.
  crypto::SystemRandomness randomness;
  const crypto::SigningKey key(crypto::Secret::random(randomness));
  const ledger::KeyName name = *ledger::KeyName::parse("bench/ledger");
  constexpr std::uint32_t logs = 64;
  constexpr std::uint64_t entries_a_log = 8192;
  ledger::Entry entry{.at = base::Instant::from_seconds(1'790'000'000),
                      .caller = base::CallerId::random(randomness),
                      .operation = ledger::Operation::use,
                      .outcome = ledger::Outcome::permitted,
                      .request = base::RequestId::random(randomness)};
  entry.subject = base::SubjectId::random(randomness);
  entry.records = {base::RecordId::random(randomness)};
  entry.items = {*base::Term::declared("email"), *base::Term::declared("name_kanji")};
  entry.purposes = {*base::Term::declared("customer_support")};
  entry.reasons = {{*base::Term::declared("purpose_listed"), base::Term::declared("purposes"), {}},
                   {*base::Term::declared("item_listed"), base::Term::declared("items"), {}}};
  entry.policy = base::PublicDigest();
  entry.law = base::PublicDigest();
  const std::string bytes = *ledger::encode(entry);

  const Figure encoded = measure(1, std::chrono::milliseconds(1000), [&](unsigned, std::uint64_t) {
    for (int i = 0; i < 1000; ++i) {
      if (ledger::encode(entry)->empty()) return;
    }
  });
  rows.push_back({.name = "encode a ledger entry", .ours = 1e9 / (encoded.per_second * 1000), .unit = "ns"});

  class Repeated final : public ledger::EntrySource {
   public:
    Repeated(const std::string& entry_bytes, std::uint64_t count) : bytes_(entry_bytes), count_(count) {}
    base::Result<std::vector<std::string>> entries(ledger::LogNumber, std::uint64_t from,
                                                   std::size_t limit) override {
      return std::vector<std::string>(std::min<std::uint64_t>(limit, count_ - from), bytes_);
    }

   private:
    const std::string& bytes_;
    std::uint64_t count_;
  } source(bytes, entries_a_log);
  ledger::Frontier frontier;
  const double appending = seconds_of([&] {
    for (std::uint64_t i = 0; i < entries_a_log * 16; ++i) {
      if (i % entries_a_log == 0) frontier = ledger::Frontier();
      frontier.append(ledger::leaf_hash(bytes));
    }
  });
  rows.push_back(
      {.name = "append to the Merkle tree", .ours = entries_a_log * 16 / appending, .unit = "entries/s"});
  ledger::MemoryFolder files;
  ledger::FolderWriter writer(files, name, key);
  if (!writer.write(std::vector<ledger::Frontier>(logs, frontier), source,
                    base::Instant::from_seconds(1'790'000'000)))
    return;
  const ledger::Verifier verifier{name, key.verify_key()};
  const unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  ledger::Verification verification;
  const double verifying =
      seconds_of([&] { verification = ledger::verify_folder(files, verifier, {.threads = threads}); });
  const double limit = sha256_bytes_per_second(threads, bytes.size());
  rows.push_back({.name = "ledger verify, " + std::to_string(verification.entries) + " entries of " +
                          std::to_string(bytes.size()) + " bytes",
                  .ours = static_cast<double>(verification.entry_bytes) / verifying / 1e6,
                  .unit = "MB/s",
                  .limit_name = "SHA-256 of the same, all cores",
                  .limit = limit / 1e6,
                  .goal = 0.4});
  BenchRegister bench(folder + "/register");
  const auto ids = bench.enter_persons(2000, 32);
  const Figure proven = measure(1, std::chrono::milliseconds(2000), [&](unsigned, std::uint64_t i) {
    static_cast<void>(
        bench.reg().ledger.prove({bench.store().bucket_of(*base::SubjectId::parse(ids[i % ids.size()])), 0}));
  });
  rows.push_back({.name = "ledger prove an entry", .ours = proven.per_second, .unit = "per s"});
}

}  // namespace daicho::bench
