// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "law/categories.h"

// The limits of the law on what may be done with information, and what lifts them.
namespace daicho::law {

// What is done with information.
enum class Operation : std::uint8_t {
  acquire = 0,
  use = 1,
  provide = 2,         // to a third party in Japan
  provide_abroad = 3,  // to a third party in another country
  receive = 4,         // from a third party
  match = 5,           // with other information, in order to identify the person
  contact = 6,         // the person, with what the information says
  transmit = 7,        // make the device of a user send it out
  advertise = 8,       // send advertising by e-mail or short message
};
inline constexpr std::size_t operation_count = 9;
base::Literal public_name(Operation operation);

// What a gate demands before the operation.
enum class Demand : std::uint8_t {
  purpose = 1,             // the operation lies within the purposes specified
  proper = 2,              // by proper means, for a proper end
  consent = 3,             // of the person, beforehand
  individual_consent = 4,  // of a party to the communication: individual, specific, clear
  confirmation = 5,        // that a fact is so (the person consented; where it comes from), beforehand
  notice = 6,              // the person is told, or it is published
  record = 7,              // the operation is recorded
  listed_work = 8,         // it is one of the works the law lists; consent does not replace it
  forbidden = 9,           // nothing but an exception opens it
};
base::Literal public_name(Demand demand);

// A limit: whoever does `operation` with information of `category` meets `demand`, unless an exception lifts
// it (law/gates.yaml).
struct Gate : Dated {
  LocalText title;
  Category category = Category::personal;
  Operation operation = Operation::use;
  Demand demand = Demand::purpose;
  Refs<Citation> cites;

  static base::Result<Gate> read(const Row& row);
  template <typename Self, typename Visit>
  static void each_reference(Self& self, Visit visit) {
    visit(self.cites);
  }
};

// One condition of an exception, and what shows that it is met (law/exceptions.yaml).
struct Limb : Dated {
  LocalText title;     // the condition
  LocalText evidence;  // what is recorded to show it

  static base::Result<Limb> read(const Row& row);
  template <typename Self, typename Visit>
  static void each_reference(Self&, Visit) {}
};

// A case in which gates do not apply: every one of its limbs must be met and shown (law/exceptions.yaml). It
// lifts the gates it names and no others: none of the APPI lifts secrecy of communications or the My Number
// Act.
struct Exception : Dated {
  LocalText title;
  Refs<Gate> lifts;
  Refs<Limb> limbs;
  Refs<Citation> cites;

  static base::Result<Exception> read(const Row& row);
  template <typename Self, typename Visit>
  static void each_reference(Self& self, Visit visit) {
    visit(self.lifts);
    visit(self.limbs);
    visit(self.cites);
  }
};

}  // namespace daicho::law
