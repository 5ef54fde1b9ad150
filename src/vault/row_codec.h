// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "base/cbor.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/local_date.h"
#include "base/public_record.h"
#include "base/result.h"
#include "base/term.h"
#include "store/store.h"

// The small words of which the vault's rows are written, in CBOR. Absent things are null.
namespace daicho::vault {

inline tl::unexpected<base::Error> malformed_row() {
  return base::fail(base::ErrorCode::corrupt,
                    "a stored row has not its form; restore the store from a backup");
}

inline base::Status expect_array(base::CborReader& in, std::uint64_t size) {
  ASSIGN_OR_RETURN(const std::uint64_t found, in.array());
  if (found != size) return malformed_row();
  return {};
}

inline base::Status expect_version(base::CborReader& in, std::uint64_t version) {
  ASSIGN_OR_RETURN(const std::uint64_t found, in.unsigned_integer());
  if (found != version) return malformed_row();
  return {};
}

inline void write(base::CborWriter& out, base::Instant at) {
  out.integer(at.microseconds());
}
inline void write(base::CborWriter& out, base::LocalDate on) {
  out.integer(on.days_since_epoch());
}

template <typename T>
void write(base::CborWriter& out, const std::optional<T>& value) {
  if (value) {
    write(out, *value);
  } else {
    out.null();
  }
}

template <typename Tag>
void write_optional_id(base::CborWriter& out, const std::optional<base::Id<Tag>>& id) {
  if (id) {
    out.bytes(id->bytes());
  } else {
    out.null();
  }
}

inline base::Result<base::Instant> read_instant(base::CborReader& in) {
  ASSIGN_OR_RETURN(const std::int64_t microseconds, in.integer());
  return base::Instant::from_microseconds(microseconds);
}

inline base::Result<std::optional<base::Instant>> read_optional_instant(base::CborReader& in) {
  if (in.take_null()) return std::optional<base::Instant>();
  ASSIGN_OR_RETURN(const base::Instant at, read_instant(in));
  return std::optional(at);
}

inline base::Result<base::LocalDate> read_date(base::CborReader& in) {
  ASSIGN_OR_RETURN(const std::int64_t days, in.integer());
  if (days < -800'000 || days > 3'000'000) return malformed_row();
  return base::LocalDate::from_days_since_epoch(static_cast<std::int32_t>(days));
}

inline base::Result<std::optional<base::LocalDate>> read_optional_date(base::CborReader& in) {
  if (in.take_null()) return std::optional<base::LocalDate>();
  ASSIGN_OR_RETURN(const base::LocalDate on, read_date(in));
  return std::optional(on);
}

inline base::Result<base::Term> read_term(base::CborReader& in) {
  ASSIGN_OR_RETURN(const std::string_view text, in.text());
  auto term = base::Term::declared(text);
  if (!term) return malformed_row();
  return std::move(*term);
}

template <typename AnId>
base::Result<AnId> read_id(base::CborReader& in) {
  ASSIGN_OR_RETURN(const std::string_view bytes, in.bytes());
  const auto id = AnId::from_bytes(bytes);
  if (!id) return malformed_row();
  return *id;
}

template <typename AnId>
base::Result<std::optional<AnId>> read_optional_id(base::CborReader& in) {
  if (in.take_null()) return std::optional<AnId>();
  ASSIGN_OR_RETURN(const AnId id, read_id<AnId>(in));
  return std::optional<AnId>(id);
}

template <typename Digest>
base::Result<Digest> read_digest_as(base::CborReader& in) {
  ASSIGN_OR_RETURN(const std::string_view bytes, in.bytes());
  Digest digest;
  if (bytes.size() != digest.bytes.size()) return malformed_row();
  std::memcpy(digest.bytes.data(), bytes.data(), bytes.size());
  return digest;
}
inline base::Result<base::PublicDigest> read_digest(base::CborReader& in) {
  return read_digest_as<base::PublicDigest>(in);
}

inline void write_index(base::CborWriter& out, const std::vector<store::IndexEntry>& index) {
  out.array(index.size());
  for (const store::IndexEntry& entry : index) {
    out.array(3).unsigned_integer(entry.kind.number).bytes(entry.digest.view()).bytes(entry.target);
  }
}

inline base::Status read_index(base::CborReader& in, std::vector<store::IndexEntry>& index) {
  constexpr std::uint64_t kind_max = 0xffff;
  ASSIGN_OR_RETURN(const std::uint64_t count, in.array());
  index.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) {
    RETURN_IF_ERROR(expect_array(in, 3));
    ASSIGN_OR_RETURN(const std::uint64_t number, in.unsigned_integer());
    if (number > kind_max) return malformed_row();
    ASSIGN_OR_RETURN(const auto digest, read_digest_as<base::KeyedDigest>(in));
    ASSIGN_OR_RETURN(const auto target, in.bytes());
    index.push_back({{static_cast<std::uint16_t>(number)}, digest, std::string(target)});
  }
  return {};
}

}  // namespace daicho::vault
