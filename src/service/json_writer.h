// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/literal.h"
#include "base/public_record.h"
#include "base/term.h"

namespace daicho::service {

// Writes one JSON text, value by value, without a tree in between. The caller keeps the nesting right.
class JsonWriter {
 public:
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(base::Literal name) { return raw_key(name.text()); }
  JsonWriter& key(const base::Term& name) { return raw_key(name.text()); }
  JsonWriter& value(const base::PublicValue& value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  // A text that is public because of where it stands: a clause of the policy, an article, a message.
  JsonWriter& published(std::string_view text);

  // A place in the text, to go back to.
  struct Mark {
    std::size_t length = 0;
    bool needs_comma = false;
  };
  Mark mark() const { return {out_.size(), needs_comma_}; }
  void rewind(const Mark& mark);

  const std::string& text() const { return out_; }
  std::string take() && { return std::move(out_); }

 private:
  friend class AnswerWriter;
  void separate();
  JsonWriter& raw_key(std::string_view name);
  JsonWriter& raw_string(std::string_view text);

  std::string out_;
  bool needs_comma_ = false;
};

}  // namespace daicho::service
