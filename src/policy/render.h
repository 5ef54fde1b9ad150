// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "base/error.h"
#include "base/local_date.h"
#include "policy/policy.h"

namespace daicho::policy {

// Prints a day for readers: 2026年4月1日（令和8年4月1日）, 1 April 2026 (Reiwa 8).
using DatePrinter = std::function<std::string(base::LocalDate, base::Language)>;

// The public page of the policy in `language`: one complete HTML document, every clause with its anchor
// (`#clause-ID`), readable without scripts, on paper and by screen readers. It loads nothing from elsewhere.
//
// Wherever it stands, whatever the clauses say is shown as text, never read as markup. The digest of the
// policy file stands in <meta name="daicho-policy-digest">.
std::string render_page(const Policy& policy, base::Language language, const DatePrinter& print_date);

}  // namespace daicho::policy
