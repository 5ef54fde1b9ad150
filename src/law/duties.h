// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "law/citations.h"

namespace daicho::law {

// Something the law wants done or left undone that no other table says (law/handling.yaml, processed.yaml,
// my-number.yaml, secrecy.yaml, transmission.yaml, advertising.yaml, foreign.yaml).
struct Duty : Dated {
  enum class Force : std::uint8_t { must = 1, must_not = 2, endeavour = 3 };
  enum class Subject : std::uint8_t {
    handling = 1,
    foreign = 2,
    pseudonymised = 3,
    anonymised = 4,
    my_number = 5,
    secrecy = 6,
    transmission = 7,
    advertising = 8,
    solicitation = 9,
  };
  LocalText title;
  Subject subject = Subject::handling;
  Force force = Force::must;
  Refs<Citation> cites;

  static base::Result<Duty> read(const Row& row);
  template <typename Self, typename Visit>
  static void each_reference(Self& self, Visit visit) {
    visit(self.cites);
  }
};
base::Literal public_name(Duty::Force force);
base::Literal public_name(Duty::Subject subject);

// A country or region where a third party counts as one in Japan: its protection of personal information was
// found equal (law/foreign.yaml; APPI 28(1)).
struct Country : Dated {
  LocalText title;
  std::string code;  // ISO 3166-1 alpha-2, capital letters
  Refs<Citation> cites;

  static base::Result<Country> read(const Row& row);
  template <typename Self, typename Visit>
  static void each_reference(Self& self, Visit visit) {
    visit(self.cites);
  }
};

}  // namespace daicho::law
