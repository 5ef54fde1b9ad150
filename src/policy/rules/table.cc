// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/channel.h"
#include "policy/rules/consent.h"
#include "policy/rules/contact.h"
#include "policy/rules/control.h"
#include "policy/rules/event.h"
#include "policy/rules/hold.h"
#include "policy/rules/item.h"
#include "policy/rules/limit.h"
#include "policy/rules/organisation.h"
#include "policy/rules/purpose.h"
#include "policy/rules/record.h"
#include "policy/rules/retention.h"
#include "policy/rules/rule.h"
#include "policy/rules/statement.h"
#include "policy/rules/stop.h"

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
    {"statement", Need::optional, read_statement},
};

}  // namespace

std::span<const RuleKind> rule_kinds() {
  return kinds;
}

}  // namespace daicho::policy
