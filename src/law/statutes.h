// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "law/citations.h"
#include "law/counting.h"

namespace daicho::law {

// A statute that obliges to keep something (law/statutes.yaml). The longest that applies wins over any
// policy.
struct Statute : Dated {
  std::string keeps_ja, keeps_en;
  base::Term cites;  // the article
  Period period;
  base::Term base;  // the event whose day it counts from
  Period delay;     // from that day to the day the period counts from
  FirstDay first_day = FirstDay::not_counted;
  Refs<Citation> articles;  // the same article, with its place

  // The last day it keeps what depends on `base_day`.
  base::LocalDate last_day(base::LocalDate base_day) const;

  static base::Result<Statute> read(const Row& row);
  template <typename Self, typename Visit>
  static void each_reference(Self& self, Visit visit) {
    visit(self.articles);
  }
};

}  // namespace daicho::law
