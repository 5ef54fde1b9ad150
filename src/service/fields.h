// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/literal.h"
#include "base/local_date.h"
#include "base/personal.h"
#include "base/result.h"

namespace daicho::service {

// The form of a field of a request. spec/http.yaml describes each under components/schemas.
enum class FieldType : std::uint8_t {
  subject,   // {"id": "sub_…"} or {"alias": "…"}
  name,      // a name that the policy declares
  names,     // a list of them
  values,    // {"item": "value", …}: personal
  facts,     // {"fact": "text", …}: personal, for texts are free
  text,      // a text that is personal
  dates,     // {"event": "YYYY-MM-DD", …}
  date,      // YYYY-MM-DD
  instant,   // RFC 3339
  id,        // an id of the register: rec_…, hld_…
  flag,      // true or false
  count,     // a whole number from 0
  document,  // a public text: a policy file
};

// A field that an operation takes.
struct Field {
  base::Literal name;
  FieldType type;
  bool required;
};

// The person a request is about: by id, or by the number a business system has for the person.
struct SubjectReference {
  std::optional<base::SubjectId> id;
  std::optional<base::Personal<std::string>> alias;
};

// A personal value under the name it came with. The name is looked up in the policy before anything else.
struct NamedValue {
  std::string name;
  base::Personal<std::string> value;
};

// A day under the name of what happened on it.
struct NamedDate {
  std::string name;
  base::LocalDate on;
};

// The fields of one request, read from JSON and checked against what the operation takes: unknown, missing
// and double fields, wrong types and wrong forms are errors that name the field, never the value.
class Fields {
 public:
  static constexpr std::size_t depth_max = 8;
  static constexpr std::size_t values_max = 256;
  static constexpr std::size_t value_bytes_max = 64 * 1024;
  static constexpr std::size_t document_bytes_max = 2 * 1024 * 1024;

  // `invalid_json`, `invalid_encoding`, `too_deep`, `duplicate_field`, `unknown_field`, `missing_field`,
  // `invalid_value`, `too_large`.
  static base::Result<Fields> read(std::string_view json, std::span<const Field> taken);

  Fields(Fields&&) noexcept;
  Fields& operator=(Fields&&) noexcept;
  ~Fields();

  // Whether the field came. All other methods are for fields that did, or that are required.
  bool has(base::Literal field) const;

  std::string name(base::Literal field) const;
  std::vector<std::string> names(base::Literal field) const;
  SubjectReference subject(base::Literal field) const;
  std::vector<NamedValue> values(base::Literal field) const;  // of `values` and `facts`
  // The whole object of `values` or `facts` as one JSON text, to be sealed as it is.
  base::Personal<std::string> object_text(base::Literal field) const;
  std::vector<NamedDate> dates(base::Literal field) const;
  base::Personal<std::string> text(base::Literal field) const;
  base::LocalDate date(base::Literal field) const;
  base::Instant instant(base::Literal field) const;
  bool flag(base::Literal field) const;
  std::uint64_t count(base::Literal field) const;
  std::string document(base::Literal field) const;
  template <typename AnId>
  base::Result<AnId> id(base::Literal field) const {
    if (const auto parsed = AnId::parse(id_text(field))) return *parsed;
    return base::fail(
        base::Error(base::ErrorCode::invalid_value, "this is not an id of the kind that stands here")
            .with("field", field));
  }

 private:
  struct Json;
  explicit Fields(std::unique_ptr<Json> json);
  std::string_view id_text(base::Literal field) const;
  std::unique_ptr<Json> json_;
};

}  // namespace daicho::service
