// SPDX-License-Identifier: Apache-2.0
#include "policy/fields.h"

#include <charconv>

namespace daicho::policy {
namespace {

// A whole number without sign; nothing for anything else.
std::optional<std::int32_t> parse_number(std::string_view text) {
  std::int32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty() || text.front() == '-') {
    return std::nullopt;
  }
  return number;
}

}  // namespace

Fields::Fields(const Node& mapping, std::string where, Draft& draft)
    : mapping_(mapping), where_(std::move(where)), draft_(draft), taken_(mapping.keys.size(), false) {
  if (mapping.kind != Node::Kind::mapping)
    draft.report(FindingCode::expected_mapping, mapping.position, {where_});
}

const Node* Fields::take(std::string_view name, Need need) {
  const Node* found = nullptr;
  for (std::size_t i = 0; i < mapping_.keys.size(); ++i) {
    if (mapping_.keys[i].text != name) continue;
    taken_[i] = true;  // also a duplicate, which is reported already
    if (found == nullptr) found = &mapping_.elements[i];
  }
  if (found == nullptr && need == Need::required) {
    draft_.report(FindingCode::missing_field, mapping_.position, {std::string(name), where_});
  }
  return found;
}

std::optional<Mention> Fields::mention(std::string_view name, Need need) {
  const Node* node = take(name, need);
  if (node == nullptr) return std::nullopt;
  if (node->kind != Node::Kind::text) {
    draft_.report(FindingCode::expected_text, node->position, {std::string(name)});
    return std::nullopt;
  }
  if (node->text.empty()) {
    draft_.report(FindingCode::empty_text, node->position, {std::string(name)});
    return std::nullopt;
  }
  return Mention{node->text, node->position};
}

std::string Fields::text(std::string_view name, Need need) {
  const auto word = mention(name, need);
  return word ? word->text : std::string();
}

LocalText Fields::local_text(std::string_view name, Need need) {
  LocalText out;
  const Node* node = take(name, need);
  if (node == nullptr) return out;
  Fields languages(*node, std::string(name), draft_);
  if (node->kind != Node::Kind::mapping) return out;
  out.ja = languages.text("ja", Need::required);
  out.en = languages.text("en", Need::optional);
  if (node->find("en") == nullptr) {
    draft_.report(FindingCode::missing_translation, node->position, {std::string(name)});
  }
  languages.finish();
  return out;
}

std::optional<base::Term> Fields::term(std::string_view name, Need need) {
  const auto word = mention(name, need);
  if (!word) return std::nullopt;
  auto term = base::Term::declared(word->text);
  if (!term) draft_.report(FindingCode::not_a_term, word->position, {word->text});
  return term;
}

std::optional<base::LocalDate> Fields::date(std::string_view name, Need need) {
  const auto word = mention(name, need);
  if (!word) return std::nullopt;
  const auto date = base::LocalDate::parse(word->text);
  if (!date) draft_.report(FindingCode::not_a_date, word->position, {word->text});
  return date;
}

std::optional<base::Period> Fields::period(std::string_view name, Need need) {
  const auto word = mention(name, need);
  if (!word) return std::nullopt;
  const auto period = base::parse_period(word->text);
  if (!period) draft_.report(FindingCode::not_a_period, word->position, {word->text});
  return period;
}

std::optional<std::int16_t> Fields::minutes_of_day(std::string_view name, Need need) {
  const auto word = mention(name, need);
  if (!word) return std::nullopt;
  const std::string_view time = word->text;
  if (time.size() == 5 && time[2] == ':') {
    const auto hours = parse_number(time.substr(0, 2)), minutes = parse_number(time.substr(3));
    if (hours && minutes && *minutes < 60 && *hours * 60 + *minutes <= 24 * 60) {
      return static_cast<std::int16_t>(*hours * 60 + *minutes);
    }
  }
  draft_.report(FindingCode::not_a_time, word->position, {word->text});
  return std::nullopt;
}

bool Fields::flag(std::string_view name, bool fallback) {
  const auto word = mention(name, Need::optional);
  if (!word) return fallback;
  if (word->text == "true") return true;
  if (word->text == "false") return false;
  draft_.report(FindingCode::unknown_choice, word->position, {word->text, std::string(name), "true, false"});
  return fallback;
}

std::vector<Mention> Fields::mentions(std::string_view name, Need need) {
  std::vector<Mention> words;
  const Node* node = take(name, need);
  if (node == nullptr) return words;
  if (node->kind == Node::Kind::mapping) {
    draft_.report(FindingCode::expected_list, node->position, {std::string(name)});
    return words;
  }
  if (node->kind == Node::Kind::text) {
    if (!node->text.empty()) words.push_back({node->text, node->position});
    return words;
  }
  for (const Node& element : node->elements) {
    if (element.kind == Node::Kind::text && !element.text.empty()) {
      words.push_back({element.text, element.position});
    } else {
      draft_.report(FindingCode::expected_text, element.position, {std::string(name)});
    }
  }
  return words;
}

void Fields::finish() {
  for (std::size_t i = 0; i < taken_.size(); ++i) {
    if (!taken_[i]) {
      draft_.report(FindingCode::unknown_field, mapping_.keys[i].position, {mapping_.keys[i].text, where_});
    }
  }
}

}  // namespace daicho::policy
