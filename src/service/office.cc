// SPDX-License-Identifier: Apache-2.0
#include "service/office.h"

#include <cstring>

#include "base/cbor.h"
#include "policy/compile.h"

namespace daicho::service {
namespace {

using base::CborReader;
using base::CborWriter;
using base::ErrorCode;
using base::fail;
using base::Result;

constexpr std::uint64_t format_version = 1;
constexpr std::size_t rows_max = 100'000;
constexpr std::string_view caller_prefix = "caller/", policy_prefix = "policy/", in_force = "in-force";

tl::unexpected<base::Error> malformed() {
  return fail(ErrorCode::corrupt, "a row of the office has not its form; restore the store from a backup");
}

template <typename Digest>
Result<Digest> digest_of(std::string_view bytes) {
  Digest digest;
  if (bytes.size() != digest.bytes.size()) return malformed();
  std::memcpy(digest.bytes.data(), bytes.data(), bytes.size());
  return digest;
}

Result<base::Term> read_term(CborReader& in) {
  ASSIGN_OR_RETURN(const auto text, in.text());
  auto term = base::Term::declared(text);
  if (!term) return malformed();
  return std::move(*term);
}

}  // namespace

const Caller* Office::caller_with(const base::KeyedDigest& key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? nullptr : &callers_[found->second];
}

const Caller* Office::caller(const base::CallerId& id) const {
  for (const Caller& candidate : callers_) {
    if (candidate.id == id) return &candidate;
  }
  return nullptr;
}

std::vector<const PublishedPolicy*> Office::published_policies() const {
  std::vector<const PublishedPolicy*> all;
  for (const auto& [digest, published] : policies_) all.push_back(&published);
  return all;
}

const PublishedPolicy* Office::published(const base::PublicDigest& digest) const {
  const auto found = policies_.find(digest);
  return found == policies_.end() ? nullptr : &found->second;
}

Result<std::shared_ptr<const Office>> OfficeView::current() const {
  const std::uint64_t version = store_.office_version();
  const std::lock_guard lock(mutex_);
  if (!latest_ || latest_->version() < version) {
    ASSIGN_OR_RETURN(latest_, read());
  }
  return latest_;
}

Result<std::shared_ptr<const Office>> OfficeView::read() const {
  auto office = std::make_shared<Office>();
  // The version is read before the rows: rows of a later version are then read again, never kept too long.
  office->version_ = store_.office_version();
  ASSIGN_OR_RETURN(const auto snapshot, store_.snapshot(store_.office()));
  ASSIGN_OR_RETURN(const auto callers, snapshot->scan(store::Space::office, caller_prefix, "", rows_max));
  for (const store::Row& row : callers) {
    ASSIGN_OR_RETURN(Caller caller, decode_caller(row.value));
    office->by_key_.emplace(caller.key, office->callers_.size());
    office->callers_.push_back(std::move(caller));
  }
  ASSIGN_OR_RETURN(const auto policies, snapshot->scan(store::Space::office, policy_prefix, "", rows_max));
  for (const store::Row& row : policies) {
    ASSIGN_OR_RETURN(PublishedPolicy published, decode_published_policy(row.value));
    const base::PublicDigest digest = published.digest;
    office->policies_.emplace(digest, std::move(published));
  }
  office->law_ = law_.digest();
  ASSIGN_OR_RETURN(const auto current, snapshot->get(policy_in_force_row()));
  if (current) {
    ASSIGN_OR_RETURN(const auto digest, digest_of<base::PublicDigest>(current->value));
    const PublishedPolicy* published = office->published(digest);
    if (published == nullptr) return malformed();
    // Compiling is the dear part: a policy that stays is taken over as it is.
    if (latest_ && latest_->policy_ && latest_->policy_->digest() == digest) {
      office->policy_ = latest_->policy_;
    } else {
      policy::Compilation compiled = policy::compile(published->yaml, digest, law_.terms());
      if (!compiled.policy)
        return fail(ErrorCode::policy_invalid,
                    "the policy in force does not compile with this version of Daicho");
      office->policy_ = std::make_shared<const policy::Policy>(std::move(*compiled.policy));
    }
  }
  return std::shared_ptr<const Office>(std::move(office));
}

store::Key caller_row(const base::CallerId& caller) {
  return {store::Space::office, std::string(caller_prefix).append(caller.bytes())};
}

std::string encode(const Caller& caller) {
  CborWriter out;
  out.array(8).unsigned_integer(format_version).bytes(caller.id.bytes()).text(caller.name.text());
  std::uint64_t operations = 0;
  for (const policy::Operation operation : policy::all_operations) {
    if (caller.operations.test(operation)) operations |= std::uint64_t{1} << static_cast<unsigned>(operation);
  }
  out.unsigned_integer(operations);
  if (caller.all_purposes) {
    out.boolean(true);
  } else {
    out.array(caller.purposes.size());
    for (const base::Term& purpose : caller.purposes) out.text(purpose.text());
  }
  out.bytes(caller.key.view()).integer(caller.created.microseconds());
  if (caller.revoked) {
    out.integer(caller.revoked->microseconds());
  } else {
    out.null();
  }
  return std::move(out).take();
}

Result<Caller> decode_caller(std::string_view bytes) {
  CborReader in(bytes);
  ASSIGN_OR_RETURN(const auto size, in.array());
  ASSIGN_OR_RETURN(const auto version, in.unsigned_integer());
  if (size != 8 || version != format_version) return malformed();
  ASSIGN_OR_RETURN(const auto id_bytes, in.bytes());
  const auto id = base::CallerId::from_bytes(id_bytes);
  if (!id) return malformed();
  ASSIGN_OR_RETURN(auto name, read_term(in));
  Caller caller{.id = *id,
                .name = std::move(name),
                .operations = {},
                .purposes = {},
                .key = {},
                .created = {},
                .revoked = {}};
  ASSIGN_OR_RETURN(const auto operations, in.unsigned_integer());
  for (const policy::Operation operation : policy::all_operations) {
    if ((operations >> static_cast<unsigned>(operation) & 1) != 0) caller.operations.set(operation);
  }
  if (in.next_major() == 4u) {
    ASSIGN_OR_RETURN(const auto count, in.array());
    for (std::uint64_t i = 0; i < count; ++i) {
      ASSIGN_OR_RETURN(auto purpose, read_term(in));
      caller.purposes.push_back(std::move(purpose));
    }
  } else {
    ASSIGN_OR_RETURN(caller.all_purposes, in.boolean());
  }
  ASSIGN_OR_RETURN(const auto key, in.bytes());
  ASSIGN_OR_RETURN(caller.key, digest_of<base::KeyedDigest>(key));
  ASSIGN_OR_RETURN(const auto created, in.integer());
  caller.created = base::Instant::from_microseconds(created);
  if (!in.take_null()) {
    ASSIGN_OR_RETURN(const auto revoked, in.integer());
    caller.revoked = base::Instant::from_microseconds(revoked);
  }
  RETURN_IF_ERROR(in.finish());
  return caller;
}

store::Key policy_row(const base::PublicDigest& digest) {
  return {store::Space::office, std::string(policy_prefix).append(digest.view())};
}

store::Key policy_in_force_row() {
  return {store::Space::office, std::string(in_force)};
}

std::string encode(const PublishedPolicy& published) {
  CborWriter out;
  out.array(4).unsigned_integer(format_version).bytes(published.digest.view());
  out.integer(published.published.microseconds()).bytes(published.yaml);
  return std::move(out).take();
}

Result<PublishedPolicy> decode_published_policy(std::string_view bytes) {
  CborReader in(bytes);
  ASSIGN_OR_RETURN(const auto size, in.array());
  ASSIGN_OR_RETURN(const auto version, in.unsigned_integer());
  if (size != 4 || version != format_version) return malformed();
  ASSIGN_OR_RETURN(const auto digest_bytes, in.bytes());
  ASSIGN_OR_RETURN(const auto digest, digest_of<base::PublicDigest>(digest_bytes));
  ASSIGN_OR_RETURN(const auto published, in.integer());
  ASSIGN_OR_RETURN(const auto yaml, in.bytes());
  RETURN_IF_ERROR(in.finish());
  return PublishedPolicy{digest, base::Instant::from_microseconds(published), std::string(yaml)};
}

}  // namespace daicho::service
