// SPDX-License-Identifier: Apache-2.0
#include "policy/explain.h"

namespace daicho::policy {
namespace {

// The name and the printed label of what a reason is about.
struct AboutText {
  std::string_view name;
  std::string_view label;
};

// Finds the row of `About` in its table. A place of another policy finds nothing.
class AboutReader {
 public:
  AboutReader(const Policy& policy, base::Language language) : policy_(policy), language_(language) {}

  AboutText operator()(std::monostate) const { return {}; }
  AboutText operator()(ItemIndex place) const { return declared(policy_.items(), place); }
  AboutText operator()(PurposeIndex place) const { return declared(policy_.purposes(), place); }
  AboutText operator()(ChannelIndex place) const { return declared(policy_.channels(), place); }
  AboutText operator()(RecordTypeIndex place) const { return declared(policy_.record_types(), place); }
  AboutText operator()(ConsentIndex place) const { return declared(policy_.consents(), place); }
  AboutText operator()(StopIndex place) const { return declared(policy_.stops(), place); }
  AboutText operator()(HoldKindIndex place) const { return declared(policy_.hold_kinds(), place); }
  AboutText operator()(EventIndex place) const { return declared(policy_.events(), place); }
  AboutText operator()(ExceptionIndex place) const { return declared(policy_.exceptions(), place); }
  AboutText operator()(ProvisionIndex place) const { return declared(policy_.provisions(), place); }
  AboutText operator()(EntrustmentIndex place) const { return declared(policy_.entrustments(), place); }
  AboutText operator()(EntrustedIndex place) const { return declared(policy_.entrusted(), place); }
  AboutText operator()(DutyIndex place) const { return declared(policy_.duties(), place); }
  AboutText operator()(ApartIndex place) const { return declared(policy_.aparts(), place); }
  AboutText operator()(ContextIndex place) const { return named(policy_.contexts(), place); }
  AboutText operator()(FactIndex place) const { return named(policy_.facts(), place); }

 private:
  template <typename Place, typename Row>
  AboutText declared(const Table<Place, Row>& table, Place place) const {
    if (!table.has(place)) return {};
    const Row& row = table[place];
    const std::string& label = row.label.in(language_);
    return {row.name.text(), label.empty() ? row.name.text() : label};
  }
  template <typename Place>
  AboutText named(const Table<Place, Named>& table, Place place) const {
    if (!table.has(place)) return {};
    return {table[place].name.text(), table[place].name.text()};
  }

  const Policy& policy_;
  base::Language language_;
};

std::string with_about(std::string_view sentence, std::string_view about) {
  constexpr std::string_view mark = "{about}";
  std::string out(sentence);
  const std::size_t at = out.find(mark);
  if (at != std::string::npos) out.replace(at, mark.size(), about);
  return out;
}

}  // namespace

std::string_view about_name(const Policy& policy, const About& about) {
  return std::visit(AboutReader(policy, base::Language::ja), about).name;
}

ExplanationLine explain(const Policy& policy, const Reason& reason, base::Language language) {
  const AboutText about = std::visit(AboutReader(policy, language), reason.about);
  ExplanationLine line{reason.code, with_about(sentence(reason.code, language), about.label),
                       std::string(about.name), std::nullopt, std::nullopt};
  if (reason.clause && policy.clauses().has(*reason.clause)) {
    const Clause& clause = policy.clauses()[*reason.clause];
    line.clause = {clause.name.text(), clause.number, clause.title.in(language), clause.text.in(language)};
  }
  if (reason.article && policy.citations().has(*reason.article)) {
    const Citation& citation = policy.citations()[*reason.article];
    line.article = {citation.name.text(), citation.printed.in(language)};
  }
  return line;
}

Explanation explain(const Policy& policy, const Decision& decision, base::Language language) {
  Explanation out;
  out.permitted = decision.permitted();
  for (const Reason& reason : decision.reasons()) out.lines.push_back(explain(policy, reason, language));
  decision.denied_items().for_each(
      [&](ItemIndex item) { out.denied_items.push_back(policy.items()[item].name.text()); });
  return out;
}

}  // namespace daicho::policy
