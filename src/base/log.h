// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <mutex>
#include <string>

#include "base/instant.h"
#include "base/public_record.h"

namespace daicho::base {

enum class Severity : std::uint8_t { debug = 1, info = 2, warning = 3, error = 4 };
Literal public_name(Severity severity);

// The structured log: one JSON object a line, whose parts are of the closed list of public types.
// Thread-safe.
class Log {
 public:
  struct Field {
    Literal name;
    PublicValue value;
  };

  // Writes to `out`, which must outlive the Log; lines below `least` are left out.
  Log(std::ostream& out, const Clock& clock, Severity least = Severity::info);

  // Writes {"time":…,"severity":…,"event":…, fields…}.
  void write(Severity severity, Literal event, std::initializer_list<Field> fields = {});

 private:
  std::ostream& out_;
  const Clock& clock_;
  Severity least_;
  std::mutex mutex_;
};

// Appends `text` to `out` as a JSON string with quotes (RFC 8259 §7).
void append_json_string(std::string& out, std::string_view text);

}  // namespace daicho::base
