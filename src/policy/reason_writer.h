// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "policy/articles.h"
#include "policy/decide.h"

namespace daicho::policy {

// Writes the reasons of one decision, in place: a copied optional or variant costs more than the decision
// itself.
class ReasonWriter {
 public:
  // A reason just added, while its parts are written.
  class Added {
   public:
    explicit Added(Reason& reason) : reason_(reason) {}
    Added& under(ClauseIndex clause) {
      reason_.clause.emplace(clause);
      return *this;
    }
    Added& under(std::optional<ClauseIndex> clause) {
      if (clause) under(*clause);
      return *this;
    }
    Added& citing(Article article) { return citing(place_of(article)); }
    Added& citing(CitationIndex article) {
      reason_.article.emplace(article);
      return *this;
    }
    Added& citing(std::optional<CitationIndex> article) {
      if (article) citing(*article);
      return *this;
    }
    template <typename Place>
    Added& about(Place place) {
      reason_.about.emplace<Place>(place);
      return *this;
    }

   private:
    Reason& reason_;
  };

  explicit ReasonWriter(Decision& decision) : decision_(decision) {}

  // Adds a reason; one that has no more room is left out, and the decision says so.
  Added add(ReasonCode code) {
    const bool has_room = decision_.reason_count_ < Decision::reasons_max;
    if (!has_room) decision_.more_ = true;
    Reason& reason = has_room ? decision_.reasons_[decision_.reason_count_++] : left_out_;
    reason.code = code;
    return Added(reason);
  }

  // Adds once what several items may have in common.
  template <typename Place>
  Added add_once(ReasonCode code, ClauseIndex clause, Place about) {
    for (const Reason& known : decision_.reasons()) {
      if (known.code == code && known.clause == clause && known.about == About(about))
        return Added(left_out_);
    }
    return add(code).under(clause).about(about);
  }

  bool empty() const { return decision_.reason_count_ == 0; }
  // The items because of which it is denied.
  ItemSet& denied_items() { return decision_.denied_items_; }

 private:
  Decision& decision_;
  Reason left_out_{};  // where reasons go that have no more room
};

}  // namespace daicho::policy
