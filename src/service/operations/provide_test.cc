// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "service/register_fixture.h"

namespace daicho::service {
namespace {

// What the policy of the tests says of giving to others.
constexpr std::string_view sharing_clause = R"yaml(
  - id: sharing
    number: "7"
    title: {ja: 提供と委託, en: Provision and entrustment}
    text: {ja: 次の場合に限ります。, en: In these cases only.}
    rules:
      - consent: partners
        label: {ja: 提携先, en: Partners}
        text: {ja: 提携先への提供に同意します。, en: I agree to provision to partners.}
        covers: {items: [name_kanji, email], purposes: [direct_mail]}
      - provision: partners
        label: {ja: 提携先への提供, en: Provision to partners}
        to: {ja: 提携先, en: Partners}
        items: [name_kanji, email]
        purposes: [direct_mail]
        basis: {consent: partners}
      - provision: authorities
        label: {ja: 法令に基づく提供, en: Provision by law}
        to: {ja: 官公署, en: Authorities}
        items: [name_kanji, address]
        basis: law
      - provision: approved
        label: {ja: 二人で承認する提供, en: Provision approved by two}
        to: {ja: 官公署, en: Authorities}
        items: [name_kanji]
        basis: law
      - duty: two
        label: {ja: 二人承認, en: Two persons}
        does: two_person
        with: {provisions: [approved]}
      - stop: provision
        label: {ja: 提供の停止, en: Stop of provision}
        blocks: {provisions: [partners]}
      - entrustment: mailing
        label: {ja: 発送, en: Mailing}
        items: [name_kanji, address]
        purposes: [direct_mail]
        requires: {assessment: [safety_measures], contract: [confidentiality], supervision: every 12 months}
      - {item: card, label: {ja: カード, en: Card}, value: text, masked: last4}
      - {purpose: card_check, label: {ja: カードの照合, en: Checking cards}, items: [card]}
      - {record: card, label: {ja: カード, en: Card}, items: [card], retention: web}
      - {duty: masked, label: {ja: 伏せ字, en: Masked}, does: mask, with: {operations: [use], items: [card]}}
      - {item: parcel, label: {ja: 荷物, en: Parcel}, value: text}
      - {purpose: delivery, label: {ja: 委託元のための配送, en: Delivery for clients}, items: [parcel]}
      - {record: parcel, label: {ja: 荷物, en: Parcel}, items: [parcel], retention: web}
      - entrusted: parcels
        label: {ja: お預かりした荷物, en: Parcels of clients}
        from: {ja: ご依頼主, en: Clients}
        records: [parcel]
        purposes: [delivery]
      - provision: results
        label: {ja: 結果の報告, en: Report of results}
        to: {ja: ご依頼主, en: The client}
        items: [parcel]
        purposes: [delivery]
        basis: {return_to: parcels}
)yaml";

std::string_view sharing_policy() {
  static const std::string yaml = std::string(fixture_policy) + std::string(sharing_clause.substr(1));
  return yaml;
}

class Sharing : public RegisterFixture {
 protected:
  Sharing() : RegisterFixture(sharing_policy()) {}

  void enter() {
    acquire("C-1", "profile", R"("support","direct_mail")",
            R"("name_kanji":"架空 花子","email":"hanako@example.jp","address":"東京都千代田区架空町1-1")");
  }
  void consent() {
    ask("consent", R"({"subject":{"alias":"C-1"},"consent":"partners","channel":"website"})");
  }
  Said provide(const std::string& provision, const std::string& items, const std::string& further = "",
               const std::string& recipient = "acme") {
    return ask("provide", R"({"subject":{"alias":"C-1"},"record_type":"profile","provision":")" + provision +
                              R"(","recipient":")" + recipient + R"(","items":[)" + items + "]" + further +
                              "}");
  }
  Said to_partners() { return provide("partners", R"("name_kanji","email")", R"(,"purpose":"direct_mail")"); }
};

TEST_F(Sharing, provides_by_consent_and_makes_the_record_of_provision) {
  enter();
  EXPECT_TRUE(to_partners().denied_for("consent_missing"));
  consent();
  const Said said = to_partners();
  ASSERT_TRUE(said.permitted()) << said.body();
  EXPECT_EQ(said.text("/given/0/items/email"), "hanako@example.jp");
  EXPECT_FALSE(said.has("/given/0/items/address"));
  const std::vector<ledger::Entry> entries = all_entries();
  const auto provided = std::find_if(entries.begin(), entries.end(), [](const ledger::Entry& one) {
    return one.operation == ledger::Operation::provide && one.outcome == ledger::Outcome::permitted;
  });
  ASSERT_NE(provided, entries.end());
  const ledger::Entry& entry = *provided;
  EXPECT_EQ(entry.recipient, base::Term::declared("acme"));
  EXPECT_EQ(entry.items.size(), 2u);
  const ledger::Fact kept("record_kept_to", *base::LocalDate::parse("2029-06-01"));
  EXPECT_NE(std::find(entry.facts.begin(), entry.facts.end(), kept), entry.facts.end());
}

TEST_F(Sharing, a_stop_of_provision_takes_effect_in_the_next_decision) {
  enter();
  consent();
  ASSERT_TRUE(to_partners().permitted());
  ask("stop", R"({"subject":{"alias":"C-1"},"stop":"provision"})");
  const Said said = to_partners();
  EXPECT_TRUE(said.denied_for("stopped")) << said.body();
  EXPECT_FALSE(said.has("/given"));
}

TEST_F(Sharing, by_law_needs_both_limbs_and_no_purpose) {
  enter();
  EXPECT_TRUE(provide("authorities", R"("name_kanji")", R"(,"facts":{"statute":"Tax Act"})")
                  .denied_for("exception_limb_missing"));
  EXPECT_TRUE(
      provide("authorities", R"("name_kanji")", R"(,"facts":{"statute":"Tax Act","document":"No. 1"})")
          .permitted());
}

TEST_F(Sharing, a_duty_that_cannot_be_carried_out_denies) {
  enter();
  EXPECT_TRUE(provide("approved", R"("name_kanji")", R"(,"facts":{"statute":"Tax Act","document":"No. 1"})")
                  .denied_for("duty_undone"));
}

TEST_F(Sharing, refuses_countries_and_names_of_wrong_form) {
  enter();
  consent();
  EXPECT_TRUE(provide("partners", R"("email")", R"(,"purpose":"direct_mail","country":"us")")
                  .denied_for("country_not_listed"));
  EXPECT_TRUE(provide("partners", R"("email")", R"(,"purpose":"direct_mail","country":"usa")")
                  .failed_with("invalid_value"));
  EXPECT_TRUE(provide("partners", R"("email")", R"(,"purpose":"direct_mail")", "Acme Ltd").status() >= 400);
  EXPECT_TRUE(provide("nobody", R"("email")").failed_with("unknown_term"));
}

TEST_F(Sharing, entrusts_when_everything_required_is_shown) {
  enter();
  const auto entrust = [this](const std::string& facts) {
    return ask("entrust", R"({"subject":{"alias":"C-1"},"record_type":"profile","entrustment":"mailing",)"
                          R"("recipient":"printer","purpose":"direct_mail","items":["name_kanji","address"],)"
                          R"("facts":{)" +
                              facts + "}}");
  };
  EXPECT_TRUE(entrust(R"("supervised":"2026-05-01")").denied_for("requirement_missing"));
  const std::string all =
      R"("assessed.safety_measures":"sheet 1","contract.confidentiality":"art 3","supervised":"2026-05-01")";
  const Said said = entrust(all);
  ASSERT_TRUE(said.permitted()) << said.body();
  EXPECT_EQ(said.text("/given/0/items/name_kanji"), "架空 花子");
  ask("stop", R"({"subject":{"alias":"C-1"},"stop":"direct_mail"})");
  EXPECT_TRUE(entrust(all).denied_for("stopped"));
}

TEST_F(Sharing, masks_what_the_policy_wants_masked) {
  acquire("C-1", "card", R"("card_check")", R"("card":"4111-1111-1111-1234")");
  const Said said = ask("use", R"({"subject":{"alias":"C-1"},"purpose":"card_check","items":["card"]})");
  ASSERT_TRUE(said.permitted()) << said.body();
  EXPECT_EQ(said.text("/read/0/items/card"), "••••1234");
}

// D-021, A-049: each client's own, for its own purposes, and back to nobody else.
TEST_F(Sharing, what_a_client_entrusted_is_used_for_it_and_returned_to_it_only) {
  EXPECT_TRUE(acquire("C-1", "parcel", R"("delivery")", R"("parcel":"box 1")").denied_for("client_differs"));
  ASSERT_TRUE(
      acquire("C-1", "parcel", R"("delivery")", R"("parcel":"box 1")", R"(,"client":"acme")").permitted());
  ASSERT_TRUE(
      acquire("C-1", "parcel", R"("delivery")", R"("parcel":"box 2")", R"(,"client":"other")").permitted());
  const auto use = [this](const std::string& further) {
    return ask(
        "use",
        R"({"subject":{"alias":"C-1"},"purpose":"delivery","items":["parcel"],"record_type":"parcel")" +
            further + "}");
  };
  EXPECT_FALSE(use("").permitted());
  const Said used = use(R"(,"client":"other")");
  ASSERT_TRUE(used.permitted()) << used.body();
  ASSERT_EQ(used.size("/read"), 1u);
  EXPECT_EQ(used.text("/read/0/items/parcel"), "box 2");
  const auto give_back = [this](const std::string& recipient) {
    return ask(
        "provide",
        R"({"subject":{"alias":"C-1"},"record_type":"parcel","provision":"results","items":["parcel"],)"
        R"("purpose":"delivery","client":"acme","recipient":")" +
            recipient + "\"}");
  };
  const Said said = give_back("acme");
  ASSERT_TRUE(said.permitted()) << said.body();
  EXPECT_EQ(said.text("/given/0/items/parcel"), "box 1");
  EXPECT_TRUE(give_back("other").denied_for("client_differs"));
}

}  // namespace
}  // namespace daicho::service
