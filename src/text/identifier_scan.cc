// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <initializer_list>

#include "text/characters.h"
#include "text/email.h"
#include "text/identifier_labels.h"
#include "text/identifiers.h"
#include "text/normalise.h"
#include "text/numerals.h"
#include "text/phone.h"
#include "text/utf8.h"

namespace daicho::text {
namespace {

using Kind = IdentifierKind;

constexpr std::size_t groups_of_one_number_max = 5;
constexpr std::size_t groups_of_one_run_max = 64;
constexpr std::size_t email_reach = 254;  // octets either side of the @ sign

// What stands between two groups of digits.
enum class Gap : std::uint8_t {
  none,
  space,
  joint
};  // joint: a dash or parenthesis, which one number is cut at

// Digits that stand together, and the gap behind them. Offsets are in bytes.
struct Group {
  std::size_t begin;
  std::size_t end;
  std::size_t digits;
  Gap gap = Gap::none;
};

// Groups that may make one number.
struct Window {
  const Group* first;
  std::size_t count;
  std::string digits;

  std::size_t begin() const { return first->begin; }
  std::size_t end() const { return first[count - 1].end; }
  bool is_grouped(std::initializer_list<std::size_t> lengths) const {
    return std::equal(first, first + count, lengths.begin(), lengths.end(),
                      [](const Group& group, std::size_t length) { return group.digits == length; });
  }
};

// Parts of the words without which no number is of a kind that needs its words: looking for them once spares
// most texts the look at each number.
constexpr std::string_view labelled_kinds[] = {"免許", "年金", "保険",   "口座",  "預金",
                                               "icen", "ICEN", "ccount", "CCOUNT"};
constexpr std::string_view postal_codes[] = {"〒",      "郵便",    "ostal",  "OSTAL",
                                             "ip code", "IP CODE", "ipcode", "IPCODE"};

template <std::size_t N>
bool mentions_any(std::string_view text, const std::string_view (&words)[N]) {
  return std::any_of(std::begin(words), std::end(words),
                     [text](std::string_view word) { return text.find(word) != text.npos; });
}

bool is_latin_or_digit(char32_t c) {
  if (is_between(c, U'！', U'～')) c = c - U'！' + U'!';
  return is_between(c, U'0', U'9') || is_between(c, U'A', U'Z') || is_between(c, U'a', U'z') || c == U'_';
}
bool is_latin(char32_t c) {
  return is_latin_or_digit(c) && c != U'_' && !digit_value(c);
}

// Scans one text.
class Scan {
 public:
  Scan(std::string_view text, std::string_view field)
      : text_(text),
        of_field_(label_of_field(field)),
        mentions_labelled_kinds_(of_field_ || mentions_any(text, labelled_kinds)),
        mentions_postal_codes_(of_field_ || mentions_any(text, postal_codes)) {}

  std::vector<IdentifierFinding> findings() {
    find_emails();
    for (std::size_t at = 0; at < text_.size();) {
      if (digit_at(at)) {
        at = scan_run(read_run(at));
      } else {
        ++at;
      }
    }
    std::vector<IdentifierFinding> all(emails_.size() + found_.size());
    std::merge(emails_.begin(), emails_.end(), found_.begin(), found_.end(), all.begin(),
               [](const auto& a, const auto& b) { return a.offset_bytes < b.offset_bytes; });
    return all;
  }

 private:
  // The length in bytes of the digit at byte `at`, of either width; 0 when there is none.
  std::size_t digit_at(std::size_t at) const {
    const char c = text_[at];
    if (c >= '0' && c <= '9') return 1;
    if (c != '\xEF' || text_.size() - at < 3 || text_[at + 1] != '\xBC') return 0;
    const auto last = static_cast<unsigned char>(text_[at + 2]);
    return last >= 0x90 && last <= 0x99 ? 3 : 0;  // U+FF10 to U+FF19
  }

  char32_t before(std::size_t at) const { return at == 0 ? 0 : previous_code_point(text_, at); }
  char32_t behind(std::size_t at) const { return at >= text_.size() ? 0 : next_code_point(text_, at); }

  bool is_inside_email(std::size_t begin, std::size_t end) const {
    const auto next = std::lower_bound(
        emails_.begin(), emails_.end(), begin,
        [](const auto& email, std::size_t at) { return email.offset_bytes + email.length_bytes <= at; });
    return next != emails_.end() && next->offset_bytes < end;
  }

  void add(Kind kind, Confidence confidence, std::size_t begin, std::size_t end) {
    found_.push_back({kind, confidence, begin, end - begin});
  }

  // The gap that begins at `at`, which moves behind it; none (and `at` stays) when no digit follows it.
  Gap take_gap(std::size_t& at) const {
    Gap gap = Gap::none;
    std::size_t end = at;
    for (int characters = 0; characters < 2 && end < text_.size() && !digit_at(end); ++characters) {
      const char32_t c = next_code_point(text_, end);
      if (is_dash(c) || c == U'(' || c == U')' || c == U'（' || c == U'）') {
        gap = Gap::joint;
      } else if (c == U' ' || c == ideographic_space) {
        gap = gap == Gap::none ? Gap::space : gap;
      } else {
        return Gap::none;
      }
    }
    if (end >= text_.size() || !digit_at(end)) return Gap::none;
    at = end;
    return gap;
  }

  std::vector<Group> read_run(std::size_t at) const {
    std::vector<Group> run;
    for (;;) {
      Group group{at, at, 0};
      while (at < text_.size()) {
        const std::size_t length = digit_at(at);
        if (length == 0) break;
        at += length;
        ++group.digits;
      }
      group.end = at;
      group.gap = take_gap(at);
      run.push_back(group);
      if (group.gap == Gap::none || run.size() == groups_of_one_run_max) return run;
    }
  }

  // Finds what stands in the run, and gives the byte behind it.
  std::size_t scan_run(const std::vector<Group>& run) {
    for (std::size_t first = 0; first < run.size();) {
      std::size_t taken = 0;
      for (std::size_t count = std::min(groups_of_one_number_max, run.size() - first); count > 0 && !taken;
           --count) {
        if (is_whole(run, first, count) && find_number(window(run, first, count))) taken = count;
      }
      first += std::max<std::size_t>(taken, 1);
    }
    return run.back().end;
  }

  // Whether the groups are not cut out of a longer number.
  bool is_whole(const std::vector<Group>& run, std::size_t first, std::size_t count) const {
    const std::size_t last = first + count - 1;
    if (first > 0 && run[first - 1].gap == Gap::joint) return false;
    if (last + 1 < run.size() && run[last].gap == Gap::joint) return false;
    // Four digits beside groups of four belong to them: 4111 1111 1111 1111 holds no My Number.
    const bool is_fours = count > 1 && run[first].digits == 4 && run[last].digits == 4;
    if (is_fours && first > 0 && run[first - 1].digits == 4) return false;
    if (is_fours && last + 1 < run.size() && run[last + 1].digits == 4) return false;
    return !is_decimal(run[first].begin, run[last].end);
  }

  // 1234.5678 is a measure.
  bool is_decimal(std::size_t begin, std::size_t end) const {
    const bool point_before = begin > 1 && text_[begin - 1] == '.' && digit_at(begin - 2) == 1;
    const bool point_behind = end + 1 < text_.size() && text_[end] == '.' && digit_at(end + 1) == 1;
    return point_before || point_behind;
  }

  Window window(const std::vector<Group>& run, std::size_t first, std::size_t count) const {
    Window out{&run[first], count, {}};
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t at = run[first + i].begin; at < run[first + i].end; at += digit_at(at)) {
        const char c = text_[at + digit_at(at) - 1];  // the last byte tells the digit in both widths
        out.digits.push_back(
            digit_at(at) == 1 ? c : static_cast<char>('0' + (static_cast<unsigned char>(c) - 0x90)));
      }
    }
    return out;
  }

  bool find_number(const Window& window) {
    if (is_inside_email(window.begin(), window.end())) return false;
    if (is_latin(before(window.begin()))) return find_lettered(window);
    if (is_latin_or_digit(before(window.begin())) || is_latin_or_digit(behind(window.end()))) return false;
    const std::vector<Kind> kinds = possible_kinds(window);
    const bool may_be_phone = is_phone(window);
    if (kinds.empty() && !may_be_phone && !may_be_labelled(window)) return false;
    const auto label = nearest_label(text_, window.begin(), window.end(), of_field_);
    if (label && label->kind) {
      if (std::find(kinds.begin(), kinds.end(), *label->kind) != kinds.end() ||
          (*label->kind == Kind::phone_number && may_be_phone) ||
          (label->is_direct && fits_by_label_only(*label->kind, window))) {
        add(*label->kind, Confidence::certain_context, begin_of(*label->kind, window), window.end());
        return true;
      }
    }
    const bool is_called_otherwise = label && label->is_direct && !label->kind;
    return !is_called_otherwise && find_by_shape(window, kinds, may_be_phone);
  }

  bool find_by_shape(const Window& window, const std::vector<Kind>& kinds, bool may_be_phone) {
    if (!kinds.empty() && !(kinds.front() == Kind::my_number && is_date_and_time(window.digits))) {
      if (kinds.front() == Kind::postal_code && window.count == 1) return false;
      add(kinds.front(), Confidence::shape_only, window.begin(), window.end());
      return true;
    }
    if (!may_be_phone) return false;
    add(Kind::phone_number, Confidence::shape_only, begin_of(Kind::phone_number, window), window.end());
    return true;
  }

  // The kinds that shape and check digit allow, the likeliest first.
  std::vector<Kind> possible_kinds(const Window& window) const {
    std::vector<Kind> kinds;
    if ((window.is_grouped({12}) || window.is_grouped({4, 4, 4})) && parse_my_number(window.digits)) {
      kinds.push_back(Kind::my_number);
    }
    const bool is_card_grouped = window.count == 1 || window.is_grouped({4, 4, 4, 4}) ||
                                 window.is_grouped({4, 6, 5}) || window.is_grouped({4, 6, 4}) ||
                                 window.is_grouped({4, 4, 4, 4, 3});
    if (is_card_grouped && parse_payment_card(window.digits)) kinds.push_back(Kind::payment_card);
    if ((window.is_grouped({13}) || window.is_grouped({1, 4, 4, 4})) &&
        parse_corporate_number(window.digits)) {
      kinds.push_back(Kind::corporate_number);
    }
    if ((window.is_grouped({7}) && mentions_postal_codes_) ||
        (window.is_grouped({3, 4}) && window.first->gap == Gap::joint)) {
      kinds.push_back(Kind::postal_code);
    }
    return kinds;
  }

  // Whether words right beside it could make the digits an identifier.
  bool may_be_labelled(const Window& window) const {
    return mentions_labelled_kinds_ && window.digits.size() >= 4 && window.digits.size() <= 13;
  }

  static bool fits_by_label_only(Kind kind, const Window& window) {
    switch (kind) {
      case Kind::driver_licence:
        return (window.is_grouped({12}) || window.is_grouped({4, 4, 4})) &&
               parse_driver_licence(window.digits);
      case Kind::basic_pension_number:
        return window.is_grouped({10}) || window.is_grouped({4, 6});
      case Kind::employment_insurance_number:
        return window.is_grouped({11}) || window.is_grouped({4, 6, 1});
      case Kind::insurer_number:
        return window.is_grouped({6}) || window.is_grouped({8});
      case Kind::insured_number:
        return window.count == 1 && window.digits.size() >= 4 && window.digits.size() <= 10;
      case Kind::bank_account:
        return window.is_grouped({7}) || window.is_grouped({5, 8}) || window.is_grouped({3, 7});
      case Kind::my_number:
      case Kind::passport:
      case Kind::residence_card:
      case Kind::payment_card:
      case Kind::phone_number:
      case Kind::email_address:
      case Kind::postal_code:
      case Kind::corporate_number:
        return false;
    }
    return false;
  }

  // 202611211530.
  static bool is_date_and_time(std::string_view digits) {
    const auto part = [digits](std::size_t at) { return (digits[at] - '0') * 10 + (digits[at + 1] - '0'); };
    const int century = part(0), month = part(4), day = part(6), hour = part(8), minute = part(10);
    return (century == 19 || century == 20) && month >= 1 && month <= 12 && day >= 1 && day <= 31 &&
           hour < 24 && minute < 60;
  }

  bool has_plus(const Window& window) const {
    const char32_t c = before(window.begin());
    return c == U'+' || c == U'＋';
  }

  // The finding's first byte: a plus sign is part of a telephone number.
  std::size_t begin_of(Kind kind, const Window& window) const {
    std::size_t begin = window.begin();
    if (kind == Kind::phone_number && has_plus(window)) previous_code_point(text_, begin);
    return begin;
  }

  bool is_phone(const Window& window) const {
    const bool plus = has_plus(window);
    if (!plus && window.digits.front() != '0') return false;
    return parse_phone((plus ? "+" : "") + window.digits).has_value();
  }

  // A number with letters before it: residence card, passport, or the T of an invoice number.
  bool find_lettered(const Window& window) {
    if (window.count != 1) return false;
    std::size_t begin = window.begin(), end = window.end();
    while (begin > 0 && is_latin(before(begin))) previous_code_point(text_, begin);
    while (end < text_.size() && is_latin(behind(end))) next_code_point(text_, end);
    if (is_latin_or_digit(before(begin)) || is_latin_or_digit(behind(end))) return false;
    const std::string_view whole = text_.substr(begin, end - begin);
    std::optional<Kind> kind;
    if (parse_residence_card(whole)) kind = Kind::residence_card;
    if (parse_passport(whole)) kind = Kind::passport;
    if (parse_corporate_number(whole)) kind = Kind::corporate_number;
    if (!kind) return false;
    const auto label = nearest_label(text_, begin, end, of_field_);
    if (label && label->is_direct && !label->kind) return false;
    const bool is_certain = label && label->kind == kind;
    add(*kind, is_certain ? Confidence::certain_context : Confidence::shape_only, begin, end);
    return true;
  }

  void find_emails() {
    constexpr std::string_view full_width_sign = "＠";
    std::size_t half = text_.find('@'), full = text_.find(full_width_sign);
    while (half != text_.npos || full != text_.npos) {
      if (half < full) {
        find_email(half, half + 1);
        half = text_.find('@', half + 1);
      } else {
        find_email(full, full + full_width_sign.size());
        full = text_.find(full_width_sign, full + full_width_sign.size());
      }
    }
  }

  // Whether `c` may stand in an address that is found inside running text.
  static bool is_email_character(char32_t c) {
    return is_latin_or_digit(c) || c == U'.' || c == U'-' || c == U'+' || c == U'．' || c == U'－' ||
           c == U'%';
  }

  void find_email(std::size_t sign, std::size_t behind_sign) {
    std::size_t begin = sign, end = behind_sign;
    while (begin > 0 && sign - begin < email_reach && is_email_character(before(begin)))
      previous_code_point(text_, begin);
    while (end < text_.size() && end - behind_sign < email_reach && is_email_character(behind(end))) {
      next_code_point(text_, end);
    }
    while (begin < sign && (text_[begin] == '.' || text_[begin] == '-')) ++begin;
    while (end > behind_sign && (text_[end - 1] == '.' || text_[end - 1] == '-')) --end;
    if (is_inside_email(begin, end) || !parse_email(text_.substr(begin, end - begin))) return;
    emails_.push_back({Kind::email_address, Confidence::certain_context, begin, end - begin});
  }

  std::string_view text_;
  std::optional<Label> of_field_;
  bool mentions_labelled_kinds_;
  bool mentions_postal_codes_;
  std::vector<IdentifierFinding> emails_;  // both in order of their offsets
  std::vector<IdentifierFinding> found_;
};

}  // namespace

std::vector<IdentifierFinding> find_identifiers(std::string_view text, std::string_view field) {
  return Scan(text, field).findings();
}

}  // namespace daicho::text
