// SPDX-License-Identifier: Apache-2.0
#include "service/state_answer.h"

namespace daicho::service {
namespace {

void write_consents(JsonWriter& out, const vault::Subject& person) {
  out.key("consents").begin_array();
  for (const vault::Consent& act : person.consents) {
    out.begin_object()
        .key("id")
        .value(act.id)
        .key("consent")
        .value(act.consent)
        .key("given")
        .value(act.given);
    out.key("channel")
        .value(act.channel)
        .key("text_shown")
        .value(act.text_shown)
        .key("policy")
        .value(act.policy);
    if (act.withdrawn) out.key("withdrawn").value(*act.withdrawn);
    out.key("stands").boolean(!act.withdrawn).end_object();
  }
  out.end_array();
}

void write_stops(JsonWriter& out, const vault::Subject& person) {
  out.key("stops").begin_array();
  for (const vault::Stop& demand : person.stops) {
    out.begin_object()
        .key("id")
        .value(demand.id)
        .key("stop")
        .value(demand.stop)
        .key("since")
        .value(demand.since);
    if (demand.lifted) out.key("lifted").value(*demand.lifted);
    out.key("stands").boolean(!demand.lifted).end_object();
  }
  out.end_array();
}

void write_events(JsonWriter& out, const vault::Subject& person) {
  out.key("events").begin_array();
  for (const vault::Event& event : person.events) {
    out.begin_object().key("event").value(event.event).key("on").value(event.on);
    if (event.record) out.key("record").value(*event.record);
    out.key("reported").value(event.reported).end_object();
  }
  out.end_array();
  out.key("ended_purposes").begin_array();
  for (const vault::PurposeEnd& end : person.ended_purposes) {
    out.begin_object().key("purpose").value(end.purpose).key("on").value(end.on).end_object();
  }
  out.end_array();
}

void write_holds(JsonWriter& out, const vault::Subject& person, base::LocalDate today) {
  out.key("holds").begin_array();
  for (const vault::Hold& hold : person.holds) {
    const bool stands = !hold.released && (!hold.end || *hold.end >= today);
    out.begin_object().key("id").value(hold.id).key("kind").value(hold.kind).key("placed").value(hold.placed);
    if (hold.record) out.key("record").value(*hold.record);
    if (hold.end) out.key("end").value(*hold.end);
    if (hold.consent) out.key("consent").value(*hold.consent);
    if (hold.released) out.key("released").value(*hold.released);
    if (hold.review) {
      out.key("review").value(*hold.review);
      out.key("review_overdue").boolean(stands && *hold.review < today);
    }
    out.key("stands").boolean(stands).end_object();
  }
  out.end_array();
}

}  // namespace

void write_person(const vault::Subject& person, base::LocalDate today, JsonWriter& out) {
  out.key("subject_kind").value(person.kind);
  out.key("since").value(person.since);
  if (person.erased) out.key("erased").value(*person.erased);
  write_consents(out, person);
  write_stops(out, person);
  write_events(out, person);
  write_holds(out, person, today);
}

}  // namespace daicho::service
