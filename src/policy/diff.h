// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/literal.h"
#include "base/local_date.h"
#include "policy/outline.h"
#include "policy/policy.h"
#include "policy/watched.h"

namespace daicho::policy {

// What must be done before the change may be relied on; each includes those before it.
enum class ChangeNeed : std::uint8_t {
  publication = 1,  // the new text is published
  notice = 2,       // the persons are notified, or it is published as the law says
  consent = 3,      // for what is held already, each person consents
};
base::Literal public_name(ChangeNeed need);

// What can change from one version to the next: a closed list (change_codes.inc).
enum class ChangeCode : std::uint16_t {
#define CHANGE(number, name, kind, need, citation) name = number,
#include "policy/change_codes.inc"
#undef CHANGE
};
base::Literal public_name(ChangeCode code);
std::span<const ChangeCode> all_change_codes();

// One rule or text that the two versions do not have alike.
struct PolicyChange {
  // A field of the rule, and what came and went in it.
  struct Field {
    std::string name;
    std::vector<std::string> added, removed;
  };
  ChangeCode code = ChangeCode::changed_text;
  std::string clause;           // of the new version; of the old one for what went
  std::string rule_kind, rule;  // empty for a text
  LocalText label;
  std::vector<Field> fields;
  Position position;  // in the new file; in the old one for what went

  ChangeKind kind() const;
  ChangeNeed need() const;
  // The name of the article it rests on (a Citation's name), or empty.
  std::string_view citation() const;
  // What it means for what is held and for what is acquired; one or two sentences.
  std::string message(base::Language language) const;
};

// What records acquired under the old version may be used for from now on, for one purpose.
struct StillUsable {
  enum class Ground : std::uint8_t {
    as_before = 1,     // old and new version allow it
    with_notice = 2,   // a related purpose
    with_consent = 3,  // only once the person consents
    no_longer = 4,     // the new version has no such purpose
  };
  std::string purpose;
  LocalText label;
  Ground ground = Ground::as_before;
  std::vector<std::string> items;               // of the old records, under that ground
  std::vector<std::string> items_with_consent;  // further ones that wait for consent
};
base::Literal public_name(StillUsable::Ground ground);

// An amendment: what changed, and what follows.
struct PolicyDiff {
  std::vector<PolicyChange> changes;
  std::vector<StillUsable> usable;
  base::LocalDate effective;          // of the new version
  bool when_displayed = false;        // not before the revised date is displayed (a rule `change`)
  bool is_another_policy = false;     // the names differ
  bool has_same_version = false;      // the labels are the same
  bool takes_effect_earlier = false;  // the new one begins before the old one
};

// One version: its text as written and its tables.
struct PolicyVersion {
  const Outline& outline;
  const Policy& policy;
};

// What changes from `before` to `after`. Pure; the order of rules and clauses means nothing.
PolicyDiff diff(const PolicyVersion& before, const PolicyVersion& after);

}  // namespace daicho::policy
