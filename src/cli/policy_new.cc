// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>

#include "cli/exit_code.h"
#include "cli/files.h"
#include "cli/policy_commands.h"
#include "cli/policy_file.h"
#include "cli/texts.h"
#include "crypto/hash.h"
#include "policy/interview.h"
#include "policy/source.h"
#include "service/law_in_force.h"

namespace daicho::cli {
namespace {

using policy::Answers;
using policy::InterviewQuestion;

constexpr std::size_t answers_bytes_max = 64 * 1024;
constexpr int tries_max = 5;

std::string word(std::string_view key, base::Language language) {
  return std::string(help_text("new-" + std::string(key), language));
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& one : words) out += (out.empty() ? "" : ", ") + one;
  return out;
}

base::Error unanswered(const InterviewQuestion& question) {
  return base::Error(base::ErrorCode::missing_field,
                     "Answer this question; `daicho policy new --help` lists them all.")
      .with("question", *base::Term::declared(question.name));
}
base::Error not_accepted(const InterviewQuestion& question) {
  return base::Error(base::ErrorCode::invalid_value, "This answer has not the form that is asked for.")
      .with("question", *base::Term::declared(question.name));
}

// Prints a question to standard error, so that the file alone stands on standard output.
void ask(const InterviewQuestion& question, base::Language language) {
  std::cerr << question.prompt.in(language);
  if (!question.choices.empty()) std::cerr << "\n  (" << joined(question.choices) << ")";
  if (!question.fallback.empty()) std::cerr << " [" << joined(question.fallback) << "]";
  std::cerr << ": " << std::flush;
}

// The answer that a person types; an empty line takes the default.
base::Result<std::vector<std::string>> answer_typed(const InterviewQuestion& question,
                                                    base::Language language) {
  for (int tries = 0; tries < tries_max; ++tries) {
    ask(question, language);
    std::string line;
    if (!std::getline(std::cin, line)) break;
    if (line.empty() && !question.fallback.empty()) return question.fallback;
    if (auto words = question.accept(line)) return *words;
    std::cerr << word("again", language) << "\n";
  }
  return base::fail(unanswered(question));
}

// The answer that stands in a file of answers; its default where there is none.
base::Result<std::vector<std::string>> answer_written(const InterviewQuestion& question,
                                                      const policy::Node& answers) {
  const policy::Node* given = answers.find(question.name);
  if (given == nullptr) {
    if (question.fallback.empty()) return base::fail(unanswered(question));
    return question.fallback;
  }
  std::string text = given->text;
  for (const policy::Node& one : given->elements) text += (text.empty() ? "" : ",") + one.text;
  auto words = question.accept(text);
  if (!words) return base::fail(not_accepted(question));
  return *words;
}

base::Result<Answers> answers_of_file(const std::string& file, const Manner& manner) {
  ASSIGN_OR_RETURN(const std::string yaml, read_file(file, answers_bytes_max));
  policy::Findings findings;
  const policy::Node node = policy::read_yaml(yaml, findings);
  for (const policy::Finding& finding : findings)
    std::cerr << policy::line(finding, file, manner.language) << "\n";
  const auto all = policy::questions();
  for (const policy::Node::Key& key : node.keys) {
    const bool is_asked = std::any_of(
        all.begin(), all.end(), [&](const InterviewQuestion& question) { return question.name == key.text; });
    if (is_asked) continue;
    return base::fail(base::Error(base::ErrorCode::unknown_field, "This is no question of the interview.")
                          .with("line", base::Count(key.position.line)));
  }
  Answers answers;
  for (const InterviewQuestion& question : all) {
    ASSIGN_OR_RETURN(answers[question.name], answer_written(question, node));
  }
  return answers;
}

base::Result<Answers> answers_of_person(base::Language language) {
  Answers answers;
  for (const InterviewQuestion& question : policy::questions()) {
    ASSIGN_OR_RETURN(answers[question.name], answer_typed(question, language));
  }
  return answers;
}

// What the answers mean in law: `text [article]`.
std::vector<std::string> remarks_of(const Answers& answers, const policy::LawTerms& law,
                                    base::Language language) {
  std::vector<std::string> remarks = {word("head", language)};
  for (const policy::Consequence& one : policy::consequences_of(answers)) {
    std::string remark = one.text.in(language);
    if (const policy::Citation* article = law.find_citation(one.article))
      remark += " [" + article->printed.in(language) + "]";
    remarks.push_back(std::move(remark));
  }
  return remarks;
}

std::string json_of(const PolicyFile& made, const Answers& answers, base::Language language) {
  service::JsonWriter out;
  out.begin_object().key("file").published(made.name).key("yaml").published(made.yaml);
  out.key("consequences").begin_array();
  for (const policy::Consequence& one : policy::consequences_of(answers)) {
    out.begin_object().key("article").published(one.article);
    out.key("text").published(one.text.in(language)).end_object();
  }
  out.end_array().end_object();
  return std::move(out).take();
}

}  // namespace

int new_policy(const InterviewWish& wish, const Manner& manner) {
  const auto law = service::LawInForce::carried(today());
  if (!law) return fail_with(law.error(), manner);
  const auto answers =
      wish.answers.empty() ? answers_of_person(manner.language) : answers_of_file(wish.answers, manner);
  if (!answers) return fail_with(answers.error(), manner);
  const std::vector<std::string> remarks = remarks_of(*answers, law->terms(), manner.language);
  PolicyFile made{.name = wish.out.empty() ? "-" : wish.out,
                  .yaml = policy::first_policy(*answers, remarks),
                  .compiled = {}};
  made.compiled = policy::compile(made.yaml, crypto::public_digest(made.yaml), law->terms());
  if (!made.compiled.policy) return fail_with_findings(made, manner);
  if (!wish.out.empty()) {
    const std::string_view text = std::string_view(made.yaml).substr(0, made.yaml.size() - 1);
    if (const auto written = write_new_file(wish.out, text); !written)
      return fail_with(written.error(), manner);
  }
  if (manner.json) {
    std::cout << json_of(made, *answers, manner.language) << "\n";
  } else {
    if (wish.out.empty()) std::cout << made.yaml;
    for (const std::string& remark : remarks) std::cerr << remark << "\n";
  }
  return count(made.compiled.findings, policy::Severity::warning) > 0 ? fail_with_findings(made, manner)
                                                                      : exit_done;
}

}  // namespace daicho::cli
