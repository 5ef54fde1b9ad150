// SPDX-License-Identifier: Apache-2.0
#include "store/contract.h"

namespace daicho::store {

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(StoreContract);

std::string word(const CommitOutcome& outcome) {
  if (const auto* committed = std::get_if<Committed>(&outcome))
    return committed->replayed ? "replayed" : "committed";
  if (const auto* conflict = std::get_if<Conflict>(&outcome)) {
    return conflict->what == Conflict::What::precondition ? "precondition" : "office_version";
  }
  if (const auto* not_applied = std::get_if<NotApplied>(&outcome)) {
    return std::string(public_name(not_applied->error.code()).text());
  }
  return "unknown";
}

std::function<void(CommitOutcome)> Answers::at(std::size_t i) {
  return [this, i](const CommitOutcome& outcome) {
    const std::lock_guard lock(mutex_);
    EXPECT_EQ(words_[i], "") << "answered twice";
    words_[i] = word(outcome);
    --missing_;
    answered_.notify_all();
  };
}

std::vector<std::string> Answers::wait() {
  std::unique_lock lock(mutex_);
  answered_.wait(lock, [&] { return missing_ == 0; });
  return words_;
}

base::RequestId request(std::uint64_t number) {
  std::string bytes(8, 'r');
  base::append_be64(bytes, number);
  return *base::RequestId::from_bytes(bytes);
}

base::KeyedDigest digest(std::uint8_t number) {
  base::KeyedDigest digest;
  digest.bytes.fill(number);
  return digest;
}

Committed StoreContract::commit(Commit commit) {
  const CommitOutcome outcome = store().commit(std::move(commit));
  EXPECT_EQ(word(outcome), "committed");
  const auto* committed = std::get_if<Committed>(&outcome);
  return committed == nullptr ? Committed() : *committed;
}

std::uint64_t StoreContract::put(Bucket in, const Key& key, std::string value) {
  commit(put_row(in, key, std::move(value)));
  const auto now = row(in, key);
  return now ? now->version : 0;
}

void StoreContract::erase(Bucket in, const Key& key) {
  Commit erasing = in_bucket(in);
  erasing.deletes.push_back(key);
  commit(std::move(erasing));
}

std::optional<Row> StoreContract::row(Bucket in, const Key& key) {
  const auto snapshot = store().snapshot(in);
  EXPECT_TRUE(snapshot);
  if (!snapshot) return std::nullopt;
  auto found = (*snapshot)->get(key);
  EXPECT_TRUE(found);
  return found ? *std::move(found) : std::nullopt;
}

std::string StoreContract::value(Bucket in, const Key& key) {
  const auto now = row(in, key);
  return now ? now->value : "(none)";
}

std::vector<Row> StoreContract::scan(Bucket in, Space space, std::string_view prefix, std::string_view after,
                                     std::size_t limit) {
  const auto snapshot = store().snapshot(in);
  EXPECT_TRUE(snapshot);
  if (!snapshot) return {};
  auto rows = (*snapshot)->scan(space, prefix, after, limit);
  EXPECT_TRUE(rows);
  return rows ? *std::move(rows) : std::vector<Row>();
}

std::string StoreContract::names(const std::vector<Row>& rows) {
  std::string out;
  for (const Row& row : rows) out += (out.empty() ? "" : " ") + row.key.bytes;
  return out;
}

std::vector<std::string> StoreContract::targets(IndexKind kind, const base::KeyedDigest& digest,
                                                std::size_t limit) {
  const auto hits = store().find(kind, digest, limit);
  EXPECT_TRUE(hits);
  std::vector<std::string> out;
  if (!hits) return out;
  for (const IndexHit& hit : *hits) out.push_back(std::to_string(hit.bucket.number) + ":" + hit.target);
  return out;
}

std::vector<std::string> StoreContract::ledger(Bucket in, std::uint64_t from, std::size_t limit) {
  const auto entries = store().ledger_read(in, from, limit);
  EXPECT_TRUE(entries);
  std::vector<std::string> out;
  if (!entries) return out;
  for (const LedgerEntryBytes& entry : *entries) {
    EXPECT_EQ(entry.sequence, from + out.size());
    out.push_back(entry.bytes);
  }
  return out;
}

}  // namespace daicho::store
