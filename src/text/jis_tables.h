// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace daicho::text {

constexpr bool is_half_width_katakana_byte(unsigned byte) {
  return byte >= 0xA1 && byte <= 0xDF;
}
constexpr char32_t half_width_katakana(unsigned byte) {
  return 0xFF61 + (byte - 0xA1);
}
constexpr bool is_cp932_lead(unsigned byte) {
  return (byte >= 0x81 && byte <= 0x9F) || (byte >= 0xE0 && byte <= 0xFC);
}

// Which bytes are which character in code page 932 and in the two forms of EUC-JP. Immutable; thread-safe.
//
// Characters come back as 0 when the bytes are none, bytes as 0 when the encoding lacks the character; bytes
// are one big-endian number. ASCII is not in the tables.
class JisTables {
 public:
  // Read from ICU's converters.
  JisTables();

  char32_t from_cp932(unsigned lead, unsigned trail) const;
  // The two-byte plane, rows 1 to 94 as bytes A1 to FE: JIS X 0208 and NEC's row 13, and behind row 84 each
  // form's own.
  char32_t from_euc_jp(unsigned row_byte, unsigned cell_byte) const;
  char32_t from_cp51932(unsigned row_byte, unsigned cell_byte) const;
  // The three-byte plane of eucJP-ms (behind 8F): JIS X 0212, IBM's characters that it lacks, and gaiji.
  char32_t from_euc_jp_plane_2(unsigned row_byte, unsigned cell_byte) const;

  std::uint32_t to_cp932(char32_t c) const { return find(to_cp932_, c); }
  std::uint32_t to_euc_jp(char32_t c) const { return find(to_euc_jp_, c); }
  std::uint32_t to_cp51932(char32_t c) const { return find(to_cp51932_, c); }

 private:
  static constexpr std::size_t cells_per_row = 94;
  static constexpr std::size_t rows = 94;

  // Bytes by character of the basic plane.
  using Reverse = std::vector<std::uint32_t>;
  // Characters by row and cell, both from 0.
  using Plane = std::array<char16_t, rows * cells_per_row>;

  static std::uint32_t find(const Reverse& table, char32_t c) { return c < table.size() ? table[c] : 0; }

  void read_cp932();
  void read_euc_planes();
  void place_ibm_characters();
  void fill_euc_reverse();
  void add_second_spellings();

  std::array<char16_t, 60 * 188> cp932_{};  // 60 leads × 188 trails
  Plane euc_jp_{}, euc_jp_plane_2_{}, cp51932_{};
  Reverse to_cp932_, to_euc_jp_, to_cp51932_;
};

// The tables, made on first use.
const JisTables& jis_tables();

}  // namespace daicho::text
