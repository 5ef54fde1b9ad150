// SPDX-License-Identifier: Apache-2.0
#include "policy/names.h"

#include <gtest/gtest.h>

#include <vector>

namespace daicho::policy {
namespace {

constexpr ItemIndex place(int i) {
  return ItemIndex(static_cast<std::uint16_t>(i));
}

static_assert(ItemSet::first(3).count() == 3);
static_assert(ItemSet().set(place(255)).test(place(255)));
static_assert(!ItemSet().set(place(256)).test(place(256)));
static_assert((ItemSet::first(4) - ItemSet::first(2)).lowest() == place(2));

TEST(IndexSet, is_a_set) {
  const ItemSet a = ItemSet().set(place(0)).set(place(63)).set(place(64)).set(place(255));
  EXPECT_EQ(a.count(), 4u);
  EXPECT_TRUE(a.includes(ItemSet().set(place(64))));
  EXPECT_FALSE(ItemSet().set(place(64)).includes(a));
  EXPECT_TRUE(a.intersects(ItemSet::first(1)));
  EXPECT_FALSE(a.intersects(ItemSet().set(place(1))));
  std::vector<int> places;
  a.for_each([&places](ItemIndex i) { places.push_back(i.value); });
  EXPECT_EQ(places, (std::vector{0, 63, 64, 255}));
  EXPECT_EQ((a & ItemSet::first(64)).count(), 2u);
  EXPECT_EQ((a | ItemSet::first(64)).count(), 66u);
  EXPECT_TRUE((a - a).empty());
  EXPECT_FALSE(ItemSet().lowest().has_value());
  EXPECT_EQ(ItemSet(a).reset(place(0)).lowest(), place(63));
}

TEST(IndexSet, leaves_out_what_it_cannot_hold) {
  EXPECT_TRUE(ItemSet().set(place(256)).empty());
  EXPECT_TRUE(ItemSet().reset(place(300)).empty());
  EXPECT_EQ(ItemSet::first(1000).count(), 256u);
}

}  // namespace
}  // namespace daicho::policy
