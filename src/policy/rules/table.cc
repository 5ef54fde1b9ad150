// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/access_log.h"
#include "policy/rules/apart.h"
#include "policy/rules/audit.h"
#include "policy/rules/change.h"
#include "policy/rules/channel.h"
#include "policy/rules/complaint.h"
#include "policy/rules/consent.h"
#include "policy/rules/contact.h"
#include "policy/rules/control.h"
#include "policy/rules/duty.h"
#include "policy/rules/entrusted.h"
#include "policy/rules/entrustment.h"
#include "policy/rules/event.h"
#include "policy/rules/hold.h"
#include "policy/rules/incident.h"
#include "policy/rules/item.h"
#include "policy/rules/limit.h"
#include "policy/rules/organisation.h"
#include "policy/rules/provision.h"
#include "policy/rules/purpose.h"
#include "policy/rules/record.h"
#include "policy/rules/related.h"
#include "policy/rules/retention.h"
#include "policy/rules/right.h"
#include "policy/rules/role.h"
#include "policy/rules/rule.h"
#include "policy/rules/scope.h"
#include "policy/rules/statement.h"
#include "policy/rules/stop.h"
#include "policy/rules/threat.h"
#include "policy/rules/training.h"
#include "policy/rules/transmission.h"

namespace daicho::policy {
namespace {

constexpr RuleKind kinds[] = {
    {"organisation", Need::optional, read_organisation},
    {"contact", Need::optional, read_contact},
    {"item", Need::required, read_item},
    {"record", Need::required, read_record},
    {"channel", Need::required, read_channel},
    {"purpose", Need::required, read_purpose},
    {"consent", Need::required, read_consent},
    {"stop", Need::required, read_stop},
    {"limit", Need::optional, read_limit},
    {"retention", Need::required, read_retention},
    {"hold", Need::required, read_hold},
    {"event", Need::required, read_event},
    {"control", Need::required, read_control},
    {"provision", Need::required, read_provision},
    {"entrustment", Need::required, read_entrustment},
    {"entrusted", Need::required, read_entrusted},
    {"duty", Need::required, read_duty},
    {"apart", Need::required, read_apart},
    {"related", Need::optional, read_related},
    {"scope", Need::optional, read_scope},
    {"right", Need::required, read_right},
    {"complaint", Need::required, read_complaint},
    {"incident", Need::required, read_incident},
    {"role", Need::required, read_role},
    {"training", Need::required, read_training},
    {"audit", Need::required, read_audit},
    {"threat", Need::required, read_threat},
    {"change", Need::optional, read_change},
    {"transmission", Need::required, read_transmission},
    {"access_log", Need::required, read_access_log},
    {"statement", Need::optional, read_statement},
};

}  // namespace

std::span<const RuleKind> rule_kinds() {
  return kinds;
}

}  // namespace daicho::policy
