// SPDX-License-Identifier: Apache-2.0
#include "vault/subject.h"

#include <algorithm>
#include <array>

#include "base/cbor.h"
#include "vault/row_codec.h"

namespace daicho::vault {
namespace {

using base::CborReader;
using base::CborWriter;
using base::Result;
using base::Status;
using vault::write;

constexpr std::uint64_t format_version = 1;
constexpr std::array kinds = {SubjectKind::customer, SubjectKind::partner_staff, SubjectKind::own_staff};

void write(CborWriter& out, const Consent& consent) {
  out.array(7).bytes(consent.id.bytes()).text(consent.consent.text());
  write(out, consent.given);
  out.bytes(consent.text_shown.view()).bytes(consent.policy.view()).text(consent.channel.text());
  write(out, consent.withdrawn);
}

Result<Consent> read_consent(CborReader& in) {
  RETURN_IF_ERROR(expect_array(in, 7));
  ASSIGN_OR_RETURN(auto id, read_id<base::ConsentId>(in));
  ASSIGN_OR_RETURN(auto consent, read_term(in));
  ASSIGN_OR_RETURN(auto given, read_instant(in));
  ASSIGN_OR_RETURN(auto text_shown, read_digest(in));
  ASSIGN_OR_RETURN(auto policy, read_digest(in));
  ASSIGN_OR_RETURN(auto channel, read_term(in));
  ASSIGN_OR_RETURN(auto withdrawn, read_optional_instant(in));
  return Consent{id, std::move(consent), given, text_shown, policy, std::move(channel), withdrawn};
}

void write(CborWriter& out, const Stop& stop) {
  out.array(4).bytes(stop.id.bytes()).text(stop.stop.text());
  write(out, stop.since);
  write(out, stop.lifted);
}

Result<Stop> read_stop(CborReader& in) {
  RETURN_IF_ERROR(expect_array(in, 4));
  ASSIGN_OR_RETURN(auto id, read_id<base::StopId>(in));
  ASSIGN_OR_RETURN(auto stop, read_term(in));
  ASSIGN_OR_RETURN(auto since, read_instant(in));
  ASSIGN_OR_RETURN(auto lifted, read_optional_instant(in));
  return Stop{id, std::move(stop), since, lifted};
}

void write(CborWriter& out, const Event& event) {
  out.array(4).text(event.event.text());
  write(out, event.on);
  write_optional_id(out, event.record);
  write(out, event.reported);
}

Result<Event> read_event(CborReader& in) {
  RETURN_IF_ERROR(expect_array(in, 4));
  ASSIGN_OR_RETURN(auto event, read_term(in));
  ASSIGN_OR_RETURN(auto on, read_date(in));
  ASSIGN_OR_RETURN(auto record, read_optional_id<base::RecordId>(in));
  ASSIGN_OR_RETURN(auto reported, read_instant(in));
  return Event{std::move(event), on, record, reported};
}

void write(CborWriter& out, const Hold& hold) {
  out.array(9).bytes(hold.id.bytes()).text(hold.kind.text());
  write_optional_id(out, hold.record);
  write(out, hold.placed);
  write(out, hold.end);
  write(out, hold.review);
  out.bytes(hold.sealed_facts);
  write(out, hold.released);
  write_optional_id(out, hold.consent);
}

Result<Hold> read_hold(CborReader& in) {
  RETURN_IF_ERROR(expect_array(in, 9));
  ASSIGN_OR_RETURN(auto id, read_id<base::HoldId>(in));
  ASSIGN_OR_RETURN(auto kind, read_term(in));
  ASSIGN_OR_RETURN(auto record, read_optional_id<base::RecordId>(in));
  ASSIGN_OR_RETURN(auto placed, read_instant(in));
  ASSIGN_OR_RETURN(auto end, read_optional_date(in));
  ASSIGN_OR_RETURN(auto review, read_optional_date(in));
  ASSIGN_OR_RETURN(auto facts, in.bytes());
  ASSIGN_OR_RETURN(auto released, read_optional_instant(in));
  ASSIGN_OR_RETURN(auto consent, read_optional_id<base::ConsentId>(in));
  return Hold{id, std::move(kind), record, placed, end, review, std::string(facts), released, consent};
}

void write(CborWriter& out, const PurposeEnd& end) {
  out.array(2).text(end.purpose.text());
  write(out, end.on);
}

Result<PurposeEnd> read_purpose_end(CborReader& in) {
  RETURN_IF_ERROR(expect_array(in, 2));
  ASSIGN_OR_RETURN(auto purpose, read_term(in));
  ASSIGN_OR_RETURN(auto on, read_date(in));
  return PurposeEnd{std::move(purpose), on};
}

template <typename T>
void write_list(CborWriter& out, const std::vector<T>& list) {
  out.array(list.size());
  for (const T& element : list) write(out, element);
}

template <typename T, typename Read>
Status read_list(CborReader& in, std::vector<T>& list, Read read) {
  ASSIGN_OR_RETURN(const std::uint64_t count, in.array());
  list.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) {
    ASSIGN_OR_RETURN(T element, read(in));
    list.push_back(std::move(element));
  }
  return {};
}

Result<SubjectKind> read_kind(CborReader& in) {
  ASSIGN_OR_RETURN(const std::uint64_t number, in.unsigned_integer());
  for (const SubjectKind kind : kinds) {
    if (static_cast<std::uint64_t>(kind) == number) return kind;
  }
  return malformed_row();
}

Result<SubjectState> read_state(CborReader& in) {
  ASSIGN_OR_RETURN(const std::uint64_t number, in.unsigned_integer());
  for (const SubjectState state : {SubjectState::living, SubjectState::erased}) {
    if (static_cast<std::uint64_t>(state) == number) return state;
  }
  return malformed_row();
}

}  // namespace

base::Literal public_name(SubjectKind kind) {
  switch (kind) {
    case SubjectKind::customer:
      return "customer";
    case SubjectKind::partner_staff:
      return "partner_staff";
    case SubjectKind::own_staff:
      return "own_staff";
  }
  return "customer";
}

std::optional<SubjectKind> subject_kind(std::string_view name) {
  for (const SubjectKind kind : kinds) {
    if (public_name(kind).text() == name) return kind;
  }
  return std::nullopt;
}

std::optional<base::Instant> Subject::withdrawn_after(const base::Term& consent, base::Instant given) const {
  std::optional<base::Instant> last;
  for (const Consent& act : consents) {
    if (act.consent == consent && act.withdrawn > given) last = std::max(last, act.withdrawn);
  }
  return last;
}

bool Subject::consents_to(const base::Term& consent, base::Instant at) const {
  for (const Consent& act : consents) {
    if (act.consent == consent && act.given <= at && (!act.withdrawn || *act.withdrawn > at)) return true;
  }
  return false;
}

bool Subject::stopped(const base::Term& stop, base::Instant at) const {
  for (const Stop& demand : stops) {
    if (demand.stop == stop && demand.since <= at && (!demand.lifted || *demand.lifted > at)) return true;
  }
  return false;
}

std::string encode(const Subject& subject) {
  CborWriter out;
  out.array(11).unsigned_integer(format_version);
  out.unsigned_integer(static_cast<std::uint64_t>(subject.kind));
  out.unsigned_integer(static_cast<std::uint64_t>(subject.state));
  write(out, subject.since);
  write(out, subject.erased);
  write_list(out, subject.consents);
  write_list(out, subject.stops);
  write_list(out, subject.events);
  write_list(out, subject.holds);
  write_list(out, subject.ended_purposes);
  write_index(out, subject.aliases);
  return std::move(out).take();
}

Result<Subject> decode_subject(std::string_view bytes) {
  CborReader in(bytes);
  RETURN_IF_ERROR(expect_array(in, 11));
  RETURN_IF_ERROR(expect_version(in, format_version));
  Subject subject;
  ASSIGN_OR_RETURN(subject.kind, read_kind(in));
  ASSIGN_OR_RETURN(subject.state, read_state(in));
  ASSIGN_OR_RETURN(subject.since, read_instant(in));
  ASSIGN_OR_RETURN(subject.erased, read_optional_instant(in));
  RETURN_IF_ERROR(read_list(in, subject.consents, read_consent));
  RETURN_IF_ERROR(read_list(in, subject.stops, read_stop));
  RETURN_IF_ERROR(read_list(in, subject.events, read_event));
  RETURN_IF_ERROR(read_list(in, subject.holds, read_hold));
  RETURN_IF_ERROR(read_list(in, subject.ended_purposes, read_purpose_end));
  RETURN_IF_ERROR(read_index(in, subject.aliases));
  RETURN_IF_ERROR(in.finish());
  return subject;
}

}  // namespace daicho::vault
