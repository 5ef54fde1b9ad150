// SPDX-License-Identifier: Apache-2.0
#include "service/own_caller.h"

#include "base/encoding.h"
#include "ledger/entry.h"
#include "service/caller.h"
#include "service/office_entries.h"

namespace daicho::service {
namespace {

using base::ErrorCode;
using base::fail;
using base::Status;

// An officer may have a caller of any name: names need not differ from this one, keys and ids do.
constexpr std::string_view own_name = "daicho-register";

}  // namespace

base::CallerId own_caller_id(const vault::KeyBook& keys) {
  const base::KeyedDigest digest = keys.request_key().digest("daicho own caller id");
  return *base::CallerId::from_bytes(digest.view().substr(0, base::CallerId::size));
}

std::string own_api_key(const vault::KeyBook& keys) {
  return "dk_" + base::to_base32(keys.request_key().digest("daicho own caller key").view());
}

Status enter_own_caller(const Register& reg) {
  ASSIGN_OR_RETURN(const auto office, reg.office.current());
  const base::CallerId id = own_caller_id(reg.keys);
  if (office->caller(id) != nullptr) return {};
  Caller caller{.id = id,
                .name = *base::Term::declared(own_name),
                .operations = {},
                .purposes = {},
                .key = api_key_digest(reg.keys, own_api_key(reg.keys)),
                .created = reg.clock.now(),
                .revoked = {}};
  caller.operations.set(policy::Operation::run_retention);
  ledger::Entry entry{.at = caller.created,
                      .caller = id,
                      .operation = ledger::Operation::caller_create,
                      .outcome = ledger::Outcome::done,
                      .request = base::RequestId::random(reg.randomness),
                      .law = office->law()};
  if (office->policy() != nullptr) entry.policy = office->policy()->digest();
  describe_caller(caller, entry);
  store::Commit commit{.bucket = reg.store.office(), .advances_office = true};
  commit.preconditions.push_back({caller_row(id), store::Precondition::Absent{}});
  commit.puts.push_back({caller_row(id), encode(caller)});
  ASSIGN_OR_RETURN(std::string bytes, ledger::encode(entry));
  commit.ledger_entries.push_back(std::move(bytes));
  auto outcome = reg.store.commit(std::move(commit));
  if (auto* refused = std::get_if<store::NotApplied>(&outcome)) return fail(std::move(refused->error));
  if (auto* unknown = std::get_if<store::Unknown>(&outcome)) return fail(std::move(unknown->error));
  return {};  // a conflict: it was entered meanwhile
}

}  // namespace daicho::service
