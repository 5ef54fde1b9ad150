// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

// Each file of this folder is one fuzz target: it takes any bytes, and must come back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace daicho::fuzz {

inline std::string_view view(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

// What must hold of every input; else the input is a finding.
inline void must(bool holds) {
  if (!holds) {
    std::fputs("fuzz: a property does not hold for this input\n", stderr);
    std::abort();
  }
}

}  // namespace daicho::fuzz
