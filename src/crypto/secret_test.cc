// SPDX-License-Identifier: Apache-2.0
#include "crypto/secret.h"

#include <gtest/gtest.h>

#include <cstring>
#include <new>
#include <type_traits>

#include "crypto/randomness.h"

namespace daicho::crypto {
namespace {

const std::string thirty_two(32, 'k');

template <typename T>
concept Shown = requires(std::ostream& out, const T& value) {
  out << value;
};

static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);
static_assert(!std::is_default_constructible_v<Secret>);
static_assert(!std::is_copy_constructible_v<SecretBytes> && !std::is_copy_assignable_v<SecretBytes>);
static_assert(!Shown<Secret> && !Shown<SecretBytes>);

TEST(Secret, is_exactly_32_bytes) {
  EXPECT_TRUE(Secret::copy_of(thirty_two).has_value());
  EXPECT_FALSE(Secret::copy_of(std::string(31, 'k')).has_value());
  EXPECT_FALSE(Secret::copy_of(std::string(33, 'k')).has_value());
  EXPECT_FALSE(Secret::copy_of("").has_value());
}

TEST(Secret, wipes_the_string_it_is_taken_from) {
  for (std::size_t size : {5u, 32u, 60u}) {
    std::string bytes(size, 'k');
    const volatile char* const memory = bytes.data();
    EXPECT_EQ(Secret::take(std::move(bytes)).has_value(), size == 32);
    EXPECT_TRUE(bytes.empty());  // NOLINT: what moving leaves is what is tested
    ASSERT_EQ(bytes.data(), memory);
    for (std::size_t i = 0; i < size; ++i) EXPECT_EQ(memory[i], 0) << i;
  }
}

TEST(Secret, is_zeroed_when_moved_from) {
  Secret a = *Secret::copy_of(thirty_two);
  const Secret b = std::move(a);
  EXPECT_EQ(a.expose(), std::string(32, '\0'));  // NOLINT
  EXPECT_EQ(b.expose(), thirty_two);
  Secret c = b.clone();
  a = std::move(c);
  EXPECT_EQ(c.expose(), std::string(32, '\0'));  // NOLINT
  EXPECT_EQ(a.expose(), thirty_two);
}

TEST(Secret, is_zeroed_when_destroyed) {
  alignas(Secret) unsigned char memory[sizeof(Secret)];
  auto* secret = new (memory) Secret(*Secret::copy_of(thirty_two));
  ASSERT_NE(std::memchr(memory, 'k', sizeof memory), nullptr);
  secret->~Secret();
  const volatile unsigned char* bytes = memory;
  for (std::size_t i = 0; i < Secret::size; ++i) EXPECT_EQ(bytes[i], 0) << i;
}

TEST(Secret, bytes_move_and_clone) {
  SecretBytes a = SecretBytes::copy_of("correct horse");
  SecretBytes b = a.clone();
  EXPECT_EQ(b.expose(), "correct horse");
  SecretBytes c = std::move(a);
  EXPECT_EQ(a.size(), 0u);  // NOLINT
  EXPECT_EQ(c.expose(), "correct horse");
  std::string text = "battery";
  EXPECT_EQ(SecretBytes::take(std::move(text)).expose(), "battery");
  EXPECT_TRUE(text.empty());  // NOLINT
  EXPECT_EQ(SecretBytes::copy_of("").size(), 0u);
}

TEST(Randomness, of_the_system_does_not_repeat) {
  SystemRandomness randomness;
  EXPECT_EQ(randomness.bytes(12).size(), 12u);
  EXPECT_EQ(randomness.bytes(0).size(), 0u);
  EXPECT_NE(randomness.bytes(32), randomness.bytes(32));
  EXPECT_NE(Secret::random(randomness).expose(), Secret::random(randomness).expose());
}

}  // namespace
}  // namespace daicho::crypto
