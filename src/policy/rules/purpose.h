// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `purpose`: a purpose of use: items, group, consent, marketing, media, after, needs, ends_with.
std::unique_ptr<Rule> read_purpose(Declared head, Fields& fields);

}  // namespace daicho::policy
