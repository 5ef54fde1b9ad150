// SPDX-License-Identifier: Apache-2.0
#include "words.h"

#include <algorithm>
#include <map>

#include "base/check.h"
#include "demo_words.h"

namespace daicho::demo {
namespace {

using Lists = std::map<std::string_view, std::vector<std::string_view>>;

Lists read_lists(std::string_view file) {
  Lists lists;
  std::vector<std::string_view>* list = nullptr;
  for (std::size_t at = 0; at < file.size();) {
    const std::size_t end = std::min(file.find('\n', at), file.size());
    const std::string_view line = file.substr(at, end - at);
    at = end + 1;
    if (line.empty() || line.front() == '#') continue;
    if (line.front() == '[') {
      list = &lists[line.substr(1, line.size() - 2)];
    } else {
      CHECK(list != nullptr);
      list->push_back(line);
    }
  }
  return lists;
}

std::vector<std::string_view> words(const Lists& lists, std::string_view name) {
  const auto found = lists.find(name);
  CHECK(found != lists.end());
  return found->second;
}

std::vector<Reading> readings(const Lists& lists, std::string_view name) {
  std::vector<Reading> all;
  for (const std::string_view line : words(lists, name)) {
    const std::size_t space = line.find(' ');
    CHECK(space != line.npos);
    all.push_back({line.substr(0, space), line.substr(space + 1)});
  }
  return all;
}

}  // namespace

Words Words::carried() {
  const Lists lists = read_lists(texts::words_txt);
  Words all;
  all.families = readings(lists, "families");
  all.given_women = readings(lists, "given_women");
  all.given_men = readings(lists, "given_men");
  all.known_families = readings(lists, "known_families");
  all.known_given = readings(lists, "known_given");
  all.occupations = words(lists, "occupations");
  all.companies = words(lists, "companies");
  all.company_kinds = words(lists, "company_kinds");
  all.prefectures = words(lists, "prefectures");
  all.cities = words(lists, "cities");
  all.towns = words(lists, "towns");
  all.houses = words(lists, "houses");
  all.mail_domains = words(lists, "mail_domains");
  all.hobbies = words(lists, "hobbies");
  all.services = words(lists, "services");
  all.payments = words(lists, "payments");
  all.questions = words(lists, "questions");
  all.answers = words(lists, "answers");
  all.browsers = words(lists, "browsers");
  all.systems = words(lists, "systems");
  all.pages = words(lists, "pages");
  return all;
}

}  // namespace daicho::demo
