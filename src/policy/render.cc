// SPDX-License-Identifier: Apache-2.0
#include "policy/render.h"

#include <algorithm>

#include "base/encoding.h"
#include "policy/texts.h"
#include "policy/wording.h"
#include "policy_texts.h"

namespace daicho::policy {
namespace {

// `text` as HTML text: what could be markup is escaped, in elements and attributes alike.
std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out.push_back(c);
    }
  }
  return out;
}

// One kind of block in a clause's text.
enum class Block { none, paragraph, list };

void close(std::string& out, Block& open) {
  if (open == Block::paragraph) out += "</p>\n";
  if (open == Block::list) out += "</ul>\n";
  open = Block::none;
}

// Writes a clause's text: lines that begin with "- " are a list, an empty line ends a paragraph, other line
// ends are kept.
void write_body(std::string& out, std::string_view text) {
  Block open = Block::none;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) {
      close(out, open);
    } else if (line.starts_with("- ")) {
      if (open != Block::list) {
        close(out, open);
        out += "<ul>\n";
        open = Block::list;
      }
      out += "<li>" + escaped(line.substr(2)) + "</li>\n";
    } else {
      if (open != Block::paragraph) {
        close(out, open);
        out += "<p>";
        open = Block::paragraph;
      } else {
        out += "<br>\n";
      }
      out += escaped(line);
    }
  }
  close(out, open);
}

// The page's own words, from text/page.*.txt.
class Words {
 public:
  explicit Words(base::Language language)
      : file_(language == base::Language::ja ? texts::page_ja_txt : texts::page_en_txt) {}
  std::string operator()(std::string_view name) const { return escaped(text_named(file_, name)); }

 private:
  std::string_view file_;
};

void write_head(std::string& out, const Policy& policy, base::Language language) {
  const std::string title = escaped(policy.title().in(language));
  const std::string operator_name =
      policy.organisations().empty() ? "" : escaped(policy.organisations().front().name_printed.in(language));
  out += "<!DOCTYPE html>\n<html lang=\"" + std::string(public_name(language).text()) + "\">\n<head>\n";
  out +=
      "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  out += "<meta name=\"daicho-policy\" content=\"" + escaped(policy.name().text()) + "\">\n";
  out += "<meta name=\"daicho-policy-version\" content=\"" + escaped(policy.version()) + "\">\n";
  out += "<meta name=\"daicho-policy-digest\" content=\"" + base::to_hex(policy.digest().view()) + "\">\n";
  out += "<title>" + title + (operator_name.empty() ? "" : " | " + operator_name) + "</title>\n";
  out += "<style>\n" + std::string(texts::page_css) + "</style>\n</head>\n";
}

void write_contents(std::string& out, const Policy& policy, base::Language language, const Words& words) {
  out += "<nav aria-label=\"" + words("contents") + "\">\n<h2>" + words("contents") + "</h2>\n<ul>\n";
  for (const Clause& clause : policy.clauses()) {
    out += "<li><a href=\"#clause-" + escaped(clause.name.text()) + "\">" + escaped(clause.number) + " " +
           escaped(clause.title.in(language)) + "</a></li>\n";
  }
  out += "</ul>\n</nav>\n";
}

// The heading of a clause: 2.1 stands under 2. A page skips no level, so a part without its whole is one.
class Headings {
 public:
  std::string next(std::string_view number) {
    const std::size_t levels = std::clamp<std::size_t>(number_levels(number).size(), 1, levels_max);
    level_ = std::min(levels, level_ + 1);
    return "h" + std::to_string(level_ + 1);
  }

 private:
  static constexpr std::size_t levels_max = 5;
  std::size_t level_ = 1;
};

// ` lang="ja"` where a text stands untranslated on the English page.
std::string language_mark(const LocalText& text, base::Language language) {
  return language == base::Language::ja || !text.en.empty() ? "" : " lang=\"ja\"";
}

void write_clauses(std::string& out, const Policy& policy, base::Language language) {
  Headings headings;
  for (const Clause& clause : policy.clauses()) {
    const std::string anchor = "clause-" + escaped(clause.name.text());
    const std::string heading = headings.next(clause.number);
    out += "<section id=\"" + anchor + "\" aria-labelledby=\"" + anchor + "-title\">\n<" + heading +
           " id=\"" + anchor + "-title\"" + language_mark(clause.title, language) +
           "><span class=\"number\">" + escaped(clause.number) + "</span> " +
           escaped(clause.title.in(language)) + "</" + heading + ">\n";
    out += "<div" + language_mark(clause.text, language) + ">\n";
    write_body(out, clause.text.in(language));
    out += "</div>\n</section>\n";
  }
}

void write_operator(std::string& out, const Policy& policy, base::Language language) {
  for (const Organisation& organisation : policy.organisations()) {
    out += "<address>" + escaped(organisation.name_printed.in(language)) + "<br>\n" +
           escaped(organisation.address.in(language)) + "<br>\n" +
           escaped(organisation.representative.in(language)) + "</address>\n";
  }
}

}  // namespace

std::string render_page(const Policy& policy, base::Language language, const DatePrinter& print_date) {
  const Words words(language);
  std::string out;
  write_head(out, policy, language);
  out += "<body>\n<a class=\"skip\" href=\"#policy\">" + words("skip") +
         "</a>\n<main id=\"policy\">\n<header>\n<h1>" + escaped(policy.title().in(language)) + "</h1>\n";
  const std::string day = policy.effective().text();
  out += "<p class=\"version\">" + words("version") + " " + escaped(policy.version()) + " · " +
         words("effective") + " <time datetime=\"" + day + "\">" +
         escaped(print_date(policy.effective(), language)) + "</time></p>\n";
  if (language == base::Language::en) out += "<p class=\"prevails\">" + words("prevails") + "</p>\n";
  out += "</header>\n";
  write_contents(out, policy, language, words);
  write_clauses(out, policy, language);
  out += "</main>\n<footer>\n";
  write_operator(out, policy, language);
  out += "<p class=\"digest\">SHA-256 <code>" + base::to_hex(policy.digest().view()) +
         "</code></p>\n</footer>\n";
  out += "</body>\n</html>\n";
  return out;
}

}  // namespace daicho::policy
