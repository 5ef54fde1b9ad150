// SPDX-License-Identifier: Apache-2.0
#include "policy/sample.h"

#include <fstream>
#include <sstream>

#include "base/check.h"
#include "policy/articles.h"

namespace daicho::policy {

std::string sample_text() {
  static const std::string text = [] {
    std::ifstream in(DAICHO_SOURCE_DIR "/src/policy/testdata/sample.yaml", std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
  }();
  CHECK(!text.empty());
  return text;
}

std::string sample_with(std::string_view from, std::string_view to) {
  std::string text = sample_text();
  const std::size_t at = text.find(from);
  CHECK(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

LawTerms sample_law() {
  LawTerms law;
  const auto add = [&law](std::string_view name, std::string printed_en) {
    law.citations.push_back({*base::Term::declared(name), {"法" + std::string(name), std::move(printed_en)}});
  };
  for (const base::Literal name : article_names) add(name.text(), std::string(name.text()));
  add("appi-18-3-1", "APPI 18(3)(i)");
  add("appi-18-3-2", "APPI 18(3)(ii)");
  add("appi-20-2-2", "APPI 20(2)(ii)");
  add("appi-27-1-2", "APPI 27(1)(ii)");
  add("appi-33-2-1", "APPI 33(2)(i)");
  law.equal_countries = {"DE", "GB"};
  const auto statute = [&law](std::string_view name, std::int32_t months, std::int32_t delay) {
    law.statutes.push_back(
        {*base::Term::declared(name), *base::Term::declared("article-of-it"), months, delay});
  };
  statute("companies_act_432", 120, 0);
  statute("corporate_tax_59", 84, 2);
  return law;
}

Compilation compiled(std::string_view yaml) {
  return compile(yaml, base::PublicDigest{}, sample_law());
}

Policy policy_of(std::string_view yaml) {
  Compilation out = compiled(yaml);
  CHECK(out.policy.has_value());
  return std::move(*out.policy);
}

std::vector<std::string> found_with(std::string_view from, std::string_view to) {
  std::vector<std::string> names;
  for (const Finding& finding : compiled(sample_with(from, to)).findings) {
    names.emplace_back(public_name(finding.code).text());
  }
  return names;
}

}  // namespace daicho::policy
