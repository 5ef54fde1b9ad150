// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/abroad.h"

#include <algorithm>
#include <array>

namespace daicho::policy {
namespace {

constexpr std::array grounds = {AbroadGround::equal_country, AbroadGround::equivalent_system,
                                AbroadGround::exception};

}  // namespace

AbroadField::AbroadField(Fields& fields) {
  const Node* node = fields.take("abroad", Need::optional);
  if (node == nullptr) return;
  given_ = true;
  Fields parts(*node, "abroad", fields.draft());
  for (const Mention& word : parts.mentions("countries", Need::required)) {
    if (const auto country = Country::parse(word.text)) {
      row_.countries.push_back(*country);
    } else {
      fields.draft().report(FindingCode::not_a_country, word.position, {word.text});
    }
  }
  const Node* ground = node->find("ground");
  if (ground != nullptr && ground->kind == Node::Kind::mapping) {
    Fields by_consent(*parts.take("ground", Need::required), "ground", fields.draft());
    consent_ = by_consent.mention("consent", Need::required);
    by_consent.finish();
  } else if (ground == nullptr) {
    parts.take("ground", Need::required);
  } else {
    row_.ground = parts.choice<AbroadGround>("ground", grounds, AbroadGround::consent);
  }
  parts.finish();
}

Abroad AbroadField::resolve(Draft& draft) const {
  Abroad row = row_;
  if (consent_) row.consent = draft.find(draft.tables.consents, "consent", *consent_);
  return row;
}

void AbroadField::check(Draft& draft, const Declared& rule, bool exceptional) const {
  if (!given_) return;
  if (row_.ground == AbroadGround::exception && !exceptional) {
    draft.report(FindingCode::abroad_without_ground, rule, {rule.name.text()});
  }
  if (row_.ground != AbroadGround::equal_country) return;
  const std::vector<std::string>& equal = draft.law.equal_countries;
  for (const Country& country : row_.countries) {
    if (equal.empty() || std::find(equal.begin(), equal.end(), country.text()) != equal.end()) continue;
    draft.report(FindingCode::country_not_equal, rule, {rule.name.text(), country.text()});
  }
}

}  // namespace daicho::policy
