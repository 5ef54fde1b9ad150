// SPDX-License-Identifier: Apache-2.0
#include "text/jis_tables.h"

#include <unicode/ucnv.h>

#include <memory>
#include <string_view>

#include "base/check.h"

namespace daicho::text {
namespace {

constexpr unsigned first_euc_byte = 0xA1;
constexpr unsigned last_jis_x_0212_row = 76;
constexpr unsigned first_user_row = 84;   // rows from 0; 84 to 93 are gaiji in eucJP-ms
constexpr char32_t first_gaiji = 0xE000;  // of the two-byte plane, 940 characters
constexpr char32_t first_plane_2_gaiji = 0xE3AC;
constexpr unsigned nec_copies_first_row = 88, nec_copies_last_row = 91;  // of IBM's characters, in cp51932

// Characters with two spellings in Unicode: the one that is read, and another that is written as the same
// bytes.
struct SecondSpelling {
  char32_t read;
  char32_t also_written;
};
constexpr SecondSpelling second_spellings[] = {
    {0xFF5E, 0x301C},                                                        // wave dash
    {0xFF0D, 0x2212},                                                        // minus
    {0x2225, 0x2016},                                                        // double vertical line
    {0x2015, 0x2014},                                                        // dash
    {0xFFE0, 0x00A2}, {0xFFE1, 0x00A3}, {0xFFE2, 0x00AC}, {0xFFE4, 0x00A6},  // ￠ ￡ ￢ ￤
};

// An ICU converter, asked for one character at a time.
class Converter {
 public:
  explicit Converter(const char* name) {
    UErrorCode status = U_ZERO_ERROR;
    converter_.reset(ucnv_open(name, &status));
    CHECK(U_SUCCESS(status));
    ucnv_setToUCallBack(converter_.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    CHECK(U_SUCCESS(status));
  }

  // The one character of the basic plane that `bytes` are; 0 when they are none.
  char16_t read(std::string_view bytes) {
    UErrorCode status = U_ZERO_ERROR;
    char16_t out[4] = {};
    const int length =
        ucnv_toUChars(converter_.get(), out, 4, bytes.data(), static_cast<int>(bytes.size()), &status);
    return U_SUCCESS(status) && length == 1 && out[0] != 0xFFFD ? out[0] : u'\0';
  }

 private:
  struct Close {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
  };
  std::unique_ptr<UConverter, Close> converter_;
};

char as_char(unsigned byte) {
  return static_cast<char>(byte);
}

std::size_t lead_index(unsigned lead) {
  return lead < 0xA0 ? lead - 0x81 : lead - 0xE0 + 31;
}
bool is_trail(unsigned byte) {
  return byte >= 0x40 && byte <= 0xFC && byte != 0x7F;
}
std::size_t trail_index(unsigned trail) {
  return trail < 0x7F ? trail - 0x40 : trail - 0x41;
}

void set_if_unset(std::vector<std::uint32_t>& table, char32_t c, std::uint32_t bytes) {
  if (c != 0 && table[c] == 0) table[c] = bytes;
}

}  // namespace

JisTables::JisTables() : to_cp932_(0x10000), to_euc_jp_(0x10000), to_cp51932_(0x10000) {
  read_cp932();
  read_euc_planes();
  place_ibm_characters();
  fill_euc_reverse();
  add_second_spellings();
}

void JisTables::read_cp932() {
  Converter converter("ibm-943_P15A-2003");
  // Where a character has two places, Windows writes the one that comes first in this order of leads: JIS X
  // 0208 and NEC's row 13, gaiji, IBM's characters, NEC's copies of them.
  constexpr std::pair<unsigned, unsigned> lead_ranges[] = {
      {0x81, 0x9F}, {0xE0, 0xEC}, {0xF0, 0xFC}, {0xED, 0xEF}};
  for (const auto& [first, last] : lead_ranges) {
    for (unsigned lead = first; lead <= last; ++lead) {
      for (unsigned trail = 0x40; trail <= 0xFC; ++trail) {
        if (!is_trail(trail)) continue;
        const char bytes[] = {as_char(lead), as_char(trail)};
        const char16_t c = converter.read({bytes, 2});
        cp932_[lead_index(lead) * 188 + trail_index(trail)] = c;
        set_if_unset(to_cp932_, c, lead << 8 | trail);
      }
    }
  }
}

void JisTables::read_euc_planes() {
  Converter converter("euc-jp-2007");
  for (unsigned row = 0; row < rows; ++row) {
    for (unsigned cell = 0; cell < cells_per_row; ++cell) {
      const std::size_t at = row * cells_per_row + cell;
      // A row of EUC is half a lead of code page 932.
      const unsigned lead = row / 2 + (row < 62 ? 0x81 : 0xC1);
      const unsigned trail = row % 2 == 1 ? cell + 0x9F : cell + (cell < 63 ? 0x40 : 0x41);
      const char16_t shared = row < first_user_row ? static_cast<char16_t>(from_cp932(lead, trail)) : u'\0';
      euc_jp_[at] = shared;
      cp51932_[at] = shared;
      if (row >= nec_copies_first_row && row <= nec_copies_last_row) {
        cp51932_[at] = static_cast<char16_t>(from_cp932(lead, trail));
      }
      if (row >= first_user_row) {
        const std::size_t gaiji = (row - first_user_row) * cells_per_row + cell;
        euc_jp_[at] = static_cast<char16_t>(first_gaiji + gaiji);
        euc_jp_plane_2_[at] = static_cast<char16_t>(first_plane_2_gaiji + gaiji);
        continue;
      }
      if (row > last_jis_x_0212_row) continue;
      const char bytes[] = {as_char(0x8F), as_char(row + first_euc_byte), as_char(cell + first_euc_byte)};
      const char16_t c = converter.read({bytes, 3});
      euc_jp_plane_2_[at] = c == 0x00A6 ? u'\uFFE4' : c;
    }
  }
}

// eucJP-ms puts those of IBM's characters that neither plane has, in their order, into rows 83 and 84 of the
// three-byte plane, from F3F3 on.
void JisTables::place_ibm_characters() {
  std::vector<bool> is_in_a_plane(0x10000);
  for (unsigned row = 0; row < first_user_row; ++row) {
    const bool is_nec_row =
        row == 12;  // IBM's Roman numerals, ㈱ № ℡ have places of their own beside those of NEC
    for (unsigned cell = 0; cell < cells_per_row; ++cell) {
      const std::size_t at = row * cells_per_row + cell;
      if (!is_nec_row) is_in_a_plane[euc_jp_[at]] = true;
      is_in_a_plane[euc_jp_plane_2_[at]] = true;
    }
  }
  std::size_t next = (0xF3 - first_euc_byte) * cells_per_row + (0xF3 - first_euc_byte);
  for (unsigned lead = 0xFA; lead <= 0xFC; ++lead) {
    for (unsigned trail = 0x40; trail <= 0xFC; ++trail) {
      const char32_t c = is_trail(trail) ? from_cp932(lead, trail) : 0;
      if (c == 0 || (is_in_a_plane[c] && c != U'№')) continue;
      CHECK(next < first_user_row * cells_per_row);
      euc_jp_plane_2_[next++] = static_cast<char16_t>(c);
    }
  }
}

void JisTables::fill_euc_reverse() {
  for (std::size_t at = 0; at < euc_jp_.size(); ++at) {
    const auto row_byte = static_cast<std::uint32_t>(at / cells_per_row + first_euc_byte);
    const auto cell_byte = static_cast<std::uint32_t>(at % cells_per_row + first_euc_byte);
    set_if_unset(to_euc_jp_, euc_jp_[at], row_byte << 8 | cell_byte);
    set_if_unset(to_cp51932_, cp51932_[at], row_byte << 8 | cell_byte);
  }
  for (std::size_t at = 0; at < euc_jp_plane_2_.size(); ++at) {
    const auto row_byte = static_cast<std::uint32_t>(at / cells_per_row + first_euc_byte);
    const auto cell_byte = static_cast<std::uint32_t>(at % cells_per_row + first_euc_byte);
    set_if_unset(to_euc_jp_, euc_jp_plane_2_[at], 0x8Fu << 16 | row_byte << 8 | cell_byte);
  }
  for (unsigned byte = 0xA1; byte <= 0xDF; ++byte) {
    to_cp932_[half_width_katakana(byte)] = byte;
    to_euc_jp_[half_width_katakana(byte)] = 0x8E00 | byte;
    to_cp51932_[half_width_katakana(byte)] = 0x8E00 | byte;
  }
}

void JisTables::add_second_spellings() {
  for (Reverse* table : {&to_cp932_, &to_euc_jp_, &to_cp51932_}) {
    for (const SecondSpelling& spelling : second_spellings)
      set_if_unset(*table, spelling.also_written, (*table)[spelling.read]);
  }
}

char32_t JisTables::from_cp932(unsigned lead, unsigned trail) const {
  if (!is_cp932_lead(lead) || !is_trail(trail)) return 0;
  return cp932_[lead_index(lead) * 188 + trail_index(trail)];
}

char32_t JisTables::from_euc_jp(unsigned row_byte, unsigned cell_byte) const {
  return euc_jp_[(row_byte - first_euc_byte) * cells_per_row + (cell_byte - first_euc_byte)];
}
char32_t JisTables::from_cp51932(unsigned row_byte, unsigned cell_byte) const {
  return cp51932_[(row_byte - first_euc_byte) * cells_per_row + (cell_byte - first_euc_byte)];
}
char32_t JisTables::from_euc_jp_plane_2(unsigned row_byte, unsigned cell_byte) const {
  return euc_jp_plane_2_[(row_byte - first_euc_byte) * cells_per_row + (cell_byte - first_euc_byte)];
}

const JisTables& jis_tables() {
  // Constant for ever, and too costly (a few milliseconds) to make for each caller.
  static const JisTables tables;
  return tables;
}

}  // namespace daicho::text
