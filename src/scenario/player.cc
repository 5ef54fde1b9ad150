// SPDX-License-Identifier: Apache-2.0
#include "scenario/player.h"

#include <simdjson.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "base/log.h"
#include "service/value_form.h"

namespace daicho::scenario {
namespace {

using policy::Node;
using simdjson::dom::element;

std::string json_string(std::string_view text) {
  std::string out;
  base::append_json_string(out, text);
  return out;
}

std::string json(const Node& node) {
  switch (node.kind) {
    case Node::Kind::text:
      return json_string(node.text);
    case Node::Kind::list: {
      std::string out = "[";
      for (const Node& one : node.elements) out += (out.size() > 1 ? "," : "") + json(one);
      return out + "]";
    }
    case Node::Kind::mapping: {
      std::string out = "{";
      for (std::size_t i = 0; i < node.keys.size(); ++i) {
        out += (i > 0 ? "," : "") + json_string(node.keys[i].text) + ":" + json(node.elements[i]);
      }
      return out + "}";
    }
  }
  return "null";
}

std::string text_of(const Node& what, std::string_view key) {
  const Node* found = what.find(key);
  return found == nullptr ? std::string() : found->text;
}

// `,"field":value` for each of `keys` that stands in the step.
std::string pass_on(const Node& what, std::initializer_list<std::pair<const char*, const char*>> keys) {
  std::string out;
  for (const auto& [in_file, in_request] : keys) {
    if (const Node* found = what.find(in_file)) out += "," + json_string(in_request) + ":" + json(*found);
  }
  return out;
}

// The value of `,"record":value`.
std::string_view bare(std::string_view member) {
  return member.substr(std::min(member.size(), std::string_view(",\"record\":").size()));
}

std::string expectation(const Node& step) {
  const Node* expected = step.find("expect");
  if (expected == nullptr) return {};
  std::string text = expected->kind == Node::Kind::text ? expected->text : json(*expected);
  if (const std::string because = text_of(step, "because"); !because.empty()) text += " because " + because;
  if (const std::string clause = text_of(step, "clause"); !clause.empty()) text += " by clause " + clause;
  return text;
}

}  // namespace

std::vector<PlayedCase> Player::play(const Node& scenario) {
  const Node* steps = scenario.find("steps");
  if (steps == nullptr || steps->kind != Node::Kind::list) {
    cases_.push_back({.line = scenario.position.line,
                      .verb = {},
                      .expected = {},
                      .fault = "a scenario has a list of steps"});
    return cases_;
  }
  for (const Node& one : steps->elements) step(one);
  return cases_;
}

void Player::step(const Node& step) {
  if (step.kind != Node::Kind::mapping || step.keys.empty())
    return wrong(step, "a step is a verb and what it asks");
  const std::string& verb = step.keys.front().text;
  const Node& what = step.elements.front();
  if (verb == "at") {
    const auto now = base::Instant::parse(what.text);
    if (!now) return wrong(step, "this is not a time");
    today_ = base::LocalDate::on(*now);
    return asker_.set_clock(*now);
  }
  in_vain_.clear();
  const Asked asked = translate(verb, what);
  if (!in_vain_.empty()) return wrong(step, in_vain_);
  const Reply reply = asker_.ask(asked.operation, asked.body);
  learn(verb, what, reply);
  remember(step, reply);
  compare_shown(step, reply);
  if (const Node* expected = step.find("expect")) {
    const std::size_t before = cases_.size();
    compare(step, *expected, reply);
    if (cases_.size() == before)
      cases_.push_back(
          {.line = step.position.line, .verb = verb, .expected = expectation(step), .fault = {}});
  } else if (reply.status != 200) {
    wrong(step, reply.body);
  }
}

Player::Asked Player::translate(const std::string& verb, const Node& what) {
  if (verb == "acquire") return acquire(what);
  if (verb == "use") return use(what);
  if (verb == "provide" || verb == "entrust") return share(verb, what);
  if (verb == "find") return find(what);
  if (verb == "hold") return hold(what);
  if (verb == "retention")
    return {"retention_run", today_ ? "{\"today\":" + json_string(today_->text()) + "}" : "{}"};
  const bool has_words_of_its_own = verb == "correct" || verb == "consent" || verb == "withdraw" ||
                                    verb == "stop" || verb == "lift" || verb == "event" ||
                                    verb == "release" || verb == "erase";
  if (!has_words_of_its_own) {
    const service::OperationRow* row = service::operation_named(verb);
    if (row == nullptr) return {verb, in_vain("no such verb: " + verb)};
    return plainly(*row, what);
  }
  const std::string head = "{\"subject\":" + subject(what);
  if (verb == "correct")
    return {verb, head + record(what) + pass_on(what, {{"items", "items"}, {"remove", "remove"}}) + "}"};
  if (verb == "consent")
    return {verb, head + ",\"channel\":" + json_string(policy_.channels().begin()->name.text()) +
                      pass_on(what, {{"consent", "consent"}}) + "}"};
  if (verb == "withdraw") return {verb, head + pass_on(what, {{"consent", "consent"}}) + "}"};
  if (verb == "stop" || verb == "lift") return {verb, head + pass_on(what, {{"stop", "stop"}}) + "}"};
  if (verb == "event")
    return {"event", head + record(what) + pass_on(what, {{"event", "event"}, {"on", "on"}}) + "}"};
  if (verb == "release") {
    const auto found = holds_.find({text_of(what, "of"), text_of(what, "kind")});
    return {verb, head + ",\"hold\":" + json_string(found == holds_.end() ? "" : found->second) + "}"};
  }
  return {verb, head + record(what) + "}"};
}

// `of` is the subject, and a record is named by its type; everything else has the names of the specification.
Player::Asked Player::plainly(const service::OperationRow& row, const Node& what) {
  std::string body = "{";
  for (std::size_t i = 0; i < what.keys.size(); ++i) {
    const std::string name = what.keys[i].text == "of" ? "subject" : what.keys[i].text;
    const auto known = std::find_if(row.fields.begin(), row.fields.end(),
                                    [&](const service::Field& one) { return one.name.text() == name; });
    if (known == row.fields.end())
      return {what.keys[i].text, in_vain(std::string(row.name.text()) + " takes no " + name)};
    body += (body.size() > 1 ? "," : "") + json_string(name) + ":" + field(*known, what, what.elements[i]);
  }
  return {std::string(row.name.text()), body + "}"};
}

std::string Player::field(const service::Field& field, const Node& what, const Node& value) {
  using service::FieldType;
  if (field.type == FieldType::subject) return subject(what);
  if (field.type == FieldType::count || field.type == FieldType::flag) return value.text;
  if (field.type == FieldType::document) return document(value);
  if (field.name.text() == "record" && value.kind == Node::Kind::text) return std::string(bare(record(what)));
  return filled(value);
}

std::string Player::document(const Node& value) {
  std::ifstream file(folder_ + "/" + value.text);
  if (!file) return in_vain("there is no file " + value.text);
  std::ostringstream text;
  text << file.rdbuf();
  return json_string(text.str());
}

// `<name>` is what an earlier step remembered under that name.
std::string Player::filled(const Node& value) {
  if (value.kind != Node::Kind::text || !value.text.starts_with('<') || !value.text.ends_with('>'))
    return json(value);
  const auto found = remembered_.find(value.text.substr(1, value.text.size() - 2));
  if (found == remembered_.end()) return in_vain("nothing is remembered as " + value.text);
  return json_string(found->second);
}

void Player::remember(const Node& step, const Reply& reply) {
  const Node* names = step.find("remember");
  if (names == nullptr) return;
  simdjson::dom::parser parser;
  const auto answer = parser.parse(simdjson::padded_string(reply.body));
  for (std::size_t i = 0; i < names->keys.size(); ++i) {
    std::string_view text;
    if (answer.at_pointer(names->elements[i].text).get(text)) {
      wrong(step, "nothing stands at " + names->elements[i].text + ": " + reply.body);
    } else {
      remembered_[names->keys[i].text] = std::string(text);
    }
  }
}

void Player::compare_shown(const Node& step, const Reply& reply) {
  const Node* shown = step.find("shows");
  if (shown == nullptr) return;
  simdjson::dom::parser parser;
  const auto answer = parser.parse(simdjson::padded_string(reply.body));
  for (std::size_t i = 0; i < shown->keys.size(); ++i) {
    element at;
    std::string_view text;
    if (answer.at_pointer(shown->keys[i].text).get(at)) {
      wrong(step, "nothing stands at " + shown->keys[i].text + ": " + reply.body);
      continue;
    }
    const std::string is = at.get(text) ? simdjson::minify(at) : std::string(text);
    if (is != shown->elements[i].text) wrong(step, shown->keys[i].text + " is " + is + ": " + reply.body);
  }
}

std::string Player::subject(const Node& what) {
  const auto found = ids_.find(text_of(what, "of"));
  if (found == ids_.end()) return in_vain("nobody was introduced as " + text_of(what, "of"));
  return "{\"id\":" + json_string(found->second) + "}";
}

std::string Player::record(const Node& what) {
  const std::string type = text_of(what, "record");
  if (type.empty()) return {};
  const auto found = records_.find({text_of(what, "of"), type});
  if (found == records_.end()) return in_vain("no record of type " + type + " was acquired");
  return ",\"record\":" + json_string(found->second);
}

std::string Player::in_vain(const std::string& why) {
  in_vain_ = why;
  return {};
}

Player::Asked Player::acquire(const Node& what) {
  std::string body = "{\"source\":" + json_string(text_of(what, "source"));
  if (what.find("of") != nullptr) body += ",\"subject\":" + subject(what);
  body += pass_on(what, {{"subject", "subject_kind"},
                         {"record", "record_type"},
                         {"channel", "channel"},
                         {"purposes", "purposes"},
                         {"items", "items"},
                         {"contexts", "contexts"},
                         {"facts", "facts"},
                         {"exception", "exception"},
                         {"client", "client"}});
  return {"acquire", body + "}"};
}

Player::Asked Player::use(const Node& what) {
  return {"use", "{\"subject\":" + subject(what) +
                     pass_on(what, {{"purpose", "purpose"},
                                    {"items", "items"},
                                    {"record", "record_type"},
                                    {"medium", "medium"},
                                    {"facts", "facts"},
                                    {"contexts", "contexts"},
                                    {"exception", "exception"},
                                    {"client", "client"}}) +
                     "}"};
}

// `as` names the provision or entrustment.
Player::Asked Player::share(const std::string& verb, const Node& what) {
  return {verb, "{\"subject\":" + subject(what) +
                    pass_on(what, {{"as", verb == "provide" ? "provision" : "entrustment"},
                                   {"to", "recipient"},
                                   {"record", "record_type"},
                                   {"items", "items"},
                                   {"purpose", "purpose"},
                                   {"country", "country"},
                                   {"client", "client"},
                                   {"facts", "facts"}}) +
                    (text_of(what, "for_payment") == "true" ? ",\"for_payment\":true}" : "}")};
}

Player::Asked Player::find(const Node& what) {
  std::string by = "{";
  const Node* items = what.find("items");
  for (std::size_t i = 0; items != nullptr && i < items->keys.size(); ++i) {
    const auto item = policy_.items().find(items->keys[i].text);
    const auto kind = item ? service::found_as(policy_.items()[*item].value) : std::nullopt;
    const std::string name = kind ? std::string(public_name(*kind).text()) : items->keys[i].text;
    by += (i > 0 ? "," : "") + json_string(name) + ":" + json(items->elements[i]);
  }
  return {"find", "{\"by\":" + by + "}" + pass_on(what, {{"purpose", "purpose"}}) + "}"};
}

// `end` and `review` are dates, beside the facts.
Player::Asked Player::hold(const Node& what) {
  std::string body = "{\"subject\":" + subject(what) + record(what) + pass_on(what, {{"kind", "hold"}});
  std::string facts = "{";
  if (const Node* stated = what.find("facts")) {
    for (std::size_t i = 0; i < stated->keys.size(); ++i) {
      const std::string& name = stated->keys[i].text;
      if (name == "end" || name == "review") {
        body += "," + json_string(name) + ":" + json(stated->elements[i]);
      } else {
        facts += (facts.size() > 1 ? "," : "") + json_string(name) + ":" + json(stated->elements[i]);
      }
    }
  }
  return {"hold", body + ",\"facts\":" + facts + "}}"};
}

void Player::learn(const std::string& verb, const Node& what, const Reply& reply) {
  simdjson::dom::parser parser;
  element answer;
  if (reply.status != 200 || parser.parse(simdjson::padded_string(reply.body)).get(answer)) return;
  std::string_view id;
  if (verb == "acquire") {
    std::string person = text_of(what, "of");
    if (const Node* introduced = what.find("as")) {
      person = introduced->text;
      persons_.push_back(person);
      if (!answer["subject"].get(id)) ids_[person] = std::string(id);
    }
    if (!answer.at_pointer("/records/0").get(id))
      records_[{person, text_of(what, "record")}] = std::string(id);
  }
  if (verb == "hold" && !answer["hold"].get(id))
    holds_[{text_of(what, "of"), text_of(what, "kind")}] = std::string(id);
}

void Player::wrong(const Node& step, const std::string& why) {
  const std::string verb = step.keys.empty() ? std::string() : step.keys.front().text;
  cases_.push_back({.line = step.position.line, .verb = verb, .expected = expectation(step), .fault = why});
}

void Player::compare(const Node& step, const Node& expected, const Reply& reply) {
  simdjson::dom::parser parser;
  element answer;
  if (parser.parse(simdjson::padded_string(reply.body)).get(answer))
    return wrong(step, "no JSON: " + reply.body);
  const std::string because = text_of(step, "because"), clause = text_of(step, "clause");
  std::string_view text;
  if (expected.text == "refused") {
    if (reply.status == 200 || answer["code"].get(text) || text != because)
      wrong(step, "expected the error " + because + ": " + reply.body);
    return;
  }
  if (reply.status != 200) return wrong(step, reply.body);
  if (const Node* found = expected.find("found")) {
    std::vector<std::string> names;
    simdjson::dom::array list;
    if (!answer["found"].get(list)) {
      for (const std::string& person : persons_) {
        for (const element hit : list) {
          if (!hit["subject"].get(text) && text == ids_[person]) names.push_back(person);
        }
      }
    }
    std::vector<std::string> wanted;
    for (const Node& name : found->elements) wanted.push_back(name.text);
    if (names != wanted || list.size() != wanted.size()) wrong(step, "found others: " + reply.body);
    return;
  }
  if (const Node* erased = expected.find("erased")) {
    std::uint64_t count = 0;
    if (answer.at_pointer("/erased/records").get(count) || std::to_string(count) != erased->text)
      wrong(step, "erased another number: " + reply.body);
    return;
  }
  if (answer["outcome"].get(text) || text != expected.text)
    return wrong(step, "expected " + expected.text + ": " + reply.body);
  if (because.empty() && clause.empty()) return;
  simdjson::dom::array reasons;
  if (answer["reasons"].get(reasons)) return wrong(step, "no reasons: " + reply.body);
  const bool fits = std::any_of(reasons.begin(), reasons.end(), [&](element reason) {
    std::string_view code, at;
    const bool code_fits = because.empty() || (!reason["code"].get(code) && code == because);
    return code_fits && (clause.empty() || (!reason["clause"].get(at) && at == clause));
  });
  if (!fits) wrong(step, "expected because " + because + " by clause " + clause + ": " + reply.body);
}

}  // namespace daicho::scenario
