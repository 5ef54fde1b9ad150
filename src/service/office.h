// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/public_record.h"
#include "base/result.h"
#include "base/term.h"
#include "policy/decide.h"
#include "policy/policy.h"
#include "service/law_in_force.h"
#include "store/store.h"

namespace daicho::service {

// Who may ask, and for what. The key itself is not kept, only its keyed digest.
struct Caller {
  base::CallerId id;
  base::Term name;  // chosen by the officer: `crm`, `web-shop`
  policy::OperationSet operations;
  bool all_purposes = false;
  std::vector<base::Term> purposes;  // names, for the policy may change
  base::KeyedDigest key;             // of the API key
  base::Instant created;
  std::optional<base::Instant> revoked;
};

// A policy as it was published: its bytes, kept for ever, and when.
struct PublishedPolicy {
  base::PublicDigest digest;
  base::Instant published;
  std::string yaml;
};

// The office's state as of one version of it: small, held whole, never changed.
class Office {
 public:
  std::uint64_t version() const { return version_; }
  // The policy in force; null before the first is published.
  const policy::Policy* policy() const { return policy_.get(); }
  const base::PublicDigest& law() const { return law_; }

  // The caller with this key digest, also a revoked one; null for a key that was never given.
  const Caller* caller_with(const base::KeyedDigest& key) const;
  const Caller* caller(const base::CallerId& id) const;
  const std::vector<Caller>& callers() const { return callers_; }
  std::vector<const PublishedPolicy*> published_policies() const;
  // The published policy of that digest; null when there is none.
  const PublishedPolicy* published(const base::PublicDigest& digest) const;

 private:
  friend class OfficeView;
  std::uint64_t version_ = 0;
  std::shared_ptr<const policy::Policy> policy_;
  base::PublicDigest law_;
  std::vector<Caller> callers_;
  std::map<base::KeyedDigest, std::size_t> by_key_;
  std::map<base::PublicDigest, PublishedPolicy> policies_;
};

// The office as it is now: reads it anew when its version in the store has changed. Thread-safe.
class OfficeView {
 public:
  // Both must outlive the view.
  OfficeView(const store::Store& store, const LawInForce& law) : store_(store), law_(law) {}

  // Every decision taken under what this returns must carry its version() in the commit.
  base::Result<std::shared_ptr<const Office>> current() const;

 private:
  base::Result<std::shared_ptr<const Office>> read() const;
  const store::Store& store_;
  const LawInForce& law_;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const Office> latest_;
};

// The office's rows: spec/store.md.
store::Key caller_row(const base::CallerId& caller);
std::string encode(const Caller& caller);
base::Result<Caller> decode_caller(std::string_view bytes);

store::Key policy_row(const base::PublicDigest& digest);
store::Key policy_in_force_row();
std::string encode(const PublishedPolicy& published);
base::Result<PublishedPolicy> decode_published_policy(std::string_view bytes);

}  // namespace daicho::service
