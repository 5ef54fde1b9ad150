// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "service/erasure.h"
#include "service/register_fixture.h"
#include "service/removal.h"
#include "service/watched_store.h"
#include "vault/record.h"
#include "vault/rows.h"

namespace daicho::service {

// What the tests of erasure share: a register on a watched store, with people to erase.
class ErasingFixture : public RegisterFixture {
 protected:
  explicit ErasingFixture(std::string_view yaml = fixture_policy)
      : RegisterFixture(yaml, [](const store::LedgerHasher& hasher) {
          return std::make_unique<WatchedStore>(std::make_unique<store::MemoryStore>(bucket_count, hasher));
        }) {}

  WatchedStore& watched() { return static_cast<WatchedStore&>(*store_); }

  // A person by a number of a business system.
  static std::string alias(std::string_view number) {
    return R"({"alias": ")" + std::string(number) + R"("})";
  }

  // A record of the person, acquired by the website. `more` is added to the request: `"events": {…}`.
  Said take_in(std::string_view number, std::string_view type, std::string_view items,
               std::string_view purpose = "contract", std::string_view more = {}) {
    std::string body = R"({"subject": )" + alias(number) + R"(, "record_type": ")" + std::string(type) +
                       R"(", "channel": "website", "purposes": [")" + std::string(purpose) +
                       R"("], "source": "the person", "items": )" + std::string(items);
    if (!more.empty()) body.append(", ").append(more);
    Said said = ask("acquire", body + "}");
    EXPECT_TRUE(said.permitted()) << said.body();
    return said;
  }
  Said contract(std::string_view number) {
    return take_in(number, "contract",
                   R"({"name_kanji": "架空太郎", "contract_number": "C-1", "payment_method": "transfer"})",
                   "contract",
                   R"("events": {"contract_ended": "2020-03-31", "invoice_issued": "2020-03-31"})");
  }
  // No statute speaks of it.
  Said profile(std::string_view number, std::string_view email = "canary@example.jp") {
    return take_in(number, "profile",
                   R"({"name_kanji": "架空太郎", "email": ")" + std::string(email) + R"("})", "contract",
                   R"("events": {"last_contact": "2026-01-31"})");
  }
  base::SubjectId subject_of(const Said& said) { return *base::SubjectId::parse(said.text("/subject")); }
  static std::string by_id(const base::SubjectId& subject) {
    return R"({"id": ")" + subject.text() + R"("})";
  }

  std::unique_ptr<store::Snapshot> snapshot_of(const base::SubjectId& subject) {
    return *store_->snapshot(store_->bucket_of(subject));
  }
  std::size_t rows(const base::SubjectId& subject, store::Space space, std::string_view prefix) {
    return snapshot_of(subject)->scan(space, prefix, "", 100'000)->size();
  }
  std::size_t records(const base::SubjectId& subject) {
    return rows(subject, store::Space::record, vault::record_prefix(subject));
  }
  bool has_key(const base::SubjectId& subject) {
    return snapshot_of(subject)->get(vault::keyring_row(subject))->has_value();
  }
  vault::Subject state_of(const base::SubjectId& subject) {
    return *vault::decode_subject((*snapshot_of(subject)->get(vault::subject_row(subject)))->value);
  }
  Erasure erasure_of(const base::SubjectId& subject) {
    return *decode_erasure((*snapshot_of(subject)->get(vault::erasure_row(subject)))->value);
  }

  // The entries of that operation, in all logs.
  std::vector<ledger::Entry> entries_of(ledger::Operation operation) {
    std::vector<ledger::Entry> some;
    for (ledger::Entry& entry : all_entries()) {
      if (entry.operation == operation) some.push_back(std::move(entry));
    }
    return some;
  }

  // How many people are found by that e-mail address.
  std::size_t found_by_email(std::string_view email) {
    return ask("find", R"({"by": {"email": ")" + std::string(email) + R"("}, "purpose": "contract"})")
        .size("/found");
  }

  // Removes until there is nothing more to remove.
  RemovalProgress remove_all(std::chrono::seconds purge_wait = {}) {
    RemovalProgress sum, last;
    do {
      last = *Removal(reg, purge_wait).step(1000);
      sum.rows_removed += last.rows_removed;
      sum.uploads_dropped += last.uploads_dropped;
      sum.persons_removed += last.persons_removed;
      sum.purges += last.purges;
      sum.persons_certified += last.persons_certified;
      sum.persons_not_clean += last.persons_not_clean;
    } while (last.more);
    return sum;
  }
};

}  // namespace daicho::service
