// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "law/citations.h"

namespace daicho::law {

// One thing that a notice, publication or report says (law/notices.yaml).
struct Matter : Dated {
  LocalText title;

  static base::Result<Matter> read(const Row& row);
  template <typename Self, typename Visit>
  static void each_reference(Self&, Visit) {}
};

// What the law wants told, when, and of which matters it consists (law/notices.yaml).
struct Notice : Dated {
  enum class When : std::uint8_t {
    before = 1,           // before the act
    promptly = 2,         // 速やかに
    without_delay = 3,    // 遅滞なく
    on_request = 4,       // when the person asks
    kept_knowable = 5,    // at all times
    with_the_act = 6,     // within the message or call itself
    within_deadline = 7,  // a Deadline says by when
    on_change = 8,        // when what was told changes
  };
  LocalText title;
  LocalText told_to;
  When when = When::before;
  Refs<Matter> matters;
  Refs<Citation> cites;

  static base::Result<Notice> read(const Row& row);
  template <typename Self, typename Visit>
  static void each_reference(Self& self, Visit visit) {
    visit(self.matters);
    visit(self.cites);
  }
};
base::Literal public_name(Notice::When when);

}  // namespace daicho::law
