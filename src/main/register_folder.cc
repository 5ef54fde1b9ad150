// SPDX-License-Identifier: Apache-2.0
#include "main/register_folder.h"

#include <chrono>

#include "store/rocksdb/rocksdb_store.h"

namespace daicho {

base::Instant SystemClock::now() const {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return base::Instant::from_microseconds(
      std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count());
}

base::Result<std::unique_ptr<store::Store>> RegisterFolder::open_store(
    const std::string& data_folder, Store existing, std::optional<std::uint32_t> bucket_count,
    const base::Clock& clock, const store::LedgerHasher& hasher) {
  store::RocksdbOptions options{.folder = data_folder + "/store"};
  options.bucket_count = bucket_count;
  options.create_if_missing = existing == Store::make;
  return store::open_rocksdb(options, clock, hasher);
}

base::Result<std::unique_ptr<RegisterFolder>> RegisterFolder::open(const std::string& data_folder,
                                                                   const crypto::SecretBytes& passphrase,
                                                                   const Wrap& wrap) {
  std::unique_ptr<RegisterFolder> folder(new RegisterFolder());
  ASSIGN_OR_RETURN(folder->store_,
                   open_store(data_folder, Store::must_exist, std::nullopt, folder->clock_, folder->hasher_));
  if (wrap) folder->store_ = wrap(std::move(folder->store_));
  ASSIGN_OR_RETURN(folder->keys_, vault::KeyBook::open(*folder->store_, passphrase));
  ASSIGN_OR_RETURN(folder->law_, service::LawInForce::carried(base::LocalDate::on(folder->clock_.now())));
  folder->register_ = std::make_unique<service::Register>(*folder->store_, *folder->keys_, folder->clock_,
                                                          folder->randomness_, *folder->law_);
  ASSIGN_OR_RETURN(const base::Instant newest, service::newest_entry_at(*folder->store_));
  folder->register_->clock.start_from(newest);
  return folder;
}

}  // namespace daicho
