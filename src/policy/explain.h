// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "policy/decide.h"
#include "policy/policy.h"

namespace daicho::policy {

// One reason of a decision in words. All of it is from published texts: none of it is personal.
struct ExplanationLine {
  struct ClauseText {
    std::string name;    // the clause's id, which is its anchor on the published page
    std::string number;  // as printed
    std::string title;
    std::string text;  // what the public reads
  };
  struct ArticleText {
    std::string name;     // appi-18-1
    std::string printed;  // 個人情報保護法第18条第1項
  };
  ReasonCode code;
  std::string sentence;
  std::string about;  // the name of the item, purpose …; empty where there is none
  std::optional<ClauseText> clause;
  std::optional<ArticleText> article;
};

// A decision in words: whether, why, and by which sentences of the published policy and which articles.
struct Explanation {
  bool permitted = false;
  std::vector<ExplanationLine> lines;
  std::vector<std::string> denied_items;  // their names (Terms)
};

// Explains `decision`, which must have been made under `policy`.
Explanation explain(const Policy& policy, const Decision& decision, base::Language language);

// One reason in words, e.g. when it is read back from the ledger.
ExplanationLine explain(const Policy& policy, const Reason& reason, base::Language language);

// The name (Term) of what a reason is about; empty where there is nothing.
std::string_view about_name(const Policy& policy, const About& about);

}  // namespace daicho::policy
