// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/literal.h"
#include "base/local_date.h"
#include "base/public_record.h"
#include "base/term.h"
#include "policy/declared.h"
#include "policy/law_terms.h"
#include "policy/names.h"
#include "policy/sharing.h"
#include "policy/watched.h"

namespace daicho::policy {

// The form of an item's values.
enum class ValueType : std::uint8_t {
  name_kanji = 1,
  name_hiragana = 2,
  name_katakana = 3,
  name_romaji = 4,
  date = 5,
  age = 6,
  phone = 7,
  email = 8,
  postal_code = 9,
  address = 10,
  text = 11,
  number = 12,
  choice = 13,
  url = 14,
  ip_address = 15,
  card_token = 16,
  boolean = 17,
  instant = 18,
  attachment = 19,
};
base::Literal public_name(ValueType type);

// What the law sees in an item.
enum class ItemClass : std::uint8_t {
  personal = 1,
  special_care = 2,               // 要配慮個人情報, APPI 2(3)
  identification_code = 3,        // 個人識別符号, APPI 2(2)
  person_related = 4,             // 個人関連情報, APPI 2(7)
  secrecy_of_communications = 5,  // 通信の秘密, Telecommunications Business Act 4
};
base::Literal public_name(ItemClass item_class);

// By what a purpose reaches the person.
enum class Medium : std::uint8_t {
  direct_mail = 1,
  telephone = 2,
  email = 3,
  fax = 4,
  sms = 5,
  visit = 6,
  social_network = 7,
  app_message = 8,
};
base::Literal public_name(Medium medium);
inline constexpr std::array all_media = {
    Medium::direct_mail, Medium::telephone, Medium::email,          Medium::fax,
    Medium::sms,         Medium::visit,     Medium::social_network, Medium::app_message};
// A set of media, bit by bit.
using MediumSet = std::uint16_t;
constexpr MediumSet bit(Medium medium) {
  return static_cast<MediumSet>(1u << static_cast<unsigned>(medium));
}

enum class Marketing : std::uint8_t { none = 1, own = 2, third_party = 3 };
base::Literal public_name(Marketing marketing);

enum class ErasureMethod : std::uint8_t {
  complete_deletion = 1,
  automatic_deletion = 2,
  log_rotation = 3,
  shredder = 4,
  dissolution = 5,
  physical_destruction = 6,
  return_to_owner = 7,
  anonymisation = 8,
};
base::Literal public_name(ErasureMethod method);

// How an item may be shown when not whole.
enum class Masking : std::uint8_t { none = 1, all = 2, last4 = 3, initial = 4, domain = 5 };
base::Literal public_name(Masking masking);

// A clause of the published policy.
struct Clause {
  base::Term name;     // its id: the anchor on the page, and what decisions cite
  std::string number;  // as printed
  LocalText title;
  LocalText text;
  Position position;
  std::vector<std::string> promises = {};
};

// An item of personal information that may be held, and when it may be acquired.
struct Item : Declared {
  ValueType value = ValueType::text;
  ItemClass item_class = ItemClass::personal;
  bool optional = false;          // never demanded from the person
  ConsentSet only_with_consents;  // all must stand, when acquired and when used
  ContextSet only_in_contexts;    // all must be stated or standing when acquired
  FactSet only_with_facts;        // all must be stated when acquired (`reason`)
  Masking masked = Masking::none;
};

// A type of record: what it may hold, and how long.
struct RecordType : Declared {
  ItemSet items;
  std::vector<SubjectKind> subjects;
  // The class of each of `items`; of the record where the item has none of its own.
  RetentionIndex retention_of(ItemIndex item) const {
    for (const auto& [own_item, own_class] : item_retention) {
      if (own_item == item) return own_class;
    }
    return retention;
  }
  RetentionIndex retention{0};
  std::vector<std::pair<ItemIndex, RetentionIndex>> item_retention;
};

// A way by which information comes in, and what it may bring.
struct Channel : Declared {
  ItemSet items;
  bool source_required = false;  // the source must be stated in detail (A-023, APPI 30)
  bool from_opt_out = false;     // its providers provide by opt-out: never passed on so (APPI 27(2))
};

// A purpose of use: nothing is acquired or used for anything else.
struct Purpose : Declared {
  ItemSet items;
  ConsentSet consents;  // all must stand
  Marketing marketing = Marketing::none;
  MediumSet media = 0;
  FactSet needs;                        // facts the caller must state
  std::optional<FactIndex> after;       // a step it may only pass through, e.g. anonymisation
  std::optional<EventIndex> ends_with;  // the event that ends it for the person
  std::optional<base::Term> group;
  StopSet blocked_by;       // the stops that end it, by purpose or by medium
  PurposeSet related_from;  // what is acquired for one of these may be used for it too (APPI 17(2))
};

// A consent a person can give. It reaches what it covers and nothing else.
struct Consent : Declared {
  LocalText text;  // the wording shown
  ItemSet covers_items;
  PurposeSet covers_purposes;
  bool held = false;  // also for what is held already: it adds the purpose to what that was acquired for
};

// An opt-out or stop a person can demand.
struct Stop : Declared {
  PurposeSet purposes;  // what it ends, by whatever medium
  MediumSet media = 0;  // and what reaches the person by these
  ProvisionSet provisions;
};

// What a limit closes.
enum class Closes : std::uint8_t { purposes = 1, items = 2, channels = 3, provisions = 4 };
base::Literal public_name(Closes closes);

// A closed list: what stands outside it is denied.
struct Limit : Declared {
  Closes closes = Closes::purposes;
  ItemSet never_reach;  // items that no exception of this limit reaches
};

// An exception from a limit: holds only when every limb is stated.
struct Exception : Declared {
  LimitIndex limit{0};
  Closes lifts = Closes::purposes;
  FactSet limbs;
  std::vector<CitationIndex> cites;
  ItemSet never_reach;              // the limit's, and always secrecy of communications
  bool lifts_special_care = false;  // cites an exception of APPI 20(2)
  bool lifts_provision = false;     // cites a case of APPI 27(1)
};

// A retention class: from when, how long, and how it ends.
struct Retention : Declared {
  enum class Period : std::uint8_t { days = 1, months = 2, purpose = 3, statutory = 4 };
  EventIndex trigger{0};
  Period period = Period::days;
  std::int32_t length = 0;  // in days or months; years are 12 months each
  std::vector<base::Term> statutes;
  bool ends_with_purposes = false;  // `also_when: purpose_ended`
  std::int32_t without_delay_days = 30;
  std::vector<ErasureMethod> methods;
};

// A kind of hold that the policy allows: a reason why something is not erased yet.
struct HoldKind : Declared {
  FactSet needs;
};

// Something that happens to a person's affairs and may start a period. The first three are always there.
struct Event : Declared {
  enum class Counts : std::uint8_t { first = 1, last = 2 };
  Counts counts = Counts::last;  // which of several reports starts the period
};
inline constexpr EventIndex event_acquired{0};
inline constexpr EventIndex event_purpose_ended{1};  // all purposes of the record have ended
inline constexpr EventIndex event_withdrawn{2};

// A name that rules use without declaring it further: a context or a fact.
struct Named {
  base::Term name;
};

// The rows of one kind, in the order of declaration; found by place or by name.
template <typename Place, typename Row>
class Table {
 public:
  using place_type = Place;

  std::size_t size() const { return rows_.size(); }
  bool has(Place place) const { return place.value < rows_.size(); }
  // `place` must be of this policy.
  const Row& operator[](Place place) const {
    CHECK(has(place));
    return rows_[place.value];
  }
  Row& operator[](Place place) {
    CHECK(has(place));
    return rows_[place.value];
  }
  std::optional<Place> find(std::string_view name) const {
    const auto at =
        std::lower_bound(by_name_.begin(), by_name_.end(), name,
                         [this](Place p, std::string_view n) { return rows_[p.value].name.text() < n; });
    if (at == by_name_.end() || rows_[at->value].name.text() != name) return std::nullopt;
    return *at;
  }
  auto begin() const { return rows_.begin(); }
  auto end() const { return rows_.end(); }

  // Adds a row, whose name must be new; returns its place.
  Place add(Row row) {
    const Place place(static_cast<std::uint16_t>(rows_.size()));
    const auto at =
        std::lower_bound(by_name_.begin(), by_name_.end(), row.name,
                         [this](Place p, const base::Term& n) { return rows_[p.value].name < n; });
    CHECK(at == by_name_.end() || rows_[at->value].name != row.name);
    by_name_.insert(at, place);
    rows_.push_back(std::move(row));
    return place;
  }

 private:
  std::vector<Row> rows_;
  std::vector<Place> by_name_;
};

// Everything a policy file says, resolved: names are places, lists are sets.
struct PolicyTables {
  std::optional<base::Term> name;
  std::string version;
  base::LocalDate effective;
  LocalText title;
  Table<ClauseIndex, Clause> clauses;
  Table<ItemIndex, Item> items;
  Table<RecordTypeIndex, RecordType> record_types;
  Table<ChannelIndex, Channel> channels;
  Table<PurposeIndex, Purpose> purposes;
  Table<ConsentIndex, Consent> consents;
  Table<StopIndex, Stop> stops;
  Table<LimitIndex, Limit> limits;
  Table<ExceptionIndex, Exception> exceptions;
  Table<RetentionIndex, Retention> retentions;
  Table<HoldKindIndex, HoldKind> hold_kinds;
  Table<EventIndex, Event> events;
  Table<ContextIndex, Named> contexts;
  Table<FactIndex, Named> facts;
  Table<CitationIndex, Citation> citations;
  Table<ProvisionIndex, Provision> provisions;
  Table<EntrustmentIndex, Entrustment> entrustments;
  Table<EntrustedIndex, Entrusted> entrusted;
  Table<DutyIndex, Duty> duties;
  Table<ApartIndex, Apart> aparts;
  Table<RoleIndex, Role> roles;
  Table<ThreatIndex, Threat> threats;
  std::vector<Related> related;
  std::vector<Scope> scopes;
  std::vector<Organisation> organisations;
  std::vector<Contact> contacts;
  std::vector<Right> rights;
  std::vector<Complaint> complaints;
  std::vector<Incident> incidents;
  std::vector<Training> trainings;
  std::vector<Audit> audits;
  std::vector<Control> controls;
  std::vector<Amendment> changes;
  std::vector<Transmission> transmissions;
  std::vector<AccessLog> access_logs;
  std::vector<Statement> statements;
};

// A policy in force or once in force: the published clauses and the tables that decisions are read from.
//
// Immutable; any number of threads may read it. Only compile() makes one, and only without errors
// (policy/compile.h).
class Policy {
 public:
  // Its identity: the name, the version label, the first day, the digest of the file's bytes.
  const base::Term& name() const { return *tables_.name; }
  const std::string& version() const { return tables_.version; }
  base::LocalDate effective() const { return tables_.effective; }
  const base::PublicDigest& digest() const { return digest_; }
  const LocalText& title() const { return tables_.title; }

  // The vocabulary, both ways: `policy.items().find("email")`, `policy.items()[index].label.in(language)`.
  const Table<ClauseIndex, Clause>& clauses() const { return tables_.clauses; }
  const Table<ItemIndex, Item>& items() const { return tables_.items; }
  const Table<RecordTypeIndex, RecordType>& record_types() const { return tables_.record_types; }
  const Table<ChannelIndex, Channel>& channels() const { return tables_.channels; }
  const Table<PurposeIndex, Purpose>& purposes() const { return tables_.purposes; }
  const Table<ConsentIndex, Consent>& consents() const { return tables_.consents; }
  const Table<StopIndex, Stop>& stops() const { return tables_.stops; }
  const Table<LimitIndex, Limit>& limits() const { return tables_.limits; }
  const Table<ExceptionIndex, Exception>& exceptions() const { return tables_.exceptions; }
  const Table<RetentionIndex, Retention>& retentions() const { return tables_.retentions; }
  const Table<HoldKindIndex, HoldKind>& hold_kinds() const { return tables_.hold_kinds; }
  const Table<EventIndex, Event>& events() const { return tables_.events; }
  const Table<ContextIndex, Named>& contexts() const { return tables_.contexts; }
  const Table<FactIndex, Named>& facts() const { return tables_.facts; }
  // The articles it cites, and those that decisions cite of themselves.
  const Table<CitationIndex, Citation>& citations() const { return tables_.citations; }

  const Table<ProvisionIndex, Provision>& provisions() const { return tables_.provisions; }
  const Table<EntrustmentIndex, Entrustment>& entrustments() const { return tables_.entrustments; }
  const Table<EntrustedIndex, Entrusted>& entrusted() const { return tables_.entrusted; }
  const Table<DutyIndex, Duty>& duties() const { return tables_.duties; }
  const Table<ApartIndex, Apart>& aparts() const { return tables_.aparts; }
  const Table<RoleIndex, Role>& roles() const { return tables_.roles; }
  const Table<ThreatIndex, Threat>& threats() const { return tables_.threats; }
  const std::vector<Related>& related() const { return tables_.related; }
  const std::vector<Scope>& scopes() const { return tables_.scopes; }
  const std::vector<Right>& rights() const { return tables_.rights; }
  const std::vector<Complaint>& complaints() const { return tables_.complaints; }
  const std::vector<Incident>& incidents() const { return tables_.incidents; }
  const std::vector<Training>& trainings() const { return tables_.trainings; }
  const std::vector<Audit>& audits() const { return tables_.audits; }
  const std::vector<Amendment>& changes() const { return tables_.changes; }
  const std::vector<Transmission>& transmissions() const { return tables_.transmissions; }
  const std::vector<AccessLog>& access_logs() const { return tables_.access_logs; }
  const std::vector<Organisation>& organisations() const { return tables_.organisations; }
  const std::vector<Contact>& contacts() const { return tables_.contacts; }
  const std::vector<Control>& controls() const { return tables_.controls; }
  const std::vector<Statement>& statements() const { return tables_.statements; }

  // All items; those of one class; those with a condition of acquisition.
  const ItemSet& all_items() const { return all_items_; }
  const PurposeSet& all_purposes() const { return all_purposes_; }
  const ItemSet& items_of(ItemClass item_class) const {
    return by_class_[static_cast<std::size_t>(item_class)];
  }
  const ItemSet& conditional_items() const { return conditional_items_; }
  // The items that need a standing consent also when used.
  const ItemSet& consent_items() const { return consent_items_; }
  // The items that have a mask.
  const ItemSet& masked_items() const { return masked_items_; }
  // The consents that reach what is held already.
  const ConsentSet& held_consents() const { return held_consents_; }
  // The rule under which records of this type were entrusted by clients, if any.
  std::optional<EntrustedIndex> entrusted_by(RecordTypeIndex type) const;
  // The clause of the limit that closes this list; the first when there are several.
  std::optional<ClauseIndex> closing_clause(Closes closes) const {
    return closing_[static_cast<std::size_t>(closes)];
  }

  // The clauses that declare items, each with its items.
  struct ItemClause {
    ClauseIndex clause;
    ItemSet items;
  };
  const std::vector<ItemClause>& item_clauses() const { return item_clauses_; }

 private:
  friend class Compiler;
  Policy(PolicyTables tables, base::PublicDigest digest);

  PolicyTables tables_;
  base::PublicDigest digest_;
  ItemSet all_items_;
  PurposeSet all_purposes_;
  std::array<ItemSet, 6> by_class_;
  ItemSet conditional_items_;
  ItemSet consent_items_;
  ConsentSet held_consents_;
  ItemSet masked_items_;
  std::array<std::optional<ClauseIndex>, 5> closing_;
  std::vector<ItemClause> item_clauses_;
};

}  // namespace daicho::policy
