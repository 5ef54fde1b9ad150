// SPDX-License-Identifier: Apache-2.0
#include "text/address.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "text/characters.h"
#include "text/normalise.h"
#include "text/numerals.h"
#include "text/utf8.h"

namespace daicho::text {
namespace {

using View = std::u32string_view;

constexpr std::size_t postal_code_digits = 7, postal_code_head_digits = 3;

constexpr View prefectures[] = {
    U"北海道", U"青森県", U"岩手県", U"宮城県", U"秋田県", U"山形県",   U"福島県", U"茨城県",
    U"栃木県", U"群馬県", U"埼玉県", U"千葉県", U"東京都", U"神奈川県", U"新潟県", U"富山県",
    U"石川県", U"福井県", U"山梨県", U"長野県", U"岐阜県", U"静岡県",   U"愛知県", U"三重県",
    U"滋賀県", U"京都府", U"大阪府", U"兵庫県", U"奈良県", U"和歌山県", U"鳥取県", U"島根県",
    U"岡山県", U"広島県", U"山口県", U"徳島県", U"香川県", U"愛媛県",   U"高知県", U"福岡県",
    U"佐賀県", U"長崎県", U"熊本県", U"大分県", U"宮崎県", U"鹿児島県", U"沖縄県"};

bool is_ascii_digit(char32_t c) {
  return is_between(c, U'0', U'9');
}

// The text in the form of a matching key, with one space wherever it had some, so that a building stays
// apart.
std::u32string folded(std::string_view text) {
  std::u32string out, word;
  const auto end_word = [&out, &word] {
    if (word.empty()) return;
    if (!out.empty()) out.push_back(U' ');
    out += to_code_points(matching_key(to_utf8(word)));
    word.clear();
  };
  for (const char32_t c : to_code_points(text)) {
    if (is_space(c) || c == U',' || c == U'，' || c == U'、') {
      end_word();
    } else {
      word.push_back(c);
    }
  }
  end_word();
  return out;
}

// 新保イ1 for 新保イ-1: behind a lot's single kana (イ, ロ, ハ) a dash looks like a long vowel mark.
std::u32string without_dash_behind_single_kana(View text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_behind_kana = i > 0 && text[i] == long_vowel_mark && is_katakana_letter(text[i - 1]);
    const bool is_single = is_behind_kana && (i == 1 || !is_katakana_letter(text[i - 2]));
    if (is_single && i + 1 < text.size() && is_ascii_digit(text[i + 1])) continue;
    out.push_back(text[i]);
  }
  return out;
}

std::size_t count_digits(View text) {
  std::size_t count = 0;
  while (count < text.size() && is_ascii_digit(text[count])) ++count;
  return count;
}

// `text` behind the postal code in front of it, if there is one.
View without_postal_code(View text) {
  View rest = text;
  const bool has_sign = rest.starts_with(U'〒');
  if (has_sign) rest.remove_prefix(1);
  if (rest.starts_with(U' ')) rest.remove_prefix(1);
  std::size_t digits = count_digits(rest);
  rest.remove_prefix(digits);
  if (digits == postal_code_head_digits && (rest.starts_with(U'-') || rest.starts_with(U' '))) {
    rest.remove_prefix(1);
    const std::size_t tail = count_digits(rest);
    digits += tail;
    rest.remove_prefix(tail);
  }
  if (digits != postal_code_digits || rest.starts_with(U'-')) return text;
  if (rest.starts_with(U' ')) rest.remove_prefix(1);
  return rest;
}

// Whether kanji numerals that stand before `rest` count something: 三丁目, but not 三田.
bool begins_with_counter(View rest) {
  constexpr View counters[] = {U"丁目", U"番町", U"番丁", U"番地", U"番", U"号", U"条", U"線", U"地割"};
  for (const View counter : counters) {
    if (rest.starts_with(counter)) return true;
  }
  return rest.starts_with(U'丁') &&
         (rest.size() == 1 || rest[1] == U' ' || rest[1] == U'-' || rest[1] == U'番' ||
          is_ascii_digit(rest[1]) || is_kanji_numeral(rest[1]));
}

bool is_numeral(char32_t c) {
  return is_ascii_digit(c) || is_kanji_numeral(c);
}

// Whether a connector (- or ノ) at `at` joins the numerals around it.
bool joins_numerals(View text, std::size_t at) {
  return at > 0 && at + 1 < text.size() && (text[at] == U'-' || text[at] == U'ノ') &&
         is_numeral(text[at - 1]) && is_numeral(text[at + 1]);
}

// Kanji numerals that count something, or stand in a chain (三-二-一), become Arabic ones; 三田 stays.
std::u32string with_arabic_numerals(View text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_kanji_numeral(text[end])) ++end;
    if (end == at) {
      out.push_back(text[at++]);
      continue;
    }
    const View run = text.substr(at, end - at);
    const bool counts = begins_with_counter(text.substr(end)) || joins_numerals(text, end) ||
                        (at > 0 && joins_numerals(text, at - 1));
    const auto number = counts ? kanji_number(run) : std::nullopt;
    if (number) {
      for (const char digit : std::to_string(*number)) out.push_back(static_cast<unsigned char>(digit));
    } else {
      out += run;
    }
    at = end;
  }
  return out;
}

// The lot's numbers as they stand in an address: 3丁目2番1号, 3-2-1, 123番地4.
struct Chain {
  std::size_t begin;
  std::size_t end;  // behind the last number and its unit
  std::u32string numbers;
};

// Reads one Chain from where a number begins.
class ChainReader {
 public:
  ChainReader(View text, std::size_t begin) : text_(text), at_(begin), chain_{begin, begin, {}} {}

  std::optional<Chain> read() {
    bool has_unit = false;
    for (;;) {
      take_number();
      chain_.end = at_;
      if (!take_connector()) break;
      has_unit = true;
      chain_.end = at_;
      if (!next_number_follows()) break;
    }
    const bool stands_alone = chain_.end == text_.size() || text_[chain_.end] == U' ';
    if (!has_unit && !stands_alone) return std::nullopt;
    return chain_;
  }

 private:
  View rest() const { return text_.substr(at_); }

  void take_number() {
    const std::size_t length = count_digits(rest());
    std::size_t leading_zeros = 0;
    while (leading_zeros + 1 < length && text_[at_ + leading_zeros] == U'0') ++leading_zeros;
    if (!chain_.numbers.empty()) chain_.numbers.push_back(U'-');
    chain_.numbers += rest().substr(leading_zeros, length - leading_zeros);
    at_ += length;
  }

  // Takes what stands behind a number when it belongs to the lot.
  bool take_connector() {
    const View text = rest();
    for (const View unit : {View(U"丁目"), View(U"番地"), View(U"丁"), View(U"番"), View(U"号")}) {
      if (!text.starts_with(unit)) continue;
      const View behind = text.substr(unit.size());
      if (!behind.empty() && View(U"町丁館街棟室線堀筋").find(behind.front()) != View::npos) return false;
      at_ += unit.size();
      ends_lot_ = unit == U"号";
      return true;
    }
    ends_lot_ = false;
    if (!joins_numerals(text_, at_)) return false;
    return true;
  }

  // Moves to the next number of the chain, if there is one; a room number behind a space is none.
  bool next_number_follows() {
    std::size_t next = at_;
    bool is_joined = false;
    while (next < text_.size() && (text_[next] == U'-' || text_[next] == U'ノ' || text_[next] == U' ')) {
      is_joined = is_joined || text_[next] != U' ';
      ++next;
    }
    const std::size_t length = count_digits(text_.substr(next));
    if (length == 0 || (ends_lot_ && !is_joined)) return false;
    const View behind = text_.substr(next + length);
    for (const View room :
         {View(U"号室"), View(U"号棟"), View(U"号館"), View(U"階"), View(U"室"), View(U"f")}) {
      if (behind.starts_with(room)) return false;
    }
    at_ = next;
    return true;
  }

  View text_;
  std::size_t at_;
  bool ends_lot_ = false;
  Chain chain_;
};

std::optional<Chain> find_chain(View text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_ascii_digit(text[at]) || (at > 0 && is_ascii_digit(text[at - 1]))) continue;
    if (auto chain = ChainReader(text, at).read()) return chain;
  }
  return std::nullopt;
}

std::u32string without(View text, View word) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at).starts_with(word)) {
      at += word.size();
    } else {
      out.push_back(text[at++]);
    }
  }
  return out;
}

// 字 marks a section and may be left out; in 文字 it is part of a name.
std::u32string without_section_marks(View text) {
  const std::u32string marked = without(without(text, U"大字"), U"小字");
  std::u32string out;
  for (const char32_t c : marked) {
    if (c == U'字' && (out.empty() || out.back() != U'文')) continue;
    out.push_back(c);
  }
  return out;
}

// The small words inside place names, one writing each: ケ, ノ, ツ.
void unify_particles(std::u32string& text) {
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    const bool is_inside =
        (is_ideograph(text[i - 1]) || is_ascii_digit(text[i - 1])) && is_ideograph(text[i + 1]);
    if (!is_inside) continue;
    if (View(U"ヶガヵカ").find(text[i]) != View::npos) text[i] = U'ケ';
    if (text[i] == U'之') text[i] = U'ノ';
    if (text[i] == U'ッ') text[i] = U'ツ';
  }
}

// 京都市中京区寺町通御池上ル上本能寺前町: the way there (寺町通御池上ル) may be left out.
std::u32string without_kyoto_streets(View text) {
  const std::size_t city = text.find(U"京都市");
  const std::size_t ward = city == View::npos ? View::npos : text.find(U'区', city);
  if (ward == View::npos) return std::u32string(text);
  std::size_t behind = 0;
  for (const View direction : {View(U"上ル"), View(U"下ル"), View(U"上ガル"), View(U"下ガル"), View(U"東入"),
                               View(U"西入"), View(U"東入ル"), View(U"西入ル")}) {
    const std::size_t at = text.rfind(direction);
    if (at != View::npos && at > ward) behind = std::max(behind, at + direction.size());
  }
  if (behind == 0) return std::u32string(text);
  return std::u32string(text.substr(0, ward + 1)) + std::u32string(text.substr(behind));
}

std::u32string place_name(View head) {
  std::u32string place = without_section_marks(without(head, U" "));
  unify_particles(place);
  return without_kyoto_streets(place);
}

// サンハイツ101 for サンハイツ 101号室, and 3f for 3階.
std::u32string building_name(View tail) {
  std::u32string out;
  for (std::size_t at = 0; at < tail.size();) {
    const View rest = tail.substr(at);
    const bool after_digit = !out.empty() && is_ascii_digit(out.back());
    if (rest.front() == U' ' || (out.empty() && rest.front() == U'-')) {
      ++at;
    } else if (after_digit && rest.starts_with(U"号室")) {
      at += 2;
    } else if (after_digit && rest.starts_with(U'室')) {
      ++at;
    } else if (after_digit && rest == U"号") {
      ++at;
    } else {
      out.push_back(after_digit && rest.front() == U'階' ? U'f' : rest.front());
      ++at;
    }
  }
  return out;
}

// The place without its prefecture and without the 郡 that follows.
View without_prefecture(View place) {
  for (const View prefecture : prefectures) {
    if (!place.starts_with(prefecture)) continue;
    place.remove_prefix(prefecture.size());
    break;
  }
  const std::size_t district = place.find(U'郡'), city = place.find_first_of(U"市区町村");
  // 郡山市, 蒲郡市 and 大和郡山市 are cities.
  if (district == View::npos || district == 0 || city == View::npos || city < district) return place;
  return place[city] == U'町' || place[city] == U'村' ? place.substr(district + 1) : place;
}

void add(std::vector<std::string>& keys, std::string key) {
  if (!key.empty() && std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
}

}  // namespace

std::optional<std::string> parse_postal_code(std::string_view text) {
  std::string digits;
  bool is_first = true;
  for (const char32_t c : to_code_points(text)) {
    if (const auto digit = digit_value(c)) {
      digits.push_back(static_cast<char>('0' + *digit));
    } else if (!(is_space(c) || is_dash(c) || (c == U'〒' && is_first))) {
      return std::nullopt;
    }
    is_first = is_first && is_space(c);
  }
  if (digits.size() != postal_code_digits) return std::nullopt;
  return digits;
}

std::string format_postal_code(std::string_view seven_digits) {
  CHECK(seven_digits.size() == postal_code_digits);
  std::string out(seven_digits.substr(0, postal_code_head_digits));
  out += '-';
  out += seven_digits.substr(postal_code_head_digits);
  return out;
}

AddressKey address_key(std::string_view address) {
  const std::u32string all = without_dash_behind_single_kana(folded(address));
  const std::u32string text = with_arabic_numerals(without_postal_code(all));
  const auto chain = find_chain(text);
  if (!chain) return {to_utf8(place_name(text)), {}};
  const View view = text;
  return {to_utf8(place_name(view.substr(0, chain->begin)) + chain->numbers),
          to_utf8(building_name(view.substr(chain->end)))};
}

std::vector<std::string> address_keys(std::string_view address) {
  const AddressKey key = address_key(address);
  std::vector<std::string> keys;
  const std::u32string place = to_code_points(key.place);
  for (const std::string& shown : {key.place, to_utf8(without_prefecture(place))}) {
    add(keys, shown);
    if (key.building.empty() || shown.empty()) continue;
    const bool is_room = is_ascii_digit(static_cast<unsigned char>(key.building.front()));
    add(keys, shown + (is_room ? "-" : "") + key.building);
  }
  return keys;
}

}  // namespace daicho::text
