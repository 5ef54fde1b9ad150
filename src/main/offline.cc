// SPDX-License-Identifier: Apache-2.0
#include "ledger/folder.h"
#include "main/register_folder.h"
#include "main/serve.h"
#include "service/founding.h"
#include "service/key_rotation.h"
#include "service/removal.h"

// Work on the folder of a register while no server has it.
namespace daicho {
namespace {

using base::Result;
using base::Status;

constexpr std::size_t rows_a_step = 2000;

// The bare store of a folder, and the time for what is written to its ledger.
struct StoreAtRest {
  SystemClock machine;
  service::LedgerClock clock{machine};
  crypto::SystemRandomness randomness;
  service::MerkleHasher hasher;
  std::unique_ptr<store::Store> store;

  Status open(const std::string& data_folder) {
    ASSIGN_OR_RETURN(store, RegisterFolder::open_store(data_folder, RegisterFolder::Store::must_exist,
                                                       std::nullopt, machine, hasher));
    ASSIGN_OR_RETURN(const base::Instant newest, service::newest_entry_at(*store));
    clock.start_from(newest);
    return {};
  }
};

// Removes what erasure and the change of keys left behind, to the last byte.
Status remove_all(const service::Register& reg) {
  service::Removal removal(reg);
  for (bool more = true; more;) {
    ASSIGN_OR_RETURN(const auto progress, removal.step(rows_a_step));
    more = progress.more;
  }
  return {};
}

}  // namespace

Result<Founded> init(const InitOptions& options) {
  SystemClock clock;
  crypto::SystemRandomness randomness;
  const service::MerkleHasher hasher{};
  ASSIGN_OR_RETURN(const auto law, service::LawInForce::carried(base::LocalDate::on(clock.now())));
  ASSIGN_OR_RETURN(const auto store,
                   RegisterFolder::open_store(options.files.data_folder, RegisterFolder::Store::make,
                                              options.bucket_count, clock, hasher));
  const service::FoundingWish wish{.passphrase = options.files.passphrase,
                                   .cost = {},
                                   .policy_yaml = options.policy_yaml,
                                   .caller = *base::Term::declared("officer")};
  ASSIGN_OR_RETURN(auto outcome, service::found(*store, wish, law, clock.now(), randomness));
  if (std::holds_alternative<policy::Findings>(outcome)) {
    return base::fail(base::ErrorCode::policy_invalid,
                      "the policy has errors; see them with `daicho policy check FILE`");
  }
  auto& founded = std::get<service::Founded>(outcome);
  return Founded{std::move(founded.api_key), service::LedgerBook(*store, founded.keys).verifier().text()};
}

Status export_ledger(const RegisterFiles& files, const std::string& folder) {
  ASSIGN_OR_RETURN(const auto opened, RegisterFolder::open(files.data_folder, files.passphrase));
  ledger::FileFolder out(folder);
  ASSIGN_OR_RETURN(const base::Instant now, opened->reg().clock.read());
  return opened->reg().ledger.export_to(out, now).map([](const auto&) {});
}

Result<std::uint32_t> rotate_key(const RegisterFiles& files) {
  StoreAtRest at_rest;
  RETURN_IF_ERROR(at_rest.open(files.data_folder));
  ASSIGN_OR_RETURN(const base::Instant now, at_rest.clock.read());
  return service::rotate_key(*at_rest.store, files.passphrase, now, at_rest.randomness);
}

Status change_passphrase(const RegisterFiles& files, const crypto::SecretBytes& next) {
  {
    StoreAtRest at_rest;
    RETURN_IF_ERROR(at_rest.open(files.data_folder));
    ASSIGN_OR_RETURN(const base::Instant now, at_rest.clock.read());
    RETURN_IF_ERROR(
        service::change_passphrase(*at_rest.store, files.passphrase, next, {}, now, at_rest.randomness));
  }
  ASSIGN_OR_RETURN(const auto folder, RegisterFolder::open(files.data_folder, next));
  return remove_all(folder->reg());
}

}  // namespace daicho
