// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "policy/law_terms.h"

namespace daicho::policy {

// What may stand in one field of a policy file, as editors are told it (text/fields.txt).
struct FieldShape {
  enum class Form : std::uint8_t {
    kind,
    text,
    texts,
    local,
    name,
    names,
    date,
    period,
    time,
    flag,
    mapping,
    mappings,
    any,
    choice,
    choices,
  };
  std::string name;
  Form form = Form::any;
  bool required = false;
  std::string article;               // a citation's name, or empty
  LocalText about;                   // what hovers over it
  std::vector<std::string> choices;  // of a choice
  std::vector<FieldShape> fields;    // of a mapping or a kind
};

// The document itself.
FieldShape document_shape();
// Every kind of rule that the compiler knows, in its order. A kind without a description has no fields; then
// anything may be written in it.
std::vector<FieldShape> kind_shapes();

}  // namespace daicho::policy
