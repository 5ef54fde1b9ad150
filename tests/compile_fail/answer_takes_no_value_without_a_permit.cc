// SPDX-License-Identifier: Apache-2.0
// The answer takes a personal value with a Permit only.
#include "service/answer_writer.h"

void write(daicho::service::AnswerWriter& answer, const daicho::policy::Permit& permit,
           daicho::policy::ItemIndex item, const daicho::base::Personal<std::string>& value) {
#ifdef OFFEND
  static_cast<void>(permit);
  answer.put(item, value);
#else
  answer.put(permit, item, value);
#endif
}
