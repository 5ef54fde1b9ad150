// SPDX-License-Identifier: Apache-2.0
#include "service/fields.h"
#include "service/lane.h"
#include "service/ledger_place.h"
#include "tests/fuzz/fuzz_target.h"

// The body of a request: it is read, or refused, and never breaks.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace daicho;
  using service::Field;
  using service::FieldType;
  static constexpr Field taken[] = {
      {"subject", FieldType::subject, false}, {"name", FieldType::name, false},
      {"names", FieldType::names, false},     {"items", FieldType::values, false},
      {"dates", FieldType::dates, false},     {"on", FieldType::date, false},
      {"at", FieldType::instant, false},      {"flag", FieldType::flag, false},
      {"count", FieldType::count, false},     {"text", FieldType::text, false},
      {"yaml", FieldType::document, false},   {"id", FieldType::id, false},
  };
  const std::string_view input = fuzz::view(bytes, size);
  if (const auto fields = service::Fields::read(input, taken)) {
    if (fields->has("items")) static_cast<void>(fields->values("items"));
    if (fields->has("names")) static_cast<void>(fields->names("names"));
    if (fields->has("dates")) static_cast<void>(fields->dates("dates"));
    if (fields->has("subject")) static_cast<void>(fields->subject("subject"));
    if (fields->has("id")) static_cast<void>(fields->id<base::RecordId>("id"));
  }
  static_cast<void>(service::lane_of(input, 1));
  if (const auto place = service::read_ledger_place(input)) {
    // Leading zeros are not written, but are read.
    fuzz::must(service::ledger_place(place->bucket, place->sequence).size() <= input.size());
  }
  return 0;
}
