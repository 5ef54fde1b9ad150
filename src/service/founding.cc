// SPDX-License-Identifier: Apache-2.0
#include "service/founding.h"

#include "crypto/hash.h"
#include "ledger/entry.h"
#include "policy/compile.h"
#include "service/caller.h"
#include "service/office.h"
#include "service/office_entries.h"
#include "service/redate_sweep.h"
#include "service/retention_date.h"

namespace daicho::service {
namespace {

using base::Error;
using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

// The keys of the store: new ones, or those of a founding that was cut off.
Result<vault::KeyBook> keys_of(store::Store& store, const FoundingWish& wish, base::Randomness& randomness) {
  auto created = vault::KeyBook::create(store, wish.passphrase, wish.cost, randomness);
  if (created || created.error().code() != ErrorCode::file_exists) return created;
  ASSIGN_OR_RETURN(const auto snapshot, store.snapshot(store.office()));
  ASSIGN_OR_RETURN(const auto in_force, snapshot->get(policy_in_force_row()));
  if (in_force) return created;
  return vault::KeyBook::open(store, wish.passphrase);
}

Status append(const ledger::Entry& entry, store::Commit& commit) {
  ASSIGN_OR_RETURN(std::string bytes, ledger::encode(entry));
  commit.ledger_entries.push_back(std::move(bytes));
  return {};
}

Status committed(store::CommitOutcome outcome) {
  if (std::holds_alternative<store::Committed>(outcome)) return {};
  if (auto* refused = std::get_if<store::NotApplied>(&outcome)) return fail(std::move(refused->error));
  if (auto* unknown = std::get_if<store::Unknown>(&outcome)) return fail(std::move(unknown->error));
  return fail(ErrorCode::file_exists, "another founded this register meanwhile");
}

}  // namespace

Result<FoundingOutcome> found(store::Store& store, const FoundingWish& wish, const LawInForce& law,
                              base::Instant now, base::Randomness& randomness) {
  const base::PublicDigest digest = crypto::public_digest(wish.policy_yaml);
  policy::Compilation compiled = policy::compile(wish.policy_yaml, digest, law.terms());
  if (!compiled.policy) return FoundingOutcome(std::move(compiled.findings));
  if (compiled.policy->effective() > base::LocalDate::on(now)) {
    return fail(Error(ErrorCode::invalid_value,
                      "the policy takes effect on a later day; found the register on that day")
                    .with("effective", compiled.policy->effective()));
  }
  ASSIGN_OR_RETURN(vault::KeyBook keys, keys_of(store, wish, randomness));

  std::string api_key = new_api_key(randomness);
  Caller caller{.id = base::CallerId::random(randomness),
                .name = wish.caller,
                .operations = {},
                .all_purposes = true,
                .purposes = {},
                .key = api_key_digest(keys, api_key),
                .created = now,
                .revoked = {}};
  for (const policy::Operation operation : policy::all_operations) caller.operations.set(operation);

  store::Commit commit{.bucket = store.office(), .advances_office = true};
  commit.preconditions.push_back({policy_in_force_row(), store::Precondition::Absent{}});
  commit.puts.push_back(
      {policy_row(digest), encode(PublishedPolicy{digest, now, std::string(wish.policy_yaml)})});
  commit.puts.push_back({policy_in_force_row(), std::string(digest.view())});
  commit.puts.push_back({caller_row(caller.id), encode(caller)});
  // There is nothing to erase on the day of founding: the first night is the next one.
  put_last_run(base::LocalDate::on(now), commit);
  // Nothing is held yet, so nothing has to be dated anew until the policy or the law is another.
  commit.puts.push_back({dated_under_row(), dated_under(digest, law.digest())});

  ledger::Entry entry{.at = now,
                      .caller = caller.id,
                      .operation = ledger::Operation::init,
                      .outcome = ledger::Outcome::done,
                      .request = base::RequestId::random(randomness),
                      .policy = digest,
                      .law = law.digest()};
  ledger::Entry published = entry, created = entry;
  entry.facts.push_back({"operator", keys.operator_id()});
  entry.facts.push_back({"buckets", base::Count(store.bucket_count())});
  published.operation = ledger::Operation::policy_publish;
  describe_publication(*compiled.policy, compiled.findings, published);
  created.operation = ledger::Operation::caller_create;
  describe_caller(caller, created);
  for (const ledger::Entry* one : {&entry, &published, &created}) RETURN_IF_ERROR(append(*one, commit));
  RETURN_IF_ERROR(committed(store.commit(std::move(commit))));
  return FoundingOutcome(
      Founded{std::move(keys), caller.id, std::move(api_key), std::move(compiled.findings)});
}

}  // namespace daicho::service
