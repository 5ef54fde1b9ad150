// SPDX-License-Identifier: Apache-2.0
#include "cli/policy_explain.h"

#include <iostream>
#include <sstream>

#include "cli/exit_code.h"
#include "cli/policy_file.h"
#include "cli/texts.h"
#include "policy/explain.h"
#include "service/json_writer.h"
#include "service/operation.h"
#include "service/operations/rows.h"

namespace daicho::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::fail;
using base::Literal;
using base::Result;

// Everything that decide() is asked with.
struct Asked {
  policy::SubjectFacts subject{.state = policy::SubjectState::living};
  policy::RecordFacts record;
  policy::Question question;
  base::Instant at;
};

template <typename Table, typename Set>
base::Status put_all(const Table& table, const std::vector<std::string>& names, Literal field, Set& set) {
  std::uint64_t position = 0;
  for (const std::string& name : names) {
    ASSIGN_OR_RETURN(const auto place, service::place_of(table, name, field, ++position));
    set.set(place);
  }
  return {};
}

template <typename Table, typename Place>
base::Status put_one(const Table& table, const std::string& name, Literal field,
                     std::optional<Place>& place) {
  if (name.empty()) return {};
  ASSIGN_OR_RETURN(place, service::place_of(table, name, field));
  return {};
}

Result<Asked> asked(const policy::Policy& policy, const ExplainOptions& options) {
  Asked out;
  const auto operation = policy::operation_named(options.operation);
  if (!operation)
    return fail(Error(ErrorCode::unknown_term, "there is no such operation; name use, acquire, find …")
                    .with("field", Literal("operation")));
  out.question.operation = *operation;
  RETURN_IF_ERROR(put_all(policy.items(), options.items, "items", out.question.items));
  RETURN_IF_ERROR(put_one(policy.purposes(), options.purpose, "purpose", out.question.purpose));
  RETURN_IF_ERROR(put_all(policy.purposes(), options.purposes, "purposes", out.question.purposes));
  RETURN_IF_ERROR(
      put_one(policy.record_types(), options.record_type, "record_type", out.question.record_type));
  RETURN_IF_ERROR(put_one(policy.channels(), options.channel, "channel", out.question.channel));
  RETURN_IF_ERROR(put_one(policy.exceptions(), options.exception, "exception", out.question.exception));
  RETURN_IF_ERROR(put_all(policy.contexts(), options.contexts, "contexts", out.question.contexts));
  RETURN_IF_ERROR(put_all(policy.facts(), options.facts, "facts", out.question.facts));
  RETURN_IF_ERROR(put_all(policy.consents(), options.consents, "consents", out.subject.given));
  RETURN_IF_ERROR(put_all(policy.stops(), options.stops, "stops", out.subject.standing));
  if (!options.medium.empty()) {
    ASSIGN_OR_RETURN(out.question.medium, service::medium_named(options.medium));
  }
  out.question.source_stated = !options.source_not_stated;
  out.record.held = true;
  out.record.type = out.question.record_type;
  RETURN_IF_ERROR(put_all(policy.purposes(), options.acquired_for, "acquired_for", out.record.acquired_for));
  if (options.acquired_for.empty() && out.question.purpose)
    out.record.acquired_for.set(*out.question.purpose);
  auto day = today();
  if (!options.on.empty()) {
    const auto given = base::LocalDate::parse(options.on);
    if (!given)
      return fail(Error(ErrorCode::invalid_value, "name a day as YYYY-MM-DD").with("field", Literal("on")));
    day = *given;
  }
  out.at = day.start();
  return out;
}

policy::CallerFacts anybody() {
  policy::CallerFacts caller{.operations = {}, .purposes = {}, .all_purposes = true};
  for (const policy::Operation operation : policy::all_operations) caller.operations.set(operation);
  return caller;
}

void print_json(const policy::Explanation& explanation) {
  service::JsonWriter out;
  out.begin_object().key("outcome").value(explanation.permitted ? Literal("permitted") : Literal("denied"));
  out.key("reasons").begin_array();
  for (const policy::ExplanationLine& line : explanation.lines) {
    out.begin_object().key("code").value(policy::public_name(line.code));
    if (!line.about.empty()) out.key("about").published(line.about);
    out.key("sentence").published(line.sentence);
    if (line.clause) {
      out.key("clause").published(line.clause->name).key("clause_number").published(line.clause->number);
      out.key("clause_title").published(line.clause->title).key("clause_text").published(line.clause->text);
    }
    if (line.article)
      out.key("article")
          .published(line.article->name)
          .key("article_printed")
          .published(line.article->printed);
    out.end_object();
  }
  out.end_array().key("denied_items").begin_array();
  for (const std::string& item : explanation.denied_items) out.published(item);
  out.end_array().end_object();
  std::cout << out.text() << "\n";
}

void print_for_people(const policy::Explanation& explanation, base::Language language) {
  std::cout << help_text(explanation.permitted ? "explain-permitted" : "explain-denied", language) << "\n";
  for (const policy::ExplanationLine& line : explanation.lines) {
    std::cout << "\n- " << line.sentence << "\n";
    if (line.clause) {
      std::cout << "    " << line.clause->number << " " << line.clause->title << " (" << line.clause->name
                << ")\n";
      std::istringstream text(line.clause->text);
      for (std::string one; std::getline(text, one);) std::cout << "      │ " << one << "\n";
    }
    if (line.article) std::cout << "    " << line.article->printed << " (" << line.article->name << ")\n";
  }
  if (explanation.denied_items.empty()) return;
  std::cout << "\n" << help_text("explain-items", language);
  for (const std::string& item : explanation.denied_items) std::cout << " " << item;
  std::cout << "\n";
}

}  // namespace

int explain_policy(const ExplainOptions& options, const Manner& manner) {
  const auto file = read_policy(options.file, today());
  if (!file) return fail_with(file.error(), manner, options.file);
  if (!file->compiled.policy) return fail_with_findings(*file, manner);
  const policy::Policy& policy = *file->compiled.policy;
  const auto question = asked(policy, options);
  if (!question) return fail_with(question.error(), manner);
  const policy::Decision decision =
      decide(policy, anybody(), question->subject, question->record, question->question, question->at);
  const policy::Explanation explanation = explain(policy, decision, manner.language);
  if (manner.json) {
    print_json(explanation);
  } else {
    print_for_people(explanation, manner.language);
  }
  return explanation.permitted ? exit_done : exit_denied;
}

}  // namespace daicho::cli
