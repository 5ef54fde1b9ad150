// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/draft.h"

namespace daicho::policy {

// Checks what the published sentences say against what the law asks of them and against the rules: matters
// that must be knowable (APPI 32), a fee on requests that are free (38), grounds of refusal on requests they
// do not reach (33), provision looser than the law (27), citations that were repealed, sentences that refer
// to what is not there, addresses and numbers that are not those of the rules, dates of two calendars that
// differ. It reads the Japanese, which counts, with the words of text/wording.ja.txt. A finding of it is
// never an error: words can be written in many ways.
void check_text(Draft& draft);

}  // namespace daicho::policy
