// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "service/operations/rows.h"
#include "service/value_form.h"

namespace daicho::service {
namespace {

constexpr std::array table = {
    &acquire_row,
    &use_row,
    &provide_row,
    &entrust_row,
    &decide_row,
    &find_row,
    &correct_row,
    &consent_row,
    &withdraw_row,
    &stop_row,
    &lift_row,
    &event_row,
    &hold_row,
    &release_row,
    &state_row,
    &prove_row,
    &query_ledger_row,
    &erase_row,
    &certificate_row,
    &retention_plan_row,
    &retention_run_row,
    &export_subject_row,
    &replay_row,
    &attach_row,
    &open_attachment_row,
    &publish_policy_row,
    &create_caller_row,
    &revoke_caller_row,
    &list_callers_row,
};

}  // namespace

std::span<const OperationRow* const> all_operations() {
  return table;
}

const OperationRow* operation_named(std::string_view name) {
  for (const OperationRow* row : table) {
    if (row->name.text() == name) return row;
  }
  return nullptr;
}

base::Result<policy::FactSet> stated_facts(const policy::Policy& policy, const Fields& fields,
                                           base::Literal field) {
  policy::FactSet facts;
  if (!fields.has(field)) return facts;
  std::uint64_t position = 0;
  for (const NamedValue& fact : fields.values(field)) {
    ASSIGN_OR_RETURN(const auto place, place_of(policy.facts(), fact.name, field, ++position));
    if (!Detector::is_empty(fact.value)) facts.set(place);
  }
  return facts;
}

base::Result<policy::ContextSet> stated_contexts(const policy::Policy& policy, const Fields& fields,
                                                 base::Literal field) {
  policy::ContextSet contexts;
  if (!fields.has(field)) return contexts;
  std::uint64_t position = 0;
  for (const std::string& name : fields.names(field)) {
    ASSIGN_OR_RETURN(const auto context, place_of(policy.contexts(), name, field, ++position));
    contexts.set(context);
  }
  return contexts;
}

base::Result<policy::Medium> medium_named(std::string_view name) {
  using policy::Medium;
  for (const Medium medium : {Medium::direct_mail, Medium::telephone, Medium::email, Medium::fax, Medium::sms,
                              Medium::visit, Medium::social_network, Medium::app_message}) {
    if (public_name(medium).text() == name) return medium;
  }
  return base::fail(
      base::Error(base::ErrorCode::unknown_term, "there is no such medium; see the specification")
          .with("field", base::Literal("medium")));
}

base::Result<LedgerPlace> ledger_place_of(const Fields& fields, base::Literal field) {
  if (const auto place = read_ledger_place(fields.name(field))) return *place;
  return base::fail(base::Error(base::ErrorCode::invalid_value,
                                "send the place of an entry as answers show it, e.g. 00a7/123")
                        .with("field", field));
}

base::Status expect_past(base::LocalDate on, const Occasion& occasion, base::Literal field) {
  if (on <= base::LocalDate::on(occasion.now)) return {};
  return base::fail(
      base::Error(base::ErrorCode::invalid_value, "report what has happened, on its day or later")
          .with("field", field));
}

base::Result<vault::SubjectKind> subject_kind_of(const Fields& fields, base::Literal field) {
  if (!fields.has(field)) return vault::SubjectKind::customer;
  if (const auto kind = vault::subject_kind(fields.name(field))) return *kind;
  return base::fail(base::Error(base::ErrorCode::invalid_value, "send customer, partner_staff or own_staff")
                        .with("field", field));
}

bool acquired_in_future(base::Instant at, base::Instant now) {
  constexpr std::chrono::minutes clocks_may_differ{5};
  return at > now + clocks_may_differ;
}

}  // namespace daicho::service
