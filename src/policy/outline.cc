// SPDX-License-Identifier: Apache-2.0
#include "policy/outline.h"

#include <algorithm>
#include <iterator>

namespace daicho::policy {
namespace {

std::string text_of(const Node& mapping, std::string_view key) {
  const Node* found = mapping.find(key);
  return found == nullptr ? std::string() : found->text;
}

LocalText local_text_of(const Node& mapping, std::string_view key) {
  const Node* found = mapping.find(key);
  return found == nullptr ? LocalText{} : LocalText{text_of(*found, "ja"), text_of(*found, "en")};
}

std::vector<std::string> words_of(const Node& mapping, std::string_view key) {
  std::vector<std::string> words;
  const Node* found = mapping.find(key);
  if (found == nullptr) return words;
  if (found->kind == Node::Kind::text) words.push_back(found->text);
  for (const Node& word : found->elements) words.push_back(word.text);
  return words;
}

// Kinds that people carry out, and whose evidence is not named by the rule but kept by the procedure.
bool is_office_work(std::string_view kind) {
  constexpr std::string_view kinds[] = {"complaint", "incident", "right", "role", "threat"};
  return std::find(std::begin(kinds), std::end(kinds), kind) != std::end(kinds);
}

// A value on one line: `{consent: location}`.
std::string written(const Node& node) {
  if (node.kind == Node::Kind::text) return node.text;
  const bool is_list = node.kind == Node::Kind::list;
  std::string out = is_list ? "[" : "{";
  for (std::size_t i = 0; i < node.elements.size(); ++i) {
    if (i > 0) out += ", ";
    if (!is_list) out += node.keys[i].text + ": ";
    out += written(node.elements[i]);
  }
  return out + (is_list ? "]" : "}");
}

FieldOutline field_of(const Node::Key& key, const Node& value) {
  FieldOutline field{key.text, {}};
  if (value.kind == Node::Kind::text) field.words.push_back(value.text);
  for (std::size_t i = 0; i < value.elements.size(); ++i) {
    const bool is_mapping = value.kind == Node::Kind::mapping;
    field.words.push_back((is_mapping ? value.keys[i].text + ": " : "") + written(value.elements[i]));
  }
  return field;
}

RuleOutline rule_of(const Node& node) {
  RuleOutline rule;
  for (std::size_t i = 1; i < node.keys.size(); ++i) {
    const std::string& key = node.keys[i].text;
    if (key != "label" && key != "promises") rule.fields.push_back(field_of(node.keys[i], node.elements[i]));
  }
  rule.kind = node.keys.front().text;
  rule.name = node.elements.front().text;
  rule.label = local_text_of(node, "label");
  rule.position = node.position;
  rule.promises = words_of(node, "promises");
  rule.evidence = text_of(node, "evidence");
  rule.every = text_of(node, "every");
  if (rule.kind == "statement") {
    rule.keeping = Keeping::statement;
  } else if (node.find("evidence") != nullptr || is_office_work(rule.kind)) {
    rule.keeping = Keeping::watched;
  }
  return rule;
}

}  // namespace

base::Literal public_name(Keeping keeping) {
  switch (keeping) {
    case Keeping::enforced:
      return "enforced";
    case Keeping::watched:
      return "watched";
    case Keeping::statement:
      return "statement";
  }
  return "enforced";
}

Outline outline_of(const Node& document) {
  Outline outline;
  outline.policy = text_of(document, "policy");
  outline.version = text_of(document, "version");
  const Node* clauses = document.find("clauses");
  if (clauses == nullptr) return outline;
  for (const Node& node : clauses->elements) {
    ClauseOutline clause;
    clause.name = text_of(node, "id");
    clause.number = text_of(node, "number");
    clause.title = local_text_of(node, "title");
    clause.text = local_text_of(node, "text");
    clause.position = node.position;
    clause.promises = words_of(node, "promises");
    if (const Node* rules = node.find("rules")) {
      for (const Node& rule : rules->elements) {
        if (rule.kind == Node::Kind::mapping && !rule.keys.empty()) clause.rules.push_back(rule_of(rule));
      }
    }
    outline.clauses.push_back(std::move(clause));
  }
  return outline;
}

}  // namespace daicho::policy
