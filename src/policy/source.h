// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "policy/findings.h"
#include "policy/policy.h"

namespace daicho::policy {

// A piece of a YAML file: a text, a list or a mapping, and where it stands.
struct Node {
  enum class Kind : std::uint8_t { text = 1, list = 2, mapping = 3 };
  struct Key {
    std::string text;
    Position position;
  };

  Kind kind = Kind::text;
  Position position;
  std::string text;            // of a text
  std::vector<Key> keys;       // of a mapping: elements[i] is the value of keys[i]
  std::vector<Node> elements;  // of a list or mapping

  // The value of `key`, or nothing.
  const Node* find(std::string_view key) const;
};

inline constexpr std::size_t source_bytes_max = 1 << 20;
inline constexpr std::size_t source_depth_max = 16;
inline constexpr std::size_t source_nodes_max = 100'000;

// Reads one YAML 1.2 document of texts, lists and mappings. Everything else is refused with its position:
// duplicate keys, anchors, aliases, tags, a second document, bytes that are not UTF-8, and what is too large
// or nested too deeply. What is refused stands in `findings`; the Node is then only good for looking on.
Node read_yaml(std::string_view bytes, Findings& findings);

}  // namespace daicho::policy
