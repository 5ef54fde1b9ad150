// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/result.h"
#include "base/term.h"
#include "ledger/entry.h"
#include "policy/retention.h"
#include "service/operation.h"
#include "service/record_at_hand.h"
#include "service/retention_clock.h"

namespace daicho::service {

// Adds to the commit that the items of `gone` leave a record of a living person: their values in this and in
// all replaced revisions, their files, what leads to them. The revision stays. With its last item the whole
// record goes. Returns whether it did. `state` is the person's, for what stays is dated anew.
base::Result<bool> erase_items(const Occasion& occasion, const store::Snapshot& snapshot,
                               const base::SubjectId& subject, const vault::Subject& state,
                               const RecordAtHand& at_hand, const std::vector<base::Term>& gone,
                               store::Commit& commit);

// Adds to the commit that the files in the items of `gone` go, and takes them from the record.
base::Status drop_files(const store::Snapshot& snapshot, const base::SubjectId& subject,
                        const std::vector<base::Term>& gone, vault::Record& record, store::Commit& commit);

// About how many bytes a commit grows by when a part of the record stays; what one commit may grow by in all.
std::size_t weight_bytes(const vault::Record& record);
inline constexpr std::size_t weight_a_commit_bytes = 4 * 1024 * 1024;

// A ledger entry that says: these items of this record went, in the course of what `of` records.
ledger::Entry erased_entry(const ledger::Entry& of, const base::SubjectId& subject,
                           const RecordAtHand& at_hand, std::vector<base::Term> items, bool whole);

// Adds to the entry what an end rests on: kept_by, which, clause, article.
void describe_end(const Occasion& occasion, const policy::ErasureDate& end, ledger::Entry& entry);

// The article by its name in the law data, as entries cite it.
std::optional<ledger::Citation> citation_of(const LawInForce& law, const base::Term& article);

}  // namespace daicho::service
