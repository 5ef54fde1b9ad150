// SPDX-License-Identifier: Apache-2.0
#include "policy/render.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "policy/sample.h"

namespace daicho::policy {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string page(const Policy& policy, base::Language language) {
  return render_page(policy, language, [](base::LocalDate, base::Language) { return "令和8年4月1日 <b>"; });
}

TEST(RenderPage, shows_every_clause_under_its_anchor) {
  const Policy policy = policy_of(sample_text());
  for (const base::Language language : {base::Language::ja, base::Language::en}) {
    const std::string html = page(policy, language);
    for (const Clause& clause : policy.clauses()) {
      EXPECT_THAT(html, HasSubstr("<section id=\"clause-" + clause.name.text() + "\""));
      EXPECT_THAT(html, HasSubstr("href=\"#clause-" + clause.name.text() + "\""));
      EXPECT_THAT(html, HasSubstr(clause.title.in(language)));
    }
  }
}

TEST(RenderPage, is_one_accessible_document_in_its_language) {
  const Policy policy = policy_of(sample_text());
  const std::string ja = page(policy, base::Language::ja), en = page(policy, base::Language::en);
  EXPECT_TRUE(ja.starts_with("<!DOCTYPE html>\n<html lang=\"ja\">"));
  EXPECT_TRUE(en.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
  EXPECT_THAT(ja, HasSubstr("<main id=\"policy\">"));
  EXPECT_THAT(ja, HasSubstr("@media print"));
  EXPECT_THAT(ja, HasSubstr("<h1>個人情報保護方針</h1>"));
  EXPECT_THAT(en, HasSubstr("The Japanese text prevails."));
  EXPECT_THAT(ja, Not(HasSubstr("prevails\"")));
  EXPECT_THAT(ja, Not(HasSubstr("<script")));
  EXPECT_THAT(ja, Not(HasSubstr("http")));
}

TEST(RenderPage, shows_version_day_and_digest) {
  base::PublicDigest digest;
  digest.bytes.fill(0xab);
  const Policy policy = *std::move(compile(sample_text(), digest, sample_law()).policy);
  const std::string html = page(policy, base::Language::ja);
  EXPECT_THAT(html, HasSubstr("<meta name=\"daicho-policy-digest\" content=\"" + base::to_hex(digest.view()) +
                              "\">"));
  EXPECT_THAT(html, HasSubstr("<time datetime=\"2026-04-01\">令和8年4月1日 &lt;b&gt;</time>"));
  EXPECT_THAT(html, HasSubstr("版 2026-04-01"));
}

TEST(RenderPage, shows_what_looks_like_markup_as_text) {
  const Policy policy = policy_of(sample_with(
      "text: {ja: 大切にします。, en: We take care.}",
      "text: {ja: '<script>alert(\"x\")</script> & ''y''', en: '</div></main><img src=x onerror=y>'}"));
  const std::string ja = page(policy, base::Language::ja), en = page(policy, base::Language::en);
  EXPECT_THAT(ja, HasSubstr("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;"));
  EXPECT_THAT(en, HasSubstr("&lt;/div&gt;&lt;/main&gt;&lt;img src=x onerror=y&gt;"));
}

TEST(RenderPage, makes_lists_paragraphs_and_line_ends) {
  const Policy policy = policy_of(
      sample_with("text: {ja: 大切にします。, en: We take care.}",
                  "text: {ja: \"一行目\\n二行目\\n- 甲\\n- 乙\\n\\n次の段落\\n\", en: We take care.}"));
  EXPECT_THAT(
      page(policy, base::Language::ja),
      HasSubstr("<p>一行目<br>\n二行目</p>\n<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>\n<p>次の段落</p>\n"));
}

TEST(RenderPage, marks_what_is_not_translated) {
  const Policy policy =
      policy_of(sample_with("text: {ja: 大切にします。, en: We take care.}", "text: {ja: 大切にします。}"));
  EXPECT_THAT(page(policy, base::Language::en), HasSubstr("<div lang=\"ja\">\n<p>大切にします。</p>"));
}

}  // namespace
}  // namespace daicho::policy
