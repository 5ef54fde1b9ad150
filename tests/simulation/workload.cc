// SPDX-License-Identifier: Apache-2.0
#include "tests/simulation/workload.h"

#include <simdjson.h>

namespace daicho::simulation {
namespace {

std::string text_of(simdjson::dom::element answer, const char* name) {
  std::string_view text;
  return answer[name].get(text) ? std::string() : std::string(text);
}

}  // namespace

Workload::Said Workload::ask(const std::string& operation, const std::string& body, const std::string& key) {
  const service::Answer answer = reg_.ask(operation, body, key);
  Said said{.status = answer.status, .body = answer.body};
  simdjson::dom::parser parser;
  simdjson::dom::element read;
  if (!parser.parse(simdjson::padded_string(answer.body)).get(read)) {
    said.outcome = text_of(read, "outcome");
    said.subject = text_of(read, "subject");
    said.place = text_of(read, "ledger_entry");
    said.is_unknown = text_of(read, "code") == "outcome_unknown";
    if (answer.status == 200) acknowledged_.push_back({said.place, text_of(read, "operation"), said.subject});
  }
  (said.permitted() ? permitted_ : said.denied() ? denied_ : errors_)++;
  return said;
}

std::optional<std::string> Workload::step() {
  constexpr std::uint64_t persons_max = 40;
  // Small steps mostly; now and then a day, seldom a year.
  reg_.clock.advance(reg_.dice.one_in(300)  ? std::chrono::hours(24 * 365)
                     : reg_.dice.one_in(20) ? std::chrono::hours(24)
                                            : std::chrono::hours(0));
  reg_.clock.advance(std::chrono::milliseconds(reg_.dice.below(1000)));
  if (persons_.empty() || (persons_.size() < persons_max && reg_.dice.one_in(5))) return acquire();
  Person& person = persons_[reg_.dice.below(persons_.size())];
  const std::string on = subject(person);
  switch (reg_.dice.below(14)) {
    case 0:
      return change(person, "stop", on + ",\"stop\":\"all_use\"}", &Person::stopped, Known::yes);
    case 1:
      return change(person, "lift", on + ",\"stop\":\"all_use\"}", &Person::stopped, Known::no);
    case 2:
      return change(person, "consent", on + ",\"consent\":\"location\",\"channel\":\"website\"}",
                    &Person::consents, Known::yes);
    case 3:
      return change(person, "withdraw", on + ",\"consent\":\"location\"}", &Person::consents, Known::no);
    case 4:
      return reg_.dice.one_in(4) ? erase(person) : use(person);
    case 5:
      return reg_.dice.one_in(6) ? retention() : use(person);
    case 6:
      return find(person);
    case 7:
    case 8:
      return use_location(person);
    default:
      return use(person);
  }
}

std::optional<std::string> Workload::acquire() {
  Person person;
  person.mail = "p" + std::to_string(persons_.size()) + "@example.jp";
  const std::string key = "key-" + std::to_string(keys_++);
  const std::string body =
      R"({"record_type":"profile","channel":"website","purposes":["customer_support"],"source":"form","items":{"name_kanji":"架空 太郎","email":")" +
      person.mail + "\"}}";
  Said said = ask("acquire", body, key);
  // A client that does not know asks again with the same key, until it is told.
  for (int again = 0; said.status != 200 && again < 200; ++again) said = ask("acquire", body, key);
  if (!said.permitted())
    return said.status == 200 ? std::optional("an acquisition was denied: " + said.body) : std::nullopt;
  person.id = said.subject;
  for (const Person& other : persons_) {
    if (other.id == person.id) return "two persons have one id";
  }
  // And once more: it has its effect once, and the same answer.
  const Said repeated = ask("acquire", body, key);
  if (repeated.status == 200 && (repeated.subject != said.subject || repeated.place != said.place)) {
    return "a repeated request had another effect: " + repeated.body;
  }
  persons_.push_back(std::move(person));
  return std::nullopt;
}

std::optional<std::string> Workload::use(Person& person) {
  const Said said = ask("use", subject(person) + R"(,"purpose":"customer_support","items":["email"]})");
  if (said.permitted()) {
    if (person.stopped == Known::yes) return "used after an acknowledged stop: " + said.body;
    if (person.erased == Known::yes) return "used after an acknowledged erasure: " + said.body;
    if (said.body.find('"' + person.mail + '"') == std::string::npos)
      return "another value was shown: " + said.body;
  }
  if (said.status != 200 && said.body.find("@example.jp") != std::string::npos)
    return "an error shows a personal value: " + said.body;
  return std::nullopt;
}

std::optional<std::string> Workload::use_location(Person& person) {
  const Said said = ask(
      "acquire",
      subject(person) +
          R"(,"record_type":"location","channel":"website","purposes":["web_analysis"],"source":"app","items":{"location":"架空町"}})",
      "loc-" + std::to_string(keys_++));
  if (said.permitted() && person.consents == Known::no)
    return "location was acquired without a standing consent: " + said.body;
  if (said.permitted() && person.erased == Known::yes)
    return "acquired after an acknowledged erasure: " + said.body;
  return std::nullopt;
}

std::optional<std::string> Workload::change(Person& person, const std::string& operation,
                                            const std::string& body, Known Person::*fact, Known becomes) {
  const Said said = ask(operation, body, operation + "-" + std::to_string(keys_++));
  if (said.permitted()) {
    if (person.erased == Known::yes) return operation + " after an acknowledged erasure: " + said.body;
    person.*fact = becomes;
  } else if (said.is_unknown && person.*fact != becomes) {
    person.*fact = Known::maybe;
  }
  return std::nullopt;
}

std::optional<std::string> Workload::erase(Person& person) {
  const Said said = ask("erase", subject(person) + "}", "erase-" + std::to_string(keys_++));
  if (said.permitted()) {
    person.erased = Known::yes;
  } else if (said.is_unknown && person.erased == Known::no) {
    person.erased = Known::maybe;
  }
  return std::nullopt;
}

std::optional<std::string> Workload::find(Person& person) {
  const Said said = ask("find", R"({"purpose":"customer_support","by":{"email":")" + person.mail + "\"}}");
  const bool found = said.permitted() && said.body.find("\"found\":[]") == std::string::npos;
  if (found && person.erased == Known::yes) return "found after an acknowledged erasure: " + said.body;
  return std::nullopt;
}

std::optional<std::string> Workload::retention() {
  ask("retention_run", R"({"today":")" + base::LocalDate::on(reg_.clock.now()).text() + R"("})");
  return std::nullopt;
}

}  // namespace daicho::simulation
