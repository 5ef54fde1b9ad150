// SPDX-License-Identifier: Apache-2.0
// A record's id is not a person's.
#include "base/id.h"

bool same(const daicho::base::SubjectId& subject, const daicho::base::RecordId& record) {
#ifdef OFFEND
  return subject == record;
#else
  return subject.bytes() == record.bytes();
#endif
}
