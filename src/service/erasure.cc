// SPDX-License-Identifier: Apache-2.0
#include "service/erasure.h"

#include <algorithm>

#include "base/cbor.h"
#include "service/redating.h"
#include "vault/row_codec.h"
#include "vault/rows.h"

namespace daicho::service {
namespace {

using base::CborReader;
using base::CborWriter;
using base::Result;
using base::Status;
using vault::write;

constexpr std::uint64_t format_version = 1;

Result<ErasureState> read_state(CborReader& in) {
  ASSIGN_OR_RETURN(const std::uint64_t number, in.unsigned_integer());
  for (const ErasureState state : {ErasureState::pending, ErasureState::removed, ErasureState::certified}) {
    if (static_cast<std::uint64_t>(state) == number) return state;
  }
  return vault::malformed_row();
}

Status read_methods(CborReader& in, std::vector<base::Term>& methods) {
  ASSIGN_OR_RETURN(const std::uint64_t count, in.array());
  for (std::uint64_t i = 0; i < count; ++i) {
    ASSIGN_OR_RETURN(auto method, vault::read_term(in));
    methods.push_back(std::move(method));
  }
  return {};
}

std::string with_subject(std::string prefix, const base::SubjectId& subject) {
  return std::move(prefix.append(subject.bytes()));
}

}  // namespace

base::Literal public_name(ErasureState state) {
  switch (state) {
    case ErasureState::pending:
      return "pending";
    case ErasureState::removed:
      return "removed";
    case ErasureState::certified:
      return "certified";
  }
  return "pending";
}

std::string encode(const Erasure& erasure) {
  CborWriter out;
  out.array(16).unsigned_integer(format_version).bytes(erasure.caller.bytes()).bytes(erasure.request.bytes());
  out.bytes(erasure.policy.view());
  write(out, erasure.erased);
  out.unsigned_integer(erasure.erased_from).unsigned_integer(static_cast<std::uint64_t>(erasure.state));
  vault::write_index(out, erasure.aliases);
  out.unsigned_integer(erasure.records_removed).unsigned_integer(erasure.index_entries_removed);
  out.unsigned_integer(erasure.rows_found).array(erasure.methods.size());
  for (const base::Term& method : erasure.methods) out.text(method.text());
  write(out, erasure.removed);
  write(out, erasure.purged);
  write(out, erasure.certified);
  out.unsigned_integer(erasure.certified_from);
  return std::move(out).take();
}

Result<Erasure> decode_erasure(std::string_view bytes) {
  CborReader in(bytes);
  RETURN_IF_ERROR(vault::expect_array(in, 16));
  RETURN_IF_ERROR(vault::expect_version(in, format_version));
  ASSIGN_OR_RETURN(const auto caller, vault::read_id<base::CallerId>(in));
  ASSIGN_OR_RETURN(const auto request, vault::read_id<base::RequestId>(in));
  ASSIGN_OR_RETURN(const auto policy, vault::read_digest(in));
  Erasure erasure{.caller = caller, .request = request, .policy = policy, .aliases = {}, .methods = {}};
  ASSIGN_OR_RETURN(erasure.erased, vault::read_instant(in));
  ASSIGN_OR_RETURN(erasure.erased_from, in.unsigned_integer());
  ASSIGN_OR_RETURN(erasure.state, read_state(in));
  RETURN_IF_ERROR(vault::read_index(in, erasure.aliases));
  ASSIGN_OR_RETURN(erasure.records_removed, in.unsigned_integer());
  ASSIGN_OR_RETURN(erasure.index_entries_removed, in.unsigned_integer());
  ASSIGN_OR_RETURN(erasure.rows_found, in.unsigned_integer());
  RETURN_IF_ERROR(read_methods(in, erasure.methods));
  ASSIGN_OR_RETURN(erasure.removed, vault::read_optional_instant(in));
  ASSIGN_OR_RETURN(erasure.purged, vault::read_optional_instant(in));
  ASSIGN_OR_RETURN(erasure.certified, vault::read_optional_instant(in));
  ASSIGN_OR_RETURN(erasure.certified_from, in.unsigned_integer());
  RETURN_IF_ERROR(in.finish());
  return erasure;
}

std::string removal_prefix() {
  return "removal/";
}

store::Key removal_row(const base::SubjectId& subject) {
  return {store::Space::work, with_subject(removal_prefix(), subject)};
}

std::optional<base::SubjectId> read_removal_row(const store::Key& key) {
  const std::string prefix = removal_prefix();
  if (key.space != store::Space::work || !key.bytes.starts_with(prefix)) return std::nullopt;
  return base::SubjectId::from_bytes(std::string_view(key.bytes).substr(prefix.size()));
}

store::Key purge_row() {
  return {store::Space::work, "purge"};
}

std::string encode(const PurgeRequest& request) {
  CborWriter out;
  out.array(4).unsigned_integer(format_version).bytes(request.caller.bytes()).bytes(request.request.bytes());
  write(out, request.since);
  return std::move(out).take();
}

Result<PurgeRequest> decode_purge_request(std::string_view bytes) {
  CborReader in(bytes);
  RETURN_IF_ERROR(vault::expect_array(in, 4));
  RETURN_IF_ERROR(vault::expect_version(in, format_version));
  ASSIGN_OR_RETURN(const auto caller, vault::read_id<base::CallerId>(in));
  ASSIGN_OR_RETURN(const auto request, vault::read_id<base::RequestId>(in));
  ASSIGN_OR_RETURN(const auto since, vault::read_instant(in));
  RETURN_IF_ERROR(in.finish());
  return PurgeRequest{caller, request, since};
}

void ask_for_purge(const Occasion& occasion, store::Commit& commit) {
  commit.puts.push_back(
      {purge_row(), encode(PurgeRequest{occasion.caller.id, occasion.request, occasion.now})});
}

store::Key arrival_row(const base::SubjectId& subject) {
  return {store::Space::work, with_subject("arrival/", subject)};
}

void note_arrival(const base::SubjectId& subject, store::Commit& commit) {
  store::Key key = arrival_row(subject);
  const bool noted = std::any_of(commit.puts.begin(), commit.puts.end(),
                                 [&key](const store::Commit::Put& put) { return put.key == key; });
  if (!noted) commit.puts.push_back({std::move(key), ""});
}

Status expect_no_arrival(const base::SubjectId& subject, const store::Snapshot& snapshot,
                         store::Commit& commit) {
  const store::Key key = arrival_row(subject);
  ASSIGN_OR_RETURN(const auto row, snapshot.get(key));
  store::Precondition condition{key, store::Precondition::Absent{}};
  if (row) condition.must_be = store::Precondition::Version{row->version};
  commit.preconditions.push_back(std::move(condition));
  return {};
}

void erase_person(const Occasion& occasion, const base::SubjectId& subject, const vault::Subject& state,
                  std::uint64_t ledger_size, store::Commit& commit) {
  vault::Subject tombstone;
  tombstone.state = vault::SubjectState::erased;
  tombstone.erased = occasion.now;
  commit.puts.push_back({vault::subject_row(subject), vault::encode(tombstone)});
  commit.deletes.push_back(vault::keyring_row(subject));
  commit.deletes.push_back(arrival_row(subject));
  commit.deletes.push_back(redating_row(subject));
  commit.index_deletes.insert(commit.index_deletes.end(), state.aliases.begin(), state.aliases.end());
  const Erasure erasure{.caller = occasion.caller.id,
                        .request = occasion.request,
                        .policy = occasion.policy().digest(),
                        .erased = occasion.now,
                        .erased_from = ledger_size,
                        .aliases = state.aliases,
                        .methods = {}};
  commit.puts.push_back({vault::erasure_row(subject), encode(erasure)});
  commit.puts.push_back({removal_row(subject), ""});
}

bool forget_record(vault::Subject& state, const base::RecordId& record) {
  const std::size_t events =
      std::erase_if(state.events, [&](const vault::Event& event) { return event.record == record; });
  const std::size_t holds =
      std::erase_if(state.holds, [&](const vault::Hold& hold) { return hold.record == record; });
  return events + holds > 0;
}

bool must_be_remembered(const vault::Subject& state, base::Instant now) {
  return std::any_of(state.stops.begin(), state.stops.end(),
                     [&](const vault::Stop& stop) { return !stop.lifted || *stop.lifted > now; }) ||
         std::any_of(state.consents.begin(), state.consents.end(), [&](const vault::Consent& consent) {
           return !consent.withdrawn || *consent.withdrawn > now;
         });
}

vault::Subject remembered(const vault::Subject& state) {
  vault::Subject stays;
  stays.kind = state.kind;
  stays.since = state.since;
  stays.consents = state.consents;
  stays.stops = state.stops;
  stays.aliases = state.aliases;
  return stays;
}

}  // namespace daicho::service
