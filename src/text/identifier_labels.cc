// SPDX-License-Identifier: Apache-2.0
#include "text/identifier_labels.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>

#include "text/characters.h"
#include "text/normalise.h"
#include "text/numerals.h"
#include "text/utf8.h"

namespace daicho::text {
namespace {

// How far before and behind a number its words are sought, in characters.
constexpr std::size_t reach_before = 24, reach_behind = 10;
// Between a number and the words that call it so directly stand at most this many characters (の番号は：).
constexpr std::size_t direct_distance_max = 8;

// Words in the form of a matching key, and what they call a number.
struct Words {
  std::string_view key;
  std::optional<IdentifierKind> kind;
};

using enum IdentifierKind;
constexpr Words listed_words[] = {{"マイナンバー", my_number},
                                  {"個人番号", my_number},
                                  {"mynumber", my_number},
                                  {"通知カード", my_number},
                                  {"マイナンバーカード番号", my_number},
                                  {"個人番号カード番号", my_number},
                                  {"運転免許", driver_licence},
                                  {"免許証", driver_licence},
                                  {"免許番号", driver_licence},
                                  {"免許情報記録", driver_licence},
                                  {"driverlicence", driver_licence},
                                  {"driverlicense", driver_licence},
                                  {"driver'slicense", driver_licence},
                                  {"driver'slicence", driver_licence},
                                  {"旅券", passport},
                                  {"パスポート", passport},
                                  {"passport", passport},
                                  {"在留カード", residence_card},
                                  {"在留カード番号", residence_card},
                                  {"在留番号", residence_card},
                                  {"特別永住者", residence_card},
                                  {"residencecard", residence_card},
                                  {"基礎年金番号", basic_pension_number},
                                  {"年金番号", basic_pension_number},
                                  {"年金手帳", basic_pension_number},
                                  {"雇用保険", employment_insurance_number},
                                  {"雇用保険被保険者番号", employment_insurance_number},
                                  {"保険者番号", insurer_number},
                                  {"被保険者番号", insured_number},
                                  {"保険証番号", insured_number},
                                  {"保険証ノ番号", insured_number},
                                  {"被保険者証", insured_number},
                                  {"介護保険", insured_number},
                                  {"カード番号", payment_card},
                                  {"クレジットカード", payment_card},
                                  {"クレジット", payment_card},
                                  {"creditcard", payment_card},
                                  {"cardnumber", payment_card},
                                  {"cardno", payment_card},
                                  {"口座番号", bank_account},
                                  {"口座", bank_account},
                                  {"普通預金", bank_account},
                                  {"当座預金", bank_account},
                                  {"accountnumber", bank_account},
                                  {"accountno", bank_account},
                                  {"電話", phone_number},
                                  {"携帯", phone_number},
                                  {"デンワ", phone_number},
                                  {"ケイタイ", phone_number},
                                  {"連絡先", phone_number},
                                  {"tel", phone_number},
                                  {"fax", phone_number},
                                  {"ファックス", phone_number},
                                  {"ファクス", phone_number},
                                  {"phone", phone_number},
                                  {"メール", email_address},
                                  {"mail", email_address},
                                  {"〒", postal_code},
                                  {"郵便番号", postal_code},
                                  {"postalcode", postal_code},
                                  {"zipcode", postal_code},
                                  {"法人番号", corporate_number},
                                  {"登録番号", corporate_number},
                                  {"適格請求書", corporate_number},
                                  {"corporatenumber", corporate_number},
                                  {"注文", {}},
                                  {"オーダー", {}},
                                  {"order", {}},
                                  {"伝票", {}},
                                  {"受付番号", {}},
                                  {"受注", {}},
                                  {"発注", {}},
                                  {"問イ合ワセ番号", {}},
                                  {"問合セ番号", {}},
                                  {"問合番号", {}},
                                  {"追跡番号", {}},
                                  {"送リ状", {}},
                                  {"tracking", {}},
                                  {"会員番号", {}},
                                  {"会員カード番号", {}},
                                  {"ポイントカード番号", {}},
                                  {"顧客番号", {}},
                                  {"社員番号", {}},
                                  {"管理番号", {}},
                                  {"契約番号", {}},
                                  {"予約番号", {}},
                                  {"製造番号", {}},
                                  {"商品番号", {}},
                                  {"商品コード", {}},
                                  {"商品名", {}},
                                  {"シリアル", {}},
                                  {"serial", {}},
                                  {"請求書番号", {}},
                                  {"請求番号", {}},
                                  {"取引番号", {}},
                                  {"決済番号", {}},
                                  {"承認番号", {}},
                                  {"整理番号", {}},
                                  {"証券番号", {}},
                                  {"型番", {}},
                                  {"jan", {}},
                                  {"isbn", {}},
                                  {"imei", {}},
                                  {"sku", {}},
                                  {"invoiceno", {}}};

// The same in the order of their keys.
constexpr auto all_words = [] {
  std::array<Words, std::size(listed_words)> sorted{};
  std::copy(std::begin(listed_words), std::end(listed_words), sorted.begin());
  std::sort(sorted.begin(), sorted.end(), [](const Words& a, const Words& b) { return a.key < b.key; });
  return sorted;
}();

// The longest words that `key` begins with.
const Words* words_in_front(std::string_view key) {
  std::size_t first_character = 0;
  next_code_point(key, first_character);
  const std::string_view first = key.substr(0, first_character);
  const Words* longest = nullptr;
  auto words = std::lower_bound(all_words.begin(), all_words.end(), first,
                                [](const Words& w, std::string_view sought) { return w.key < sought; });
  for (; words != all_words.end() && words->key.starts_with(first); ++words) {
    if (key.starts_with(words->key)) longest = &*words;  // a longer one follows a shorter one
  }
  return longest;
}

// A place where words stand in a key, in bytes.
struct Found {
  const Words* words;
  std::size_t end;
};

// The words that end last; of two that end together, the longer.
std::optional<Found> last_words(std::string_view key) {
  std::optional<Found> last;
  for (std::size_t at = 0; at < key.size(); next_code_point(key, at)) {
    const Words* words = words_in_front(key.substr(at));
    if (words != nullptr && (!last || at + words->key.size() > last->end))
      last = Found{words, at + words->key.size()};
  }
  return last;
}

// The words that begin first; of two that begin together, the longer.
const Words* first_words(std::string_view key) {
  for (std::size_t at = 0; at < key.size(); next_code_point(key, at)) {
    if (const Words* words = words_in_front(key.substr(at))) return words;
  }
  return nullptr;
}

bool is_short_and_without_digits(std::string_view key) {
  const std::u32string characters = to_code_points(key);
  return characters.size() <= direct_distance_max &&
         std::none_of(characters.begin(), characters.end(),
                      [](char32_t c) { return digit_value(c).has_value(); });
}

std::string_view before(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  for (std::size_t i = 0; i < reach_before && begin > 0; ++i) previous_code_point(text, begin);
  return text.substr(begin, at - begin);
}

std::string_view behind(std::string_view text, std::size_t at) {
  std::size_t end = at;
  for (std::size_t i = 0; i < reach_behind && end < text.size(); ++i) next_code_point(text, end);
  return text.substr(at, end - at);
}

}  // namespace

std::optional<Label> label_of_field(std::string_view field) {
  if (field.empty()) return std::nullopt;
  const auto found = last_words(matching_key(field));
  if (!found) return std::nullopt;
  return Label{found->words->kind, true};
}

std::optional<Label> nearest_label(std::string_view text, std::size_t begin, std::size_t end,
                                   const std::optional<Label>& of_field) {
  const std::string key_before = matching_key(before(text, begin));
  const auto found_before = last_words(key_before);
  if (found_before && is_short_and_without_digits(std::string_view(key_before).substr(found_before->end))) {
    return Label{found_before->words->kind, true};
  }
  // Words in parentheses behind a number belong to it: 123456789018（マイナンバー）.
  const std::string_view text_behind = behind(text, end);
  if (text_behind.starts_with("(") || text_behind.starts_with("（") || text_behind.starts_with(" (")) {
    if (const Words* words = first_words(matching_key(text_behind))) return Label{words->kind, true};
  }
  if (of_field) return of_field;
  if (found_before) return Label{found_before->words->kind, false};
  return std::nullopt;
}

}  // namespace daicho::text
