// SPDX-License-Identifier: Apache-2.0
#include "policy/policy.h"

namespace daicho::policy {

base::Literal public_name(ValueType type) {
  switch (type) {
    case ValueType::name_kanji:
      return "name_kanji";
    case ValueType::name_hiragana:
      return "name_hiragana";
    case ValueType::name_katakana:
      return "name_katakana";
    case ValueType::name_romaji:
      return "name_romaji";
    case ValueType::date:
      return "date";
    case ValueType::age:
      return "age";
    case ValueType::phone:
      return "phone";
    case ValueType::email:
      return "email";
    case ValueType::postal_code:
      return "postal_code";
    case ValueType::address:
      return "address";
    case ValueType::text:
      return "text";
    case ValueType::number:
      return "number";
    case ValueType::choice:
      return "choice";
    case ValueType::url:
      return "url";
    case ValueType::ip_address:
      return "ip_address";
    case ValueType::card_token:
      return "card_token";
    case ValueType::boolean:
      return "boolean";
    case ValueType::instant:
      return "instant";
    case ValueType::attachment:
      return "attachment";
  }
  return "text";
}

base::Literal public_name(ItemClass item_class) {
  switch (item_class) {
    case ItemClass::personal:
      return "personal";
    case ItemClass::special_care:
      return "special_care";
    case ItemClass::identification_code:
      return "identification_code";
    case ItemClass::person_related:
      return "person_related";
    case ItemClass::secrecy_of_communications:
      return "secrecy_of_communications";
  }
  return "personal";
}

base::Literal public_name(Medium medium) {
  switch (medium) {
    case Medium::direct_mail:
      return "direct_mail";
    case Medium::telephone:
      return "telephone";
    case Medium::email:
      return "email";
    case Medium::fax:
      return "fax";
    case Medium::sms:
      return "sms";
    case Medium::visit:
      return "visit";
    case Medium::social_network:
      return "social_network";
    case Medium::app_message:
      return "app_message";
  }
  return "direct_mail";
}

base::Literal public_name(Marketing marketing) {
  switch (marketing) {
    case Marketing::none:
      return "none";
    case Marketing::own:
      return "own";
    case Marketing::third_party:
      return "third_party";
  }
  return "none";
}

base::Literal public_name(ErasureMethod method) {
  switch (method) {
    case ErasureMethod::complete_deletion:
      return "complete_deletion";
    case ErasureMethod::automatic_deletion:
      return "automatic_deletion";
    case ErasureMethod::log_rotation:
      return "log_rotation";
    case ErasureMethod::shredder:
      return "shredder";
    case ErasureMethod::dissolution:
      return "dissolution";
    case ErasureMethod::physical_destruction:
      return "physical_destruction";
    case ErasureMethod::return_to_owner:
      return "return_to_owner";
    case ErasureMethod::anonymisation:
      return "anonymisation";
  }
  return "complete_deletion";
}

base::Literal public_name(Masking masking) {
  switch (masking) {
    case Masking::none:
      return "none";
    case Masking::all:
      return "all";
    case Masking::last4:
      return "last4";
    case Masking::initial:
      return "initial";
    case Masking::domain:
      return "domain";
  }
  return "none";
}

base::Literal public_name(Closes closes) {
  switch (closes) {
    case Closes::purposes:
      return "purposes";
    case Closes::items:
      return "items";
    case Closes::channels:
      return "channels";
    case Closes::provisions:
      return "provisions";
  }
  return "purposes";
}

const Citation* LawTerms::find_citation(std::string_view text) const {
  for (const Citation& citation : citations) {
    if (citation.name.text() == text || citation.printed.ja == text || citation.printed.en == text)
      return &citation;
  }
  return nullptr;
}

const StatutePeriod* LawTerms::find_statute(std::string_view name) const {
  for (const StatutePeriod& statute : statutes) {
    if (statute.name.text() == name) return &statute;
  }
  return nullptr;
}

Policy::Policy(PolicyTables tables, base::PublicDigest digest) : tables_(std::move(tables)), digest_(digest) {
  all_items_ = ItemSet::first(tables_.items.size());
  all_purposes_ = PurposeSet::first(tables_.purposes.size());
  for (std::uint16_t i = 0; i < tables_.items.size(); ++i) {
    const ItemIndex place(i);
    const Item& item = tables_.items[place];
    by_class_[static_cast<std::size_t>(item.item_class)].set(place);
    if (!item.only_with_consents.empty()) consent_items_.set(place);
    if (item.masked != Masking::none) masked_items_.set(place);
    if (!item.only_with_consents.empty() || !item.only_in_contexts.empty() || !item.only_with_facts.empty()) {
      conditional_items_.set(place);
    }
    const auto at = std::find_if(item_clauses_.begin(), item_clauses_.end(),
                                 [&item](const ItemClause& known) { return known.clause == item.clause; });
    if (at == item_clauses_.end()) {
      item_clauses_.push_back({item.clause, ItemSet().set(place)});
    } else {
      at->items.set(place);
    }
  }
  for (std::uint16_t i = 0; i < tables_.consents.size(); ++i) {
    if (tables_.consents[ConsentIndex(i)].held) held_consents_.set(ConsentIndex(i));
  }
  for (const Limit& limit : tables_.limits) {
    auto& clause = closing_[static_cast<std::size_t>(limit.closes)];
    if (!clause) clause = limit.clause;
  }
}

std::optional<EntrustedIndex> Policy::entrusted_by(RecordTypeIndex type) const {
  for (std::uint16_t i = 0; i < tables_.entrusted.size(); ++i) {
    if (tables_.entrusted[EntrustedIndex(i)].records.test(type)) return EntrustedIndex(i);
  }
  return std::nullopt;
}

}  // namespace daicho::policy
