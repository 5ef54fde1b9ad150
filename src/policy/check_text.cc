// SPDX-License-Identifier: Apache-2.0
#include "policy/check_text.h"

#include <algorithm>

#include "policy/dates.h"
#include "policy/texts.h"
#include "policy/wording.h"
#include "policy_texts.h"

namespace daicho::policy {
namespace {

const base::LocalDate act_of_today = *base::LocalDate::of(2022, 4, 1);

// The alternatives of one line of text/wording.ja.txt.
class Words {
 public:
  explicit Words(std::string_view name) : line_(text_named(texts::wording_ja_txt, name)) {}

  // The first of them that stands in `text`, or nothing.
  std::string_view found_in(std::string_view text) const {
    for (std::string_view rest = line_; !rest.empty();) {
      const std::size_t end = std::min(rest.find('|'), rest.size());
      if (text.find(rest.substr(0, end)) != std::string_view::npos) return rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return {};
  }
  bool in(std::string_view text) const { return !found_in(text).empty(); }

  bool end_of(std::string_view text) const {
    for (std::string_view rest = line_; !rest.empty();) {
      const std::size_t end = std::min(rest.find('|'), rest.size());
      if (text.ends_with(rest.substr(0, end))) return true;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
  }

 private:
  std::string_view line_;
};

void report(Draft& draft, FindingCode code, const Clause& clause, std::vector<std::string> quotes = {}) {
  quotes.insert(quotes.begin(), clause.name.text());
  draft.findings.push_back({code, clause.position, clause.name.text(), std::move(quotes)});
}

// Calls `f(sentence)` for each: what ends with 。 or at the end of a line.
template <typename F>
void for_each_sentence(std::string_view text, F f) {
  constexpr std::string_view full_stop = "。";
  while (!text.empty()) {
    const std::size_t line_end = std::min(text.find('\n'), text.size());
    const std::size_t stop = text.find(full_stop);
    const bool stops = stop < line_end;
    const std::size_t end = stops ? stop + full_stop.size() : line_end;
    if (end > 0) f(text.substr(0, end));
    text.remove_prefix(std::min(stops ? end : end + 1, text.size()));
  }
}

template <typename Test>
bool any_text(const PolicyTables& tables, Test test) {
  return std::any_of(tables.clauses.begin(), tables.clauses.end(),
                     [&](const Clause& clause) { return test(clause.title.ja + "\n" + clause.text.ja); });
}

// What must be knowable of retained personal data (APPI 32(1)); name, address and purposes are rules.
void check_knowable_matters(Draft& draft) {
  const auto missing = [&](std::string_view words, FindingCode code) {
    const Words any(words);
    if (!any_text(draft.tables, [&](const std::string& text) { return any.in(text); })) {
      draft.report(code, Position{1, 1});
    }
  };
  const Words request("procedure_request"), way("procedure_way");
  if (!any_text(draft.tables, [&](const std::string& text) { return request.in(text); }) ||
      !any_text(draft.tables, [&](const std::string& text) { return way.in(text); })) {
    draft.report(FindingCode::no_request_procedure, Position{1, 1});
  }
  missing("fee", FindingCode::no_fee_stated);
  missing("measures", FindingCode::no_safety_measures);
  missing("complaint", FindingCode::no_complaint_desk);
  missing("amendment", FindingCode::no_amendment_clause);
  if (draft.tables.effective != base::LocalDate() && draft.tables.effective < act_of_today) {
    draft.report(FindingCode::older_than_the_law, Position{1, 1}, {draft.tables.effective.text()});
  }
}

// A fee on a request that is free (APPI 38), and provision that no law allows (27(1)).
void check_sentences(Draft& draft, const Clause& clause) {
  const Words charged("fee_charged"), free("fee_free"), free_requests("fee_free_requests"), only("fee_only");
  const Words sharing("sharing"), act("sharing_act"), loose("sharing_loose"), lawful("sharing_lawful");
  for_each_sentence(clause.text.ja, [&](std::string_view sentence) {
    if (charged.in(sentence) && free_requests.in(sentence) && !free.in(sentence) && !only.in(sentence)) {
      report(draft, FindingCode::fee_on_free_request, clause, {std::string(sentence)});
    }
    if (sharing.in(sentence) && act.in(sentence) && loose.in(sentence) && !lawful.in(sentence)) {
      report(draft, FindingCode::sharing_looser_than_law, clause, {std::string(sentence)});
    }
  });
}

void check_refusals(Draft& draft, const Clause& clause) {
  const std::string& text = clause.text.ja;
  if (Words("refusal_hindrance").in(text) && Words("refusal_other_requests").in(text) &&
      !Words("refusal_only_disclosure").in(text)) {
    report(draft, FindingCode::refusal_ground_too_wide, clause);
  }
}

void check_related_purposes(Draft& draft, const Clause& clause, bool has_reasoning) {
  if (!has_reasoning && Words("related").in(clause.text.ja)) {
    report(draft, FindingCode::related_without_reasoning, clause);
  }
}

// `下記` with nothing below it, and `第12条` where there is no clause 12. The article of a law is none of
// ours.
void check_references(Draft& draft, const Clause& clause) {
  const std::string& text = clause.text.ja;
  const std::string_view below = Words("below").found_in(text);
  if (!below.empty()) {
    const std::size_t line_end = text.find('\n', text.find(below));
    const bool is_last = line_end == std::string::npos || without_space(text.substr(line_end)).empty();
    if (is_last) report(draft, FindingCode::reference_to_missing_text, clause, {std::string(below)});
  }
  constexpr std::string_view ordinal = "第", article = "条";
  const Words law("law_before_article");
  for (std::size_t at = text.find(ordinal); at != std::string::npos; at = text.find(ordinal, at + 1)) {
    const std::size_t end = text.find(article, at);
    if (end == std::string::npos || end - at > 12) continue;
    const std::string written = text.substr(at, end - at + article.size());
    const auto levels = number_levels(written);
    if (levels.size() != 1 || law.end_of(std::string_view(text).substr(0, at))) continue;
    const auto& clauses = draft.tables.clauses;
    const bool is_there = std::any_of(clauses.begin(), clauses.end(), [&](const Clause& other) {
      return number_levels(other.number) == levels;
    });
    if (!is_there) report(draft, FindingCode::reference_to_missing_text, clause, {written});
  }
}

void check_citations(Draft& draft, const Clause& clause) {
  for (const Citation& old : draft.law.outdated) {
    for (const std::string& printed : {old.printed.ja, old.printed.en}) {
      const bool is_cited = !printed.empty() && (clause.text.ja.find(printed) != std::string::npos ||
                                                 clause.text.en.find(printed) != std::string::npos);
      if (!is_cited) continue;
      report(draft, FindingCode::outdated_citation, clause, {printed});
      break;
    }
  }
}

// Lines of a list: `- …`.
std::size_t list_items(std::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (text.starts_with("- ")) ++count;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return count;
}

void check_lists(Draft& draft, const Clause& clause) {
  const std::size_t ja = list_items(clause.text.ja), en = list_items(clause.text.en);
  if (clause.text.en.empty() || ja == en) return;
  report(draft, FindingCode::translation_items_differ, clause, {std::to_string(ja), std::to_string(en)});
}

void check_days(Draft& draft, const Clause& clause) {
  constexpr std::string_view brackets[] = {"（", "("};
  const std::string& text = clause.text.ja;
  const NamedDay* previous = nullptr;
  const auto days = days_in(text);
  for (const NamedDay& one : days) {
    if (one.is_doubtful)
      report(draft, FindingCode::wareki_doubtful, clause, {text.substr(one.begin, one.end - one.begin)});
    if (previous != nullptr && previous->is_wareki != one.is_wareki && previous->day != one.day) {
      const std::string between = text.substr(previous->end, one.begin - previous->end);
      const bool is_same = std::find(std::begin(brackets), std::end(brackets), between) != std::end(brackets);
      if (is_same)
        report(draft, FindingCode::calendars_differ, clause,
               {text.substr(previous->begin, one.end - previous->begin)});
    }
    previous = &one;
  }
}

// Printed addresses against those of the rules (Z-4), and the two languages of each.
void check_addresses(Draft& draft) {
  std::vector<std::string> declared;
  const auto add = [&](const Declared& row, const LocalText& address) {
    if (address.ja.empty()) return;
    declared.push_back(without_space(address.ja));
    const std::string differing = differing_numbers(address);
    if (!differing.empty())
      draft.report(FindingCode::translation_address_differs, row, {row.name.text(), differing});
  };
  for (const Organisation& row : draft.tables.organisations) add(row, row.address);
  for (const Contact& row : draft.tables.contacts) add(row, row.address);
  if (declared.empty()) return;
  const Words sign("address");
  for (const Clause& clause : draft.tables.clauses) {
    for_each_sentence(clause.text.ja, [&](std::string_view sentence) {
      const std::string_view found = sign.found_in(sentence);
      if (found.empty()) return;
      const std::string printed = without_space(sentence.substr(sentence.find(found) + found.size()));
      const bool is_declared = std::any_of(declared.begin(), declared.end(), [&](const std::string& address) {
        return printed.find(address) != std::string::npos;
      });
      if (!is_declared) report(draft, FindingCode::address_differs, clause, {printed});
    });
  }
}

bool is_contact_letter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view("-._+@").find(c) != std::string_view::npos;
}

// 03-1234-5678 or a mail address.
bool is_contact_word(std::string_view word) {
  if (word.find('@') != std::string_view::npos)
    return word.size() > 2 && word.back() != '@' && word.front() != '@';
  const bool digits = word.find_first_not_of("0123456789-") == std::string_view::npos;
  return digits && word.starts_with('0') && std::count(word.begin(), word.end(), '-') == 2 &&
         word.size() >= 11;
}

// Telephone numbers and mail addresses in the text against those of the rules.
void check_contacts(Draft& draft, const Clause& clause) {
  const std::string& text = clause.text.ja;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::size_t end = at;
    while (end < text.size() && is_contact_letter(text[end])) ++end;
    if (end == at) continue;
    std::string word = text.substr(at, end - at);
    while (word.ends_with('.')) word.pop_back();
    const auto& contacts = draft.tables.contacts;
    const bool is_declared = std::any_of(contacts.begin(), contacts.end(), [&](const Contact& contact) {
      return contact.telephone == word || contact.email == word;
    });
    if (!is_declared && is_contact_word(word)) report(draft, FindingCode::contact_differs, clause, {word});
    at = end;
  }
}

}  // namespace

void check_text(Draft& draft) {
  check_knowable_matters(draft);
  check_addresses(draft);
  const bool has_reasoning = draft.has_kind("related");
  for (const Clause& clause : draft.tables.clauses) {
    check_sentences(draft, clause);
    check_refusals(draft, clause);
    check_related_purposes(draft, clause, has_reasoning);
    check_references(draft, clause);
    check_citations(draft, clause);
    check_lists(draft, clause);
    check_days(draft, clause);
    check_contacts(draft, clause);
  }
}

}  // namespace daicho::policy
