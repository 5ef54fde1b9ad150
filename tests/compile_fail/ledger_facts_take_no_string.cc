// SPDX-License-Identifier: Apache-2.0
// A ledger entry cannot carry free text.
#include <string>

#include "ledger/entry.h"

void add(daicho::ledger::Entry& entry, const std::string& typed) {
#ifdef OFFEND
  entry.facts.push_back({"note", typed});
#else
  static_cast<void>(typed);
  entry.facts.push_back({"count", daicho::base::Count(1)});
#endif
}
