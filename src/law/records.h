// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "law/statutes.h"

namespace daicho::law {

// A column of a record of provision or receipt (law/records.yaml).
struct Column : Dated {
  LocalText title;

  static base::Result<Column> read(const Row& row);
  template <typename Self, typename Visit>
  static void each_reference(Self&, Visit) {}
};

// Which columns a record of provision or receipt has on one route, who keeps it, and how long
// (law/records.yaml; APPI 29 to 31).
struct RecordForm : Dated {
  // Who makes the record.
  enum class Side : std::uint8_t { provider = 1, receiver = 2 };
  // How the information came to be provided.
  enum class Route : std::uint8_t {
    consent = 1,         // with consent (APPI 27(1), 28(1))
    opt_out = 2,         // under APPI 27(2)
    person_related = 3,  // person-related information that becomes personal data
    private_source = 4,  // from somebody who is no business: a private person and others
  };
  LocalText title;
  Side side = Side::provider;
  Route route = Route::consent;
  Refs<Column> columns;
  // How long it is kept: made each time, made in a batch (empty where a batch is not allowed), replaced by a
  // contract (empty where that is not allowed).
  Refs<Statute> keeps_each, keeps_batch, keeps_contract;
  Refs<Citation> cites;

  static base::Result<RecordForm> read(const Row& row);
  template <typename Self, typename Visit>
  static void each_reference(Self& self, Visit visit) {
    visit(self.columns);
    visit(self.keeps_each);
    visit(self.keeps_batch);
    visit(self.keeps_contract);
    visit(self.cites);
  }
};
base::Literal public_name(RecordForm::Side side);
base::Literal public_name(RecordForm::Route route);

}  // namespace daicho::law
