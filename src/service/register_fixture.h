// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <simdjson.h>

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"
#include "crypto/hash.h"
#include "ledger/entry.h"
#include "policy/articles.h"
#include "policy/compile.h"
#include "policy/findings.h"
#include "service/caller.h"
#include "service/fixture_policy.h"
#include "service/hooked_store.h"
#include "service/line.h"
#include "service/merkle_hasher.h"
#include "service/office.h"
#include "service/register.h"
#include "store/memory/memory_store.h"

// A whole register for tests: on the memory store, with a clock that the test moves and a policy it may
// choose.
namespace daicho::service {

// A clock that stands where it is set.
class SetClock final : public base::Clock {
 public:
  explicit SetClock(base::Instant at) : at_(at) {}
  base::Instant now() const override { return at_; }
  void set(base::Instant at) { at_ = at; }
  void advance(std::chrono::microseconds by) { at_ = at_ + by; }
  // To noon of that day in Japan.
  void set(base::LocalDate day) { at_ = day.start() + std::chrono::hours(12); }

 private:
  base::Instant at_;
};

// The same bytes in every run of a test: SHA-256 of a counter.
class SeededRandomness final : public base::Randomness {
 public:
  std::string bytes(std::size_t size) override {
    std::string out;
    while (out.size() < size) out.append(crypto::public_digest("seed " + std::to_string(counter_++)).view());
    out.resize(size);
    return out;
  }

 private:
  std::uint64_t counter_ = 0;
};

// An answer, read. A pointer is that of RFC 6901: `/reasons/0/code`.
class Said {
 public:
  explicit Said(Answer answer)
      : answer_(std::move(answer)), parser_(std::make_unique<simdjson::dom::parser>()) {
    if (parser_->parse(answer_.body).get(root_)) ADD_FAILURE() << "not JSON: " << answer_.body;
  }

  int status() const { return answer_.status; }
  const std::string& body() const { return answer_.body; }
  bool has(std::string_view pointer) const { return !root_.at_pointer(pointer).error(); }
  // The text there; empty, and a failed test, when there is none.
  std::string text(std::string_view pointer) const {
    std::string_view text;
    if (root_.at_pointer(pointer).get(text))
      ADD_FAILURE() << "no text at " << pointer << " of " << answer_.body;
    return std::string(text);
  }
  std::uint64_t count(std::string_view pointer) const {
    std::uint64_t number = 0;
    if (root_.at_pointer(pointer).get(number))
      ADD_FAILURE() << "no number at " << pointer << " of " << answer_.body;
    return number;
  }
  bool flag(std::string_view pointer) const {
    bool flag = false;
    if (root_.at_pointer(pointer).get(flag))
      ADD_FAILURE() << "no flag at " << pointer << " of " << answer_.body;
    return flag;
  }
  // How many elements the list there has.
  std::size_t size(std::string_view pointer) const {
    simdjson::dom::array list;
    if (root_.at_pointer(pointer).get(list))
      ADD_FAILURE() << "no list at " << pointer << " of " << answer_.body;
    return list.size();
  }

  bool permitted() const { return status() == 200 && text("/outcome") == "permitted"; }
  // Denied with this reason among the others.
  bool denied_for(std::string_view reason) const {
    if (status() != 200 || text("/outcome") != "denied") return false;
    for (std::size_t i = 0; i < size("/reasons"); ++i) {
      if (text("/reasons/" + std::to_string(i) + "/code") == reason) return true;
    }
    return false;
  }
  // An error of that code.
  bool failed_with(std::string_view code) const { return status() >= 400 && text("/code") == code; }

 private:
  Answer answer_;
  std::unique_ptr<simdjson::dom::parser> parser_;
  simdjson::dom::element root_;
};

// The articles that the policy of the tests and decisions cite, and two statutes.
inline policy::LawTerms fixture_law() {
  policy::LawTerms terms;
  const auto add = [&terms](std::string_view name, const std::string& printed) {
    terms.citations.push_back({*base::Term::declared(name), {printed, printed}});
  };
  for (const base::Literal name : policy::article_names) {
    add(name.text(), std::string("Article ").append(name.text()));
  }
  add("appi-18-3-1", "APPI 18(3)(i)");
  add("companies-act-432-2", "Companies Act 432(2)");
  terms.statutes.push_back({.name = *base::Term::declared("companies_act_432"),
                            .citation = *base::Term::declared("companies-act-432-2"),
                            .months = 120});
  return terms;
}

// The register: keys, office, one policy in force and one caller who may do everything. `ask` goes down the
// line as the server's requests do.
class RegisterFixture : public ::testing::Test {
 protected:
  static constexpr std::uint32_t bucket_count = 8;
  using MakeStore = std::function<std::unique_ptr<store::Store>(const store::LedgerHasher&)>;

  RegisterFixture() : RegisterFixture(fixture_policy) {}
  explicit RegisterFixture(std::string_view yaml)
      : RegisterFixture(yaml, [](const store::LedgerHasher& hasher) {
          return std::make_unique<store::MemoryStore>(bucket_count, hasher);
        }) {}
  // On a store of the test's own.
  RegisterFixture(std::string_view yaml, const MakeStore& make_store) : store_(make_store(hasher_)) {
    publish(yaml);
    api_key = add_caller("everything", all_operations(), true, {});
  }

  // What the caller may do who may do everything.
  static policy::OperationSet all_operations() {
    policy::OperationSet operations;
    for (const policy::Operation operation : policy::all_operations) operations.set(operation);
    return operations;
  }

  // Publishes a policy and puts it in force. The test fails when it has errors.
  void publish(std::string_view yaml) {
    const base::PublicDigest digest = crypto::public_digest(yaml);
    const policy::Compilation compiled = policy::compile(yaml, digest, law.terms());
    for (const policy::Finding& finding : compiled.findings) {
      if (finding.severity() == policy::Severity::error)
        ADD_FAILURE() << line(finding, "policy", base::Language::en);
    }
    store::Commit commit{.bucket = store_->office(), .advances_office = true};
    commit.puts.push_back(
        {policy_row(digest), encode(PublishedPolicy{digest, clock.now(), std::string(yaml)})});
    commit.puts.push_back({policy_in_force_row(), std::string(digest.view())});
    must_commit(std::move(commit));
  }

  // Enters a caller; returns the API key. No purposes named: all.
  std::string add_caller(std::string_view name, policy::OperationSet operations, bool all_purposes = true,
                         std::vector<std::string> purposes = {}) {
    const std::string key = new_api_key(randomness);
    Caller caller{.id = base::CallerId::random(randomness),
                  .name = *base::Term::declared(name),
                  .operations = operations,
                  .all_purposes = all_purposes,
                  .purposes = {},
                  .key = api_key_digest(keys, key),
                  .created = clock.now(),
                  .revoked = {}};
    for (const std::string& purpose : purposes) caller.purposes.push_back(*base::Term::declared(purpose));
    put_caller(caller);
    return key;
  }

  // Enters the caller, or changes the one of that id.
  void put_caller(const Caller& caller) {
    store::Commit commit{.bucket = store_->office(), .advances_office = true};
    commit.puts.push_back({caller_row(caller.id), encode(caller)});
    must_commit(std::move(commit));
  }

  // The caller with that key, as the office has it.
  Caller caller_with(const std::string& key) {
    const std::shared_ptr<const Office> office = *reg.office.current();
    return *office->caller_with(api_key_digest(keys, key));
  }

  // Asks for `operation` with the JSON `body`, as the caller who may do everything, or as `key_of_caller`.
  Said ask(std::string operation, std::string body, std::string idempotency_key = {},
           std::optional<std::string> key_of_caller = {}) {
    Request request{.operation = std::move(operation),
                    .body = std::move(body),
                    .api_key = key_of_caller.value_or(api_key),
                    .idempotency_key = std::move(idempotency_key),
                    .language = base::Language::en};
    // A store that commits on threads of its own answers later; being answered twice ends the program.
    constexpr std::chrono::seconds answers_within{60};
    const auto answer = std::make_shared<std::promise<Answer>>();
    std::future<Answer> given = answer->get_future();
    line_of_requests.run(std::move(request), [answer](Answer one) { answer->set_value(std::move(one)); });
    if (given.wait_for(answers_within) == std::future_status::ready) return Said(given.get());
    ADD_FAILURE() << "not answered";
    return Said(Answer{.status = 0, .body = "{}"});
  }

  // Takes in a record of the person with that alias, by the website. `purposes` and `items` are JSON without
  // the brackets; `further` is further fields, each after a comma.
  Said acquire(std::string_view alias, std::string_view record_type, std::string_view purposes,
               std::string_view items, std::string_view further = "", std::string idempotency_key = {}) {
    std::string body = R"({"subject":{"alias":")";
    body.append(alias)
        .append(R"("},"record_type":")")
        .append(record_type)
        .append(R"(","channel":"website","purposes":[)");
    body.append(purposes).append(R"(],"source":"the form of the tests","items":{)").append(items).append("}");
    body.append(further).append("}");
    return ask("acquire", std::move(body), std::move(idempotency_key));
  }

  // The ledger entries of a bucket, the oldest first.
  std::vector<ledger::Entry> entries(store::Bucket bucket) {
    constexpr std::size_t entries_max = 100'000;
    std::vector<ledger::Entry> decoded;
    const auto stored = store_->ledger_read(bucket, 0, entries_max);
    for (const store::LedgerEntryBytes& bytes : *stored) {
      decoded.push_back(*ledger::decode(bytes.bytes));
    }
    return decoded;
  }
  // Those of all buckets, the office's last.
  std::vector<ledger::Entry> all_entries() {
    std::vector<ledger::Entry> all;
    for (std::uint32_t number = 0; number <= store_->bucket_count(); ++number) {
      for (ledger::Entry& entry : entries(store::Bucket{number})) all.push_back(std::move(entry));
    }
    return all;
  }

  void must_commit(store::Commit commit) {
    CHECK(std::holds_alternative<store::Committed>(store_->commit(std::move(commit))));
  }

  const MerkleHasher hasher_;
  const std::unique_ptr<store::Store> store_;
  SetClock clock{*base::Instant::parse("2026-06-01T03:00:00Z")};  // noon in Japan
  SeededRandomness randomness;
  const LawInForce law = LawInForce::of(fixture_law(), crypto::public_digest("the law of the tests"));
  const vault::KeyBook keys =
      *vault::KeyBook::create(*store_, crypto::SecretBytes::copy_of("a passphrase of the tests"),
                              {.passes = 1, .memory_kibibytes = 8, .lanes = 1}, randomness);
  const Register reg{*store_, keys, clock, randomness, law};
  const Line line_of_requests{reg, [](std::function<void()> work) { work(); }};
  std::string api_key;  // of the caller who may do everything
};

// The register on a store in which the test can interfere.
class HookedFixture : public RegisterFixture {
 protected:
  HookedFixture()
      : RegisterFixture(fixture_policy, [](const store::LedgerHasher& hasher) {
          return std::make_unique<HookedStore>(std::make_unique<store::MemoryStore>(bucket_count, hasher));
        }) {}
  HookedStore& hooks() { return static_cast<HookedStore&>(*store_); }
};

}  // namespace daicho::service
