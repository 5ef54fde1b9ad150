// SPDX-License-Identifier: Apache-2.0
#include "policy/interview.h"

#include <algorithm>
#include <set>

#include "base/check.h"
#include "base/local_date.h"
#include "base/term.h"
#include "policy_texts.h"

namespace daicho::policy {
namespace {

using Form = InterviewQuestion::Form;

constexpr std::size_t text_length_max = 200;
constexpr std::size_t number_length_max = 6;
constexpr std::size_t years_length_max = 2;

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t') || text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

// What stands before `mark`; it and the mark are taken from `rest`.
std::string_view cut(std::string_view& rest, std::string_view mark) {
  const std::size_t end = std::min(rest.find(mark), rest.size());
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + mark.size(), rest.size()));
  return trimmed(part);
}

std::vector<std::string> words_of(std::string_view list) {
  std::vector<std::string> words;
  while (!list.empty()) {
    const std::string_view word = cut(list, ",");
    if (!word.empty()) words.emplace_back(word);
  }
  return words;
}

Form form_named(std::string_view name) {
  constexpr std::pair<std::string_view, Form> forms[] = {
      {"name", Form::name},   {"text", Form::text}, {"date", Form::date}, {"number", Form::number},
      {"years", Form::years}, {"one", Form::one},   {"some", Form::some}};
  for (const auto& [known, form] : forms) {
    if (known == name) return form;
  }
  CHECK(!"a question of an unknown form");
  return Form::text;
}

// A text stands in quotes and in blocks of the file: what would end them is refused.
bool is_plain_text(std::string_view text) {
  return !text.empty() && text.size() <= text_length_max &&
         std::none_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == '{' || c == '}' ||
                  c == '#';
         });
}

bool is_number(std::string_view text, std::size_t length_max) {
  return !text.empty() && text.size() <= length_max &&
         text.find_first_not_of("0123456789") == std::string_view::npos &&
         (text.size() == 1 || text[0] != '0');
}

template <typename Use>
void for_each_row(std::string_view file, Use use) {
  while (!file.empty()) {
    const std::string_view line = cut(file, "\n");
    if (!line.empty() && line.front() != '#') use(line);
  }
}

// The conditions that hold: `items.health` for a choice, and those that follow from several.
class Conditions {
 public:
  explicit Conditions(const Answers& answers) {
    for (const auto& [name, words] : answers) {
      for (const std::string& word : words) holding_.insert(name + "." + word);
    }
    holding_.insert("always");
    if (holds("purposes.news")) holding_.insert("items.email");  // it is what the news is sent to
    derive("news", {"purposes.news"});
    derive("inquiry", {"purposes.inquiries", "items.recordings"});
    derive("contract", {"purposes.billing", "purposes.analysis", "purposes.safety", "items.payment"});
    derive("profile", {"items.name", "items.address", "items.telephone", "items.email", "items.birth_date",
                       "items.occupation", "items.health", "items.location"});
    derive("logs", {"items.web", "sector.telecommunications"});
    if (!holds("fee_yen.0")) holding_.insert("fee");
  }

  // `name`, or `!name` for its contrary.
  bool holds(std::string_view condition) const {
    const bool negated = condition.starts_with('!');
    if (negated) condition.remove_prefix(1);
    return (holding_.find(condition) != holding_.end()) != negated;
  }

 private:
  void derive(std::string name, std::initializer_list<std::string_view> any_of) {
    const bool any =
        std::any_of(any_of.begin(), any_of.end(), [this](std::string_view one) { return holds(one); });
    if (any) holding_.insert(std::move(name));
  }

  std::set<std::string, std::less<>> holding_;
};

// `line` with each {name} as answered.
std::string filled(std::string_view line, const Answers& answers) {
  std::string out;
  while (!line.empty()) {
    const std::size_t open = std::min(line.find('{'), line.size());
    out += line.substr(0, open);
    line.remove_prefix(open);
    const std::size_t close = line.find('}');
    const auto answer =
        close == std::string_view::npos ? answers.end() : answers.find(line.substr(1, close - 1));
    if (answer != answers.end()) {
      out += answer->second.front();
      line.remove_prefix(close + 1);
    } else if (!line.empty()) {
      out.push_back(line.front());
      line.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace

std::optional<std::vector<std::string>> InterviewQuestion::accept(std::string_view given) const {
  const std::string_view word = trimmed(given);
  const auto when = [&](bool fits) {
    return fits ? std::optional(std::vector<std::string>{std::string(word)}) : std::nullopt;
  };
  const auto is_choice = [this](const std::string& one) {
    return std::find(choices.begin(), choices.end(), one) != choices.end();
  };
  switch (form) {
    case Form::name:
      return when(base::Term::declared(word).has_value());
    case Form::text:
      return when(is_plain_text(word));
    case Form::date:
      return when(base::LocalDate::parse(word).has_value());
    case Form::number:
      return when(is_number(word, number_length_max));
    case Form::years:
      return when(is_number(word, years_length_max) && word != "0");
    case Form::one:
      return when(is_choice(std::string(word)));
    case Form::some: {
      std::vector<std::string> words = words_of(word);
      if (words.empty() || !std::all_of(words.begin(), words.end(), is_choice)) return std::nullopt;
      return words;
    }
  }
  return std::nullopt;
}

std::vector<InterviewQuestion> questions() {
  std::vector<InterviewQuestion> all;
  for_each_row(texts::interview_txt, [&](std::string_view line) {
    InterviewQuestion question;
    question.name = cut(line, "|");
    question.form = form_named(cut(line, "|"));
    question.choices = words_of(cut(line, "|"));
    question.fallback = words_of(cut(line, "|"));
    question.prompt.ja = cut(line, "|");
    question.prompt.en = cut(line, "|");
    all.push_back(std::move(question));
  });
  return all;
}

std::vector<Consequence> consequences_of(const Answers& answers) {
  const Conditions conditions(answers);
  std::vector<Consequence> all;
  for_each_row(texts::consequences_txt, [&](std::string_view line) {
    if (!conditions.holds(cut(line, "|"))) return;
    Consequence one;
    one.article = cut(line, "|");
    one.text.ja = cut(line, "|");
    one.text.en = cut(line, "|");
    all.push_back(std::move(one));
  });
  return all;
}

std::string first_policy(const Answers& answers, const std::vector<std::string>& remarks) {
  constexpr std::string_view mark = " #? ";
  const Conditions conditions(answers);
  Answers values = answers;
  values["last_number"] = {conditions.holds("cookies.yes") ? "12" : "11"};
  std::string out;
  for (const std::string& remark : remarks) out += "# " + remark + "\n";
  bool shown = true;
  std::string_view rest = texts::new_policy_txt;
  rest.remove_prefix(rest.find('\n') + 1);  // its own comment
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.starts_with('<')) {
      shown = conditions.holds(line.substr(1));
    } else if (line == ">") {
      shown = true;
    } else if (shown) {
      const std::size_t at = line.find(mark);
      const bool holds = at == std::string_view::npos || conditions.holds(line.substr(at + mark.size()));
      if (holds) out += filled(line.substr(0, at), values) + "\n";
    }
  }
  return out;
}

}  // namespace daicho::policy
