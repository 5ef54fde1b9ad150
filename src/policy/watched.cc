// SPDX-License-Identifier: Apache-2.0
#include "policy/watched.h"

namespace daicho::policy {

base::Literal public_name(SubjectKind value) {
  switch (value) {
    case SubjectKind::customer:
      return "customer";
    case SubjectKind::partner_staff:
      return "partner_staff";
    case SubjectKind::own_staff:
      return "own_staff";
  }
  return "customer";
}

base::Literal public_name(RightKind value) {
  switch (value) {
    case RightKind::notice_of_purpose:
      return "notice_of_purpose";
    case RightKind::disclosure:
      return "disclosure";
    case RightKind::disclosure_of_records:
      return "disclosure_of_records";
    case RightKind::correction:
      return "correction";
    case RightKind::addition:
      return "addition";
    case RightKind::deletion:
      return "deletion";
    case RightKind::cessation_of_use:
      return "cessation_of_use";
    case RightKind::erasure:
      return "erasure";
    case RightKind::cessation_of_provision:
      return "cessation_of_provision";
  }
  return "notice_of_purpose";
}

base::Literal public_name(RequestChannel value) {
  switch (value) {
    case RequestChannel::telephone:
      return "telephone";
    case RequestChannel::email:
      return "email";
    case RequestChannel::letter:
      return "letter";
    case RequestChannel::desk:
      return "desk";
    case RequestChannel::web_form:
      return "web_form";
    case RequestChannel::user_page:
      return "user_page";
  }
  return "telephone";
}

base::Literal public_name(AgentKind value) {
  switch (value) {
    case AgentKind::legal_representative:
      return "legal_representative";
    case AgentKind::mandated_agent:
      return "mandated_agent";
  }
  return "legal_representative";
}

base::Literal public_name(AnswerForm value) {
  switch (value) {
    case AnswerForm::electronic:
      return "electronic";
    case AnswerForm::paper:
      return "paper";
  }
  return "electronic";
}

base::Literal public_name(Deadline::Word value) {
  switch (value) {
    case Deadline::Word::days:
      return "days";
    case Deadline::Word::without_delay:
      return "without_delay";
    case Deadline::Word::promptly:
      return "promptly";
  }
  return "days";
}

base::Literal public_name(CountedFrom value) {
  switch (value) {
    case CountedFrom::contact:
      return "contact";
    case CountedFrom::documents:
      return "documents";
    case CountedFrom::identity:
      return "identity";
  }
  return "contact";
}

base::Literal public_name(ComplaintStep value) {
  switch (value) {
    case ComplaintStep::first_response:
      return "first_response";
    case ComplaintStep::investigation:
      return "investigation";
    case ComplaintStep::improvement:
      return "improvement";
    case ComplaintStep::answer:
      return "answer";
  }
  return "first_response";
}

base::Literal public_name(Reach value) {
  switch (value) {
    case Reach::law:
      return "law";
    case Reach::every:
      return "every";
  }
  return "law";
}

base::Literal public_name(ReportedTo value) {
  switch (value) {
    case ReportedTo::ppc:
      return "ppc";
    case ReportedTo::mic:
      return "mic";
    case ReportedTo::police:
      return "police";
    case ReportedTo::bodies_concerned:
      return "bodies_concerned";
  }
  return "ppc";
}

base::Literal public_name(IncidentMeasure value) {
  switch (value) {
    case IncidentMeasure::containment:
      return "containment";
    case IncidentMeasure::cause:
      return "cause";
    case IncidentMeasure::prevention:
      return "prevention";
    case IncidentMeasure::publication:
      return "publication";
  }
  return "containment";
}

base::Literal public_name(Whom value) {
  switch (value) {
    case Whom::all:
      return "all";
    case Whom::officers:
      return "officers";
    case Whom::employees:
      return "employees";
    case Whom::part_time:
      return "part_time";
    case Whom::temporary_staff:
      return "temporary_staff";
    case Whom::handling_staff:
      return "handling_staff";
  }
  return "all";
}

base::Literal public_name(NewJoiners value) {
  switch (value) {
    case NewJoiners::before_access:
      return "before_access";
    case NewJoiners::within_cycle:
      return "within_cycle";
  }
  return "before_access";
}

base::Literal public_name(AuditType value) {
  switch (value) {
    case AuditType::internal:
      return "internal";
    case AuditType::external:
      return "external";
    case AuditType::access_log:
      return "access_log";
    case AuditType::review:
      return "review";
  }
  return "internal";
}

base::Literal public_name(SafetyGroup value) {
  switch (value) {
    case SafetyGroup::organisational:
      return "organisational";
    case SafetyGroup::human:
      return "human";
    case SafetyGroup::physical:
      return "physical";
    case SafetyGroup::technical:
      return "technical";
  }
  return "organisational";
}

base::Literal public_name(TakesEffect value) {
  switch (value) {
    case TakesEffect::at_date:
      return "at_date";
    case TakesEffect::when_displayed:
      return "when_displayed";
  }
  return "at_date";
}

base::Literal public_name(ChangeKind value) {
  switch (value) {
    case ChangeKind::items:
      return "items";
    case ChangeKind::purposes:
      return "purposes";
    case ChangeKind::retention:
      return "retention";
    case ChangeKind::recipients:
      return "recipients";
    case ChangeKind::rights:
      return "rights";
    case ChangeKind::other:
      return "other";
  }
  return "items";
}

base::Literal article_of(RightKind kind) {
  switch (kind) {
    case RightKind::notice_of_purpose:
      return "appi-32-2";
    case RightKind::disclosure:
      return "appi-33-1";
    case RightKind::disclosure_of_records:
      return "appi-33-5";
    case RightKind::correction:
    case RightKind::addition:
    case RightKind::deletion:
      return "appi-34-1";
    case RightKind::cessation_of_use:
    case RightKind::erasure:
      return "appi-35-1";
    case RightKind::cessation_of_provision:
      return "appi-35-3";
  }
  return "appi-33-1";
}

bool may_cost(RightKind kind) {
  return kind == RightKind::notice_of_purpose || kind == RightKind::disclosure ||
         kind == RightKind::disclosure_of_records;
}

}  // namespace daicho::policy
