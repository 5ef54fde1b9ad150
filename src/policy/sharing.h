// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/literal.h"
#include "base/local_date.h"
#include "policy/declared.h"
#include "policy/operation.h"

// What a policy says of giving information to others, and of information that others gave into its care.
namespace daicho::policy {

// A country by its two capital letters (ISO 3166-1 alpha-2).
class Country {
 public:
  // The country of these letters; nothing for any other form. Whether there is such a country is not asked.
  static std::optional<Country> parse(std::string_view letters);
  static constexpr Country japan() { return Country({'J', 'P'}); }
  std::string text() const { return {letters_.data(), letters_.size()}; }
  friend constexpr auto operator<=>(const Country&, const Country&) = default;

 private:
  constexpr explicit Country(std::array<char, 2> letters) : letters_(letters) {}
  std::array<char, 2> letters_;
};

// Why information may leave Japan.
enum class AbroadGround : std::uint8_t {
  consent = 1,            // consent to the foreign recipient, informed as APPI 28(2) says
  equal_country = 2,      // a country designated as having an equal system
  equivalent_system = 3,  // the recipient keeps an equivalent system, which is checked (APPI 28(3))
  exception = 4,          // the basis is one of the cases of APPI 27(1)
};
base::Literal public_name(AbroadGround ground);

// The countries besides Japan to which something may go, and why.
struct Abroad {
  std::vector<Country> countries = {};
  AbroadGround ground = AbroadGround::consent;
  std::optional<ConsentIndex> consent = {};
};

// On what ground something is provided.
enum class Basis : std::uint8_t {
  consent = 1,     // APPI 27(1)
  law = 2,         // APPI 27(1)(i)
  exception = 3,   // one of the cases of APPI 27(1), an exception of a limit that closes provisions
  opt_out = 4,     // APPI 27(2)
  joint_use = 5,   // APPI 27(5)(iii)
  succession = 6,  // APPI 27(5)(ii)
  return_to = 7,   // the client gets back what it entrusted
};
base::Literal public_name(Basis basis);

// What APPI 27(2) wants besides the operator, purposes, items and means: the person's stop, the days, and how
// it came in and is kept current.
struct OptOut {
  std::optional<StopIndex> stop = {};
  base::LocalDate starts = {};  // the first day of provision
  base::LocalDate filed = {};   // the day of filing with the commission
  LocalText acquired_how = {};
  LocalText update_how = {};
};

// What APPI 27(5)(iii) wants besides items and purposes.
struct JointUse {
  LocalText parties = {};
  LocalText responsible = {}, address = {}, representative = {};
};

// A case in which items may be given to a third party. Nothing is provided that no provision allows.
struct Provision : Declared {
  LocalText to = {};  // the recipients, in words
  ItemSet items = {};
  PurposeSet purposes = {};
  LocalText means = {};
  FactSet needs = {};        // facts the caller must state
  bool for_payment = false;  // sold or lent
  Abroad abroad = {};
  Basis basis = Basis::law;
  FactSet limbs = {};  // what the basis wants stated: law, exception, succession
  std::optional<ConsentIndex> consent = {};
  std::optional<ExceptionIndex> exception = {};
  std::optional<EntrustedIndex> entrusted = {};
  std::optional<OptOut> opt_out = {};
  std::optional<JointUse> joint_use = {};
  StopSet blocked_by = {};                                 // the stops that name it
  std::optional<FactIndex> recipient_does_not_match = {};  // what shows that APPI 31(1) is kept

  // One of the cases of APPI 27(1): neither consent nor purpose is asked.
  bool is_exceptional() const { return basis == Basis::law || basis == Basis::exception; }
};

// Whether a contractor may pass its work on.
enum class ReEntrustment : std::uint8_t { forbidden = 1, with_approval = 2, free = 3 };
base::Literal public_name(ReEntrustment rule);

// Work that is given to contractors, and what must be shown of them before anything goes to them.
struct Entrustment : Declared {
  ItemSet items = {};
  PurposeSet purposes = {};
  std::vector<base::Term> assessment = {};  // criteria of selection
  std::vector<base::Term> contract = {};    // heads of the contract
  std::int32_t supervision_every_months = 0;
  ReEntrustment re_entrustment = ReEntrustment::with_approval;
  std::optional<FactIndex> re_entrusted = {}, re_entrustment_approved = {};
  FactSet required = {};  // all of these as facts: assessed.NAME, contract.NAME, supervised
  Abroad abroad = {};
};

// Information that clients entrusted to us: used for their purposes only, each client's apart.
struct Entrusted : Declared {
  LocalText from = {};  // the clients, in words
  RecordTypeSet records = {};
  PurposeSet purposes = {};
};

// What is to be done when something is permitted.
enum class DutyKind : std::uint8_t {
  show_purpose_first = 1,  // the person saw the purpose before it was taken in (APPI 21(2))
  announce = 2,            // the person was told, e.g. that the call is recorded
  notify = 3,              // the person was notified
  two_person = 4,          // another caller approved it
  record_provision = 5,    // a record of provision is made (APPI 29(1))
  mask = 6,                // items that have a mask are shown masked
};
base::Literal public_name(DutyKind kind);
inline constexpr std::array all_duty_kinds = {
    DutyKind::show_purpose_first, DutyKind::announce,         DutyKind::notify,
    DutyKind::two_person,         DutyKind::record_provision, DutyKind::mask};

// A set of kinds of duty, bit by bit.
class DutyKinds {
 public:
  constexpr DutyKinds() = default;
  constexpr DutyKinds(std::initializer_list<DutyKind> kinds) {
    for (const DutyKind kind : kinds) set(kind);
  }
  constexpr DutyKinds& set(DutyKind kind) {
    bits_ = static_cast<std::uint8_t>(bits_ | 1u << static_cast<unsigned>(kind));
    return *this;
  }
  constexpr bool test(DutyKind kind) const { return (bits_ >> static_cast<unsigned>(kind) & 1) != 0; }
  friend constexpr bool operator==(DutyKinds, DutyKinds) = default;

 private:
  std::uint8_t bits_ = 0;
};

// A duty that comes with every permit that meets each of its lists; an empty list meets everything.
struct Duty : Declared {
  DutyKind does = DutyKind::mask;
  OperationSet operations = {};
  ItemSet items = {};
  ChannelSet channels = {};
  PurposeSet purposes = {};
  ProvisionSet provisions = {};
  EntrustmentSet entrustments = {};
  std::optional<FactIndex> shown_by = {};  // the fact that shows it was done, for those done before
};

// Items that are never held or used together with others.
struct Apart : Declared {
  ItemSet items = {};
  ItemSet from = {};
};

// Purposes within reasonable relation to others (APPI 17(2)), and why.
struct Related : Declared {
  PurposeSet from = {};
  PurposeSet to = {};
  LocalText why = {};
};

}  // namespace daicho::policy
