// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "law/citations.h"

namespace daicho::law {

// A fact on which a person may base a request (law/rights.yaml).
struct Ground : Dated {
  LocalText title;
  Refs<Citation> cites;

  static base::Result<Ground> read(const Row& row);
  template <typename Self, typename Visit>
  static void each_reference(Self& self, Visit visit) {
    visit(self.cites);
  }
};

// A ground on which a request may lawfully be refused, in whole or in part (law/rights.yaml). A refusal on
// any other ground is unlawful, whatever a policy says.
struct Refusal : Dated {
  LocalText title;
  bool conceals = false;  // whether the answer must not show that such information exists
  Refs<Citation> cites;

  static base::Result<Refusal> read(const Row& row);
  template <typename Self, typename Visit>
  static void each_reference(Self& self, Visit visit) {
    visit(self.cites);
  }
};

// What a person may ask of the operator (law/rights.yaml; APPI 28(3), 32 to 39).
struct Right : Dated {
  enum class Kind : std::uint8_t {
    purpose_notice = 0,               // 32(2)
    disclosure = 1,                   // 33(1)
    provision_record_disclosure = 2,  // 33(5)
    correction = 3,                   // 34(1)
    cessation = 4,                    // 35(1), 35(5)
    provision_stop = 5,               // 35(3), 35(5)
    overseas_measures = 6,            // 28(3)
  };
  LocalText title;
  Kind kind = Kind::disclosure;
  Refs<Ground> grounds;     // one must be given; none where the wish suffices
  Refs<Refusal> refusals;   // the only lawful ones
  bool fee = false;         // whether a fee may be taken (APPI 38)
  bool explains = false;    // whether reasons of a refusal are to be explained, as far as possible (APPI 36)
  bool substitute = false;  // whether another measure may take its place where it is costly or difficult
  bool waits_for_suit = false;  // whether a suit must wait two weeks after the request arrived (APPI 39)
  Refs<Citation> cites;

  static base::Result<Right> read(const Row& row);
  template <typename Self, typename Visit>
  static void each_reference(Self& self, Visit visit) {
    visit(self.grounds);
    visit(self.refusals);
    visit(self.cites);
  }
};
base::Literal public_name(Right::Kind kind);

}  // namespace daicho::law
