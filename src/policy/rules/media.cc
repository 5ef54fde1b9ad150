// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/media.h"

namespace daicho::policy {

MediumSet read_media(Fields& fields, std::string_view name) {
  MediumSet set = 0;
  for (const Medium medium : fields.choice_list<Medium>(name, all_media, Need::optional)) {
    set = static_cast<MediumSet>(set | bit(medium));
  }
  return set;
}

}  // namespace daicho::policy
