// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "policy/sample.h"
#include "policy/world.h"

namespace {
std::atomic<std::size_t> allocations{0};
}

// Not inlined, or g++ takes malloc and free apart and sees a mismatch.
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* block = std::malloc(size)) return block;
  throw std::bad_alloc();
}
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size);
}
[[gnu::noinline]] void operator delete(void* block) noexcept {
  std::free(block);
}
[[gnu::noinline]] void operator delete(void* block, std::size_t) noexcept {
  std::free(block);
}

namespace daicho::policy {
namespace {

TEST(Decide, allocates_nothing) {
  const Policy policy = policy_of(sample_text());
  World permitted(policy);
  World denied(policy);
  denied.question.items = policy.all_items();
  World excepted(policy);
  excepted.question.exception = excepted.exception("by_law");
  World acquired = World(policy).acquire();
  for (const World* world : {&permitted, &denied, &excepted, &acquired}) {
    const std::size_t before = allocations;
    const bool decided = world->decide().reasons().size() > 0;
    EXPECT_EQ(allocations - before, 0u);
    EXPECT_TRUE(decided);
  }
}

// The counter counts: this test would fail if nothing were ever counted.
TEST(Decide, would_be_seen_to_allocate) {
  const std::size_t before = allocations;
  const std::string text(100, 'x');
  EXPECT_GT(allocations - before, 0u);
  EXPECT_EQ(text.size(), 100u);
}

}  // namespace
}  // namespace daicho::policy
