// SPDX-License-Identifier: Apache-2.0
#include "vault/key_book.h"

#include "base/cbor.h"
#include "base/encoding.h"
#include "crypto/seal.h"
#include "vault/row_codec.h"

namespace daicho::vault {
namespace {

using base::ErrorCode;
using base::fail;
using base::Literal;
using base::Result;
using base::Status;
using crypto::AeadKey;
using crypto::Secret;

constexpr std::uint64_t format_version = 1;
constexpr std::size_t salt_size_bytes = 16;
constexpr std::size_t versions_max = 10'000, names_max = 16;
constexpr std::string_view version_prefix = "kek/";

store::Key row(std::string_view name) {
  return {store::Space::keyring, "book/" + std::string(name)};
}

store::Key version_row(crypto::KeyVersion version) {
  std::string name(version_prefix);
  base::append_be32(name, version.number);
  return row(name);
}

// What a key in the book belongs to: the operator and the row it stands in.
std::string belongs_to(const base::OperatorId& operator_id, const store::Key& key) {
  return std::string("daicho key ") + std::string(operator_id.bytes()) + key.bytes;
}

// How the root is made from the passphrase, as it stands in the store.
struct RootRow {
  base::OperatorId operator_id;
  std::string salt;
  crypto::PassphraseCost cost;
};

std::string encode(const RootRow& root) {
  base::CborWriter out;
  out.array(6).unsigned_integer(format_version).bytes(root.operator_id.bytes()).bytes(root.salt);
  out.unsigned_integer(root.cost.passes)
      .unsigned_integer(root.cost.memory_kibibytes)
      .unsigned_integer(root.cost.lanes);
  return std::move(out).take();
}

Result<RootRow> decode_root(std::string_view bytes) {
  base::CborReader in(bytes);
  RETURN_IF_ERROR(expect_array(in, 6));
  RETURN_IF_ERROR(expect_version(in, format_version));
  ASSIGN_OR_RETURN(const auto operator_id, read_id<base::OperatorId>(in));
  ASSIGN_OR_RETURN(const auto salt, in.bytes());
  ASSIGN_OR_RETURN(const auto passes, in.unsigned_integer());
  ASSIGN_OR_RETURN(const auto memory, in.unsigned_integer());
  ASSIGN_OR_RETURN(const auto lanes, in.unsigned_integer());
  return RootRow{operator_id,
                 std::string(salt),
                 {static_cast<std::uint32_t>(passes), static_cast<std::uint32_t>(memory),
                  static_cast<std::uint32_t>(lanes)}};
}

Result<RootRow> read_root(const store::Snapshot& snapshot) {
  ASSIGN_OR_RETURN(const auto found, snapshot.get(row("root")));
  if (!found) return fail(ErrorCode::not_found, "this store has no keys yet; run `daicho init` first");
  return decode_root(found->value);
}

// The root, opened by the passphrase. A wrong one shows only when the first key does not open.
struct OpenedRoot {
  RootRow row;
  Secret secret;
};

Result<OpenedRoot> open_root(const store::Snapshot& snapshot, const crypto::SecretBytes& passphrase) {
  ASSIGN_OR_RETURN(RootRow row, read_root(snapshot));
  ASSIGN_OR_RETURN(Secret secret, crypto::key_from_passphrase(passphrase, crypto::Salt(row.salt), row.cost));
  return OpenedRoot{std::move(row), std::move(secret)};
}

Status committed(store::CommitOutcome outcome) {
  if (std::holds_alternative<store::Committed>(outcome)) return {};
  if (auto* refused = std::get_if<store::NotApplied>(&outcome)) return fail(std::move(refused->error));
  if (auto* unknown = std::get_if<store::Unknown>(&outcome)) return fail(std::move(unknown->error));
  return fail(ErrorCode::conflict,
              "the keys of this store were changed by somebody else meanwhile; try again");
}

void put_sealed(store::Commit& commit, const AeadKey& root, const base::OperatorId& operator_id,
                store::Key key, const Secret& secret, base::Randomness& randomness) {
  std::string sealed = root.seal(secret, crypto::AssociatedData(belongs_to(operator_id, key)), randomness);
  commit.preconditions.push_back({key, store::Precondition::Absent{}});
  commit.puts.push_back({std::move(key), std::move(sealed)});
}

}  // namespace

Result<KeyBook> KeyBook::create(store::Store& store, const crypto::SecretBytes& passphrase,
                                const crypto::PassphraseCost& cost, base::Randomness& randomness) {
  ASSIGN_OR_RETURN(const auto snapshot, store.snapshot(store.office()));
  ASSIGN_OR_RETURN(const auto found, snapshot->get(row("root")));
  if (found) return fail(ErrorCode::file_exists, "this store has its keys already; open it instead");

  const RootRow root_row{base::OperatorId::random(randomness), randomness.bytes(salt_size_bytes), cost};
  ASSIGN_OR_RETURN(const Secret root,
                   crypto::key_from_passphrase(passphrase, crypto::Salt(root_row.salt), cost));
  const AeadKey root_key(root);
  store::Commit commit{.bucket = store.office()};
  commit.preconditions.push_back({row("root"), store::Precondition::Absent{}});
  commit.puts.push_back({row("root"), encode(root_row)});
  const base::OperatorId& id = root_row.operator_id;
  put_sealed(commit, root_key, id, version_row({1}), Secret::random(randomness), randomness);
  for (const std::string_view name : {"index", "request", "signing"}) {
    put_sealed(commit, root_key, id, row(name), Secret::random(randomness), randomness);
  }
  RETURN_IF_ERROR(committed(store.commit(std::move(commit))));
  return open(store, passphrase);
}

Result<KeyBook> KeyBook::open(const store::Store& store, const crypto::SecretBytes& passphrase) {
  ASSIGN_OR_RETURN(const auto snapshot, store.snapshot(store.office()));
  ASSIGN_OR_RETURN(const OpenedRoot root, open_root(*snapshot, passphrase));
  KeyBook book(root.row.operator_id);
  RETURN_IF_ERROR(book.load(*snapshot, root.secret));
  return book;
}

Result<KeyBook> KeyBook::rotate(store::Store& store, const crypto::SecretBytes& passphrase,
                                base::Randomness& randomness, store::Commit with) {
  ASSIGN_OR_RETURN(const auto snapshot, store.snapshot(store.office()));
  ASSIGN_OR_RETURN(const OpenedRoot root, open_root(*snapshot, passphrase));
  KeyBook before(root.row.operator_id);
  RETURN_IF_ERROR(before.load(*snapshot, root.secret));
  with.advances_office = true;
  put_sealed(with, AeadKey(root.secret), root.row.operator_id,
             version_row({before.current().version().number + 1}), Secret::random(randomness), randomness);
  RETURN_IF_ERROR(committed(store.commit(std::move(with))));
  ASSIGN_OR_RETURN(const auto now, store.snapshot(store.office()));
  KeyBook after(root.row.operator_id);
  RETURN_IF_ERROR(after.load(*now, root.secret));
  return after;
}

Result<KeyBook> KeyBook::change_passphrase(store::Store& store, const crypto::SecretBytes& passphrase,
                                           const crypto::SecretBytes& next,
                                           const crypto::PassphraseCost& cost, base::Randomness& randomness,
                                           store::Commit with) {
  ASSIGN_OR_RETURN(const auto snapshot, store.snapshot(store.office()));
  ASSIGN_OR_RETURN(const OpenedRoot root, open_root(*snapshot, passphrase));
  KeyBook book(root.row.operator_id);
  RETURN_IF_ERROR(book.load(*snapshot, root.secret));

  const RootRow next_row{root.row.operator_id, randomness.bytes(salt_size_bytes), cost};
  ASSIGN_OR_RETURN(const Secret next_root,
                   crypto::key_from_passphrase(next, crypto::Salt(next_row.salt), cost));
  const AeadKey old_key(root.secret), new_key(next_root);
  ASSIGN_OR_RETURN(const auto rows,
                   snapshot->scan(store::Space::keyring, row("").bytes, "", versions_max + names_max));
  for (const store::Row& sealed : rows) {
    with.preconditions.push_back({sealed.key, store::Precondition::Version{sealed.version}});
    if (sealed.key == row("root")) {
      with.puts.push_back({sealed.key, encode(next_row)});
      continue;
    }
    const std::string place = belongs_to(root.row.operator_id, sealed.key);
    ASSIGN_OR_RETURN(const Secret secret, old_key.open_secret(sealed.value, crypto::AssociatedData(place)));
    with.puts.push_back({sealed.key, new_key.seal(secret, crypto::AssociatedData(place), randomness)});
  }
  with.advances_office = true;
  RETURN_IF_ERROR(committed(store.commit(std::move(with))));
  return open(store, next);
}

Status KeyBook::destroy_old_versions(store::Store& store, store::Commit with) const {
  ASSIGN_OR_RETURN(const auto snapshot, store.snapshot(store.office()));
  ASSIGN_OR_RETURN(const auto versions,
                   snapshot->scan(store::Space::keyring, row(version_prefix).bytes, "", versions_max));
  if (versions.empty() || versions.back().key != version_row(current().version())) {
    return fail(ErrorCode::conflict,
                "a newer version of the key-encryption key was made; restart the server");
  }
  for (const store::Row& version : versions) {
    with.preconditions.push_back({version.key, store::Precondition::Version{version.version}});
    if (version.key != versions.back().key) with.deletes.push_back(version.key);
  }
  with.advances_office = true;
  return committed(store.commit(std::move(with)));
}

Status KeyBook::load(const store::Snapshot& snapshot, const Secret& root) {
  const AeadKey root_key(root);
  auto open_row = [&](const store::Key& key, std::string_view sealed) -> Result<Secret> {
    auto secret = root_key.open_secret(sealed, crypto::AssociatedData(belongs_to(operator_id_, key)));
    // The first key that does not open tells a wrong passphrase from broken bytes: all open, or none.
    if (!secret && versions_.empty())
      return fail(ErrorCode::wrong_passphrase, "this passphrase does not open the keys");
    return secret;
  };
  ASSIGN_OR_RETURN(const auto versions,
                   snapshot.scan(store::Space::keyring, row(version_prefix).bytes, "", versions_max));
  for (const store::Row& version : versions) {
    if (version.key.bytes.size() < 4) return malformed_row();
    const crypto::KeyVersion number{
        base::read_be32(std::string_view(version.key.bytes).substr(version.key.bytes.size() - 4))};
    ASSIGN_OR_RETURN(const Secret secret, open_row(version.key, version.value));
    versions_.emplace(number, crypto::KeyEncryptionKey(secret, operator_id_, number));
  }
  if (versions_.empty())
    return fail(ErrorCode::corrupt, "the key-encryption keys are gone; restore the keyring");
  auto named = [&](std::string_view name) -> Result<Secret> {
    ASSIGN_OR_RETURN(const auto found, snapshot.get(row(name)));
    if (!found) return fail(ErrorCode::corrupt, "a key of the register is gone; restore the keyring");
    return open_row(found->key, found->value);
  };
  ASSIGN_OR_RETURN(const Secret index, named("index"));
  ASSIGN_OR_RETURN(const Secret request, named("request"));
  ASSIGN_OR_RETURN(const Secret signing, named("signing"));
  index_key_ = std::make_unique<crypto::MacKey>(index);
  request_key_ = std::make_unique<crypto::MacKey>(request);
  signing_key_ = std::make_unique<crypto::SigningKey>(signing);
  return {};
}

Result<const crypto::KeyEncryptionKey*> KeyBook::version(crypto::KeyVersion version) const {
  const auto found = versions_.find(version);
  if (found == versions_.end()) {
    return fail(ErrorCode::key_unavailable,
                "the key-encryption key of that version is not in the book; "
                "restart the server, or restore the keyring");
  }
  return &found->second;
}

}  // namespace daicho::vault
