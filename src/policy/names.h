// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>

// The places of declared names in the tables of one policy, and sets of them. A place means nothing under
// another policy: what is stored is the Term, and a place is looked up afresh in the policy in force.
namespace daicho::policy {

// The place of one declared name of a `Kind`, counted from 0 in the order of declaration.
template <typename Kind>
struct Index {
  constexpr explicit Index(std::uint16_t place) : value(place) {}
  std::uint16_t value;
  friend constexpr auto operator<=>(Index, Index) = default;
};

using ItemIndex = Index<struct ItemKind>;              // an item of personal information (項目)
using PurposeIndex = Index<struct PurposeKind>;        // a purpose of use (利用目的)
using ChannelIndex = Index<struct ChannelKind>;        // a way by which information comes in (取得方法)
using RecordTypeIndex = Index<struct RecordTypeKind>;  // a type of record
using RetentionIndex = Index<struct RetentionKind>;    // a retention class (保存期間)
using ConsentIndex = Index<struct ConsentKind>;        // a consent a person can give (同意)
using StopIndex = Index<struct StopKind>;              // an opt-out or stop a person can demand (停止)
using HoldKindIndex = Index<struct HoldKindKind>;      // a kind of hold (保存の例外)
using EventIndex = Index<struct EventKind>;            // an event that may start a period
using ClauseIndex = Index<struct ClauseKind>;          // a clause of the published text (条項)
using LimitIndex = Index<struct LimitKind>;            // a closed list, and what it shuts
using ExceptionIndex = Index<struct ExceptionKind>;    // an exception from a limit
using ContextIndex = Index<struct ContextKind>;    // a circumstance an item waits for, e.g. a health service
using FactIndex = Index<struct FactKind>;          // a fact that must be stated: a limb, a need, a step
using CitationIndex = Index<struct CitationKind>;  // an article of law
using ProvisionIndex = Index<struct ProvisionKind>;  // a case of provision to a third party (第三者提供)
using EntrustmentIndex = Index<struct EntrustmentKind>;  // work given to contractors (委託)
using EntrustedIndex = Index<struct EntrustedKind>;      // what clients entrusted to us (受託)
using DutyIndex = Index<struct DutyRuleKind>;            // what comes with a permit
using ApartIndex = Index<struct ApartKind>;              // items kept apart
using RoleIndex = Index<struct RoleKind>;                // who answers for something
using ThreatIndex = Index<struct ThreatKind>;            // a danger guarded against

// A set of places below `N`, as bits: no allocation, usable at compile time. `N` is a multiple of 64.
template <typename Place, std::size_t N>
class IndexSet {
  static_assert(N % 64 == 0);

 public:
  using place_type = Place;
  static constexpr std::size_t capacity = N;

  constexpr IndexSet() = default;
  // The places 0 … count-1.
  static constexpr IndexSet first(std::size_t count) {
    IndexSet set;
    for (std::size_t i = 0; i < count && i < N; ++i) set.set(Place(static_cast<std::uint16_t>(i)));
    return set;
  }

  // Whether `place` is in the set; a place of N and above never is.
  constexpr bool test(Place place) const {
    return place.value < N && ((words_[place.value / 64] >> (place.value % 64)) & 1) != 0;
  }
  // Adds `place`; a place of N and above is left out.
  constexpr IndexSet& set(Place place) {
    if (place.value < N) words_[place.value / 64] |= std::uint64_t{1} << (place.value % 64);
    return *this;
  }
  constexpr IndexSet& reset(Place place) {
    if (place.value < N) words_[place.value / 64] &= ~(std::uint64_t{1} << (place.value % 64));
    return *this;
  }

  constexpr bool empty() const {
    std::uint64_t any = 0;
    for (const std::uint64_t word : words_) any |= word;
    return any == 0;
  }
  constexpr std::size_t count() const {
    std::size_t sum = 0;
    for (const std::uint64_t word : words_) sum += static_cast<std::size_t>(std::popcount(word));
    return sum;
  }
  // Whether every place of `other` is in this set.
  constexpr bool includes(const IndexSet& other) const { return (other - *this).empty(); }
  constexpr bool intersects(const IndexSet& other) const { return !(*this & other).empty(); }
  // The lowest place, or nothing.
  constexpr std::optional<Place> lowest() const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (words_[i] != 0) return at(i, words_[i]);
    }
    return std::nullopt;
  }

  // Calls `f(Place)` for each place, in ascending order.
  template <typename F>
  constexpr void for_each(F&& f) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      for (std::uint64_t rest = words_[i]; rest != 0; rest &= rest - 1) f(at(i, rest));
    }
  }

  constexpr IndexSet& operator|=(const IndexSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
  }
  constexpr IndexSet& operator&=(const IndexSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    return *this;
  }
  // Takes away the places of `other`.
  constexpr IndexSet& operator-=(const IndexSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
    return *this;
  }
  friend constexpr IndexSet operator|(IndexSet a, const IndexSet& b) { return a |= b; }
  friend constexpr IndexSet operator&(IndexSet a, const IndexSet& b) { return a &= b; }
  friend constexpr IndexSet operator-(IndexSet a, const IndexSet& b) { return a -= b; }
  friend constexpr bool operator==(const IndexSet&, const IndexSet&) = default;

 private:
  static constexpr Place at(std::size_t word, std::uint64_t bits) {
    return Place(static_cast<std::uint16_t>(word * 64 + static_cast<std::size_t>(std::countr_zero(bits))));
  }
  std::array<std::uint64_t, N / 64> words_{};
};

// The capacities are also the most names of a kind that one policy may declare.
using ItemSet = IndexSet<ItemIndex, 256>;
using PurposeSet = IndexSet<PurposeIndex, 256>;
using ConsentSet = IndexSet<ConsentIndex, 64>;
using StopSet = IndexSet<StopIndex, 64>;
using ContextSet = IndexSet<ContextIndex, 64>;
using FactSet = IndexSet<FactIndex, 128>;
using EventSet = IndexSet<EventIndex, 64>;
using ChannelSet = IndexSet<ChannelIndex, 64>;
using RecordTypeSet = IndexSet<RecordTypeIndex, 128>;
using ProvisionSet = IndexSet<ProvisionIndex, 64>;
using EntrustmentSet = IndexSet<EntrustmentIndex, 64>;
using DutySet = IndexSet<DutyIndex, 64>;
using ThreatSet = IndexSet<ThreatIndex, 64>;

}  // namespace daicho::policy
