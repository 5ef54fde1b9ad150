// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "intake/faults.h"

namespace daicho::intake {

// A text of a YAML file and where it stands.
struct Written {
  std::string text;
  Place place;
};

struct YamlMember;

// A piece of a YAML file: a text, a list or a mapping.
struct Yaml {
  enum class Kind : std::uint8_t { text = 1, list = 2, mapping = 3 };

  Kind kind = Kind::text;
  Place place;
  std::string text;                 // of a text
  std::vector<Yaml> list;           // of a list
  std::vector<YamlMember> mapping;  // of a mapping, in its order; keys differ

  // The value of `key`, or null.
  const Yaml* find(std::string_view key) const;
};

// One `key: value` of a mapping.
struct YamlMember {
  Written key;
  Yaml value;
};

inline constexpr std::size_t yaml_bytes_max = 256 * 1024;
inline constexpr std::size_t yaml_depth_max = 8;
inline constexpr std::size_t yaml_nodes_max = 20'000;

// Reads one YAML 1.2 document of texts, lists and mappings with texts as keys; or says what is refused:
// anchors, aliases, tags, repeated keys, further documents, what is too large. An empty document is an empty
// text. Pure and thread-safe.
tl::expected<Yaml, Fault> read_yaml(std::string_view bytes);

}  // namespace daicho::intake
