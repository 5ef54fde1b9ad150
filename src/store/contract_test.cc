// SPDX-License-Identifier: Apache-2.0
// The engines that the contract is run on.
#include "store/contract.h"

#include "store/faulty/faulty_store.h"
#include "store/memory/memory_store.h"
#include "store/rocksdb/rocksdb_place.h"

namespace daicho::store {
namespace {

class MemoryEngine final : public ContractEngine {
 public:
  Store& store() override { return store_; }

 private:
  ToyHasher hasher_;
  MemoryStore store_{bucket_count, hasher_};
};

class RocksdbEngine final : public ContractEngine {
 public:
  RocksdbEngine() {
    place_.options.waiting_commits_max = 500;
    reopen();
  }
  Store& store() override { return *store_; }
  bool reopen() override {
    store_.reset();
    auto opened = place_.open();
    EXPECT_TRUE(opened);
    if (!opened) return false;
    store_ = *std::move(opened);
    return true;
  }
  std::optional<std::size_t> waiting_commits_max() const override {
    return place_.options.waiting_commits_max;
  }

 private:
  RocksdbPlace place_;
  std::unique_ptr<Store> store_;
};

class FaultlessEngine final : public ContractEngine {
 public:
  Store& store() override { return store_; }

 private:
  ToyHasher hasher_;
  FaultyStore store_{std::make_unique<MemoryStore>(bucket_count, hasher_), FaultPlan()};
};

INSTANTIATE_TEST_SUITE_P(
    Store, StoreContract,
    testing::Values(ContractCase{"memory", [] { return std::make_unique<MemoryEngine>(); }},
                    ContractCase{"rocksdb", [] { return std::make_unique<RocksdbEngine>(); }},
                    ContractCase{"faultless", [] { return std::make_unique<FaultlessEngine>(); }}),
    [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace daicho::store
