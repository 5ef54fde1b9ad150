// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace daicho::service {

// A small policy for tests: one clause per subject, with one rule at least of each kind that operations ask.
inline constexpr std::string_view fixture_policy = R"yaml(
daicho: 1
policy: fixture
version: "2026-04-01"
effective: 2026-04-01
title: {ja: 試験用の方針, en: Policy of the tests}
clauses:
  - id: operator
    number: "1"
    title: {ja: 事業者, en: Operator}
    text: {ja: 試験用の事業者です。, en: The operator of the tests.}
    rules:
      - organisation: tests
        name: {ja: 試験株式会社, en: Tests Ltd}
        address: {ja: 東京都千代田区架空町, en: "Kakucho, Chiyoda-ku, Tokyo"}
        representative: {ja: 代表取締役 見本, en: "Mihon, Representative Director"}
      - contact: desk
        label: {ja: 窓口, en: Desk}
        telephone: "03-1234-0001"
        email: desk@example.jp
        address: {ja: 東京都千代田区架空町, en: "Kakucho, Chiyoda-ku, Tokyo"}
        hours: {days: [mon, fri], from: "10:00", to: "17:00", holidays: closed}
  - id: items
    number: "2"
    title: {ja: 項目, en: Items}
    text: {ja: 次の項目だけを取得します。, en: We collect these items only.}
    rules:
      - limit: collection
        closes: items
      - {item: name_kanji, label: {ja: 氏名, en: Name}, value: name_kanji}
      - {item: name_kana, label: {ja: フリガナ, en: Name in kana}, value: name_katakana}
      - {item: birth_date, label: {ja: 生年月日, en: Date of birth}, value: date}
      - {item: email, label: {ja: 電子メール, en: E-mail}, value: email}
      - {item: phone, label: {ja: 電話番号, en: Telephone}, value: phone}
      - {item: work_phone, label: {ja: 勤務先の電話, en: Telephone at work}, value: phone}
      - {item: postal_code, label: {ja: 郵便番号, en: Postal code}, value: postal_code}
      - {item: address, label: {ja: 住所, en: Address}, value: address}
      - {item: inquiry_text, label: {ja: お問い合わせ, en: Inquiry}, value: text}
      - {item: contract_number, label: {ja: 契約番号, en: Contract number}, value: text}
      - {item: payment_method, label: {ja: 支払方法, en: Method of payment}, value: choice}
      - {item: location, label: {ja: 位置情報, en: Location}, value: text, only_if: {consent: location}}
      - {item: health, label: {ja: 健康, en: Health}, value: text, class: special_care, only_if: {consent: health}}
      - {item: call_record, label: {ja: 通話記録, en: Call record}, value: text, class: secrecy_of_communications}
  - id: channels
    number: "3"
    title: {ja: 取得方法, en: How we collect}
    text: {ja: 次の方法だけで取得します。, en: We collect in these ways only.}
    rules:
      - limit: channels
        closes: channels
      - {channel: website, label: {ja: ウェブ, en: Website}, items: all}
      - {channel: counter, label: {ja: 窓口, en: Counter}, items: [name_kanji, name_kana, phone, inquiry_text]}
      - {channel: third_party, label: {ja: 第三者, en: Third party}, items: [name_kanji, email], source: required}
  - id: purposes
    number: "4"
    title: {ja: 目的, en: Purposes}
    text: {ja: 次の目的だけに利用します。, en: We use it for these purposes only.}
    rules:
      - limit: purposes
        closes: purposes
        exceptions:
          - exception: by_law
            label: {ja: 法令に基づく場合, en: Based on law}
            cites: ["APPI 18(3)(i)"]
            limbs: [statute, document]
        never_reach: [call_record]
      - purpose: support
        label: {ja: お問い合わせへの回答, en: Answering inquiries}
        items: [name_kanji, name_kana, birth_date, email, phone, address, postal_code, inquiry_text]
      - purpose: contract
        label: {ja: 契約の履行, en: Performing the contract}
        items: [name_kanji, name_kana, birth_date, email, phone, work_phone, address, postal_code, contract_number,
                payment_method, health, call_record]
        ends_with: contract_ended
      - purpose: direct_mail
        label: {ja: ダイレクトメールの送付, en: Sending direct mail}
        items: [name_kanji, postal_code, address, email]
        marketing: own
        media: [direct_mail, email]
      - purpose: telephone_sales
        label: {ja: 電話でのご案内, en: Telephone sales}
        items: [name_kanji, phone, work_phone]
        marketing: own
        media: [telephone]
      - purpose: guidance
        label: {ja: 近くの店舗のご案内, en: Showing the nearest shop}
        items: [location]
        consent: location
      - purpose: dispute
        label: {ja: 紛争への対応, en: Handling disputes}
        items: [name_kanji, contract_number]
        needs: [case]
  - id: consents
    number: "5"
    title: {ja: 同意と停止, en: Consents and stops}
    text: {ja: 同意はいつでも取り消せます。, en: Consents can be withdrawn at any time.}
    rules:
      - consent: location
        label: {ja: 位置情報, en: Location}
        text: {ja: 位置情報の利用に同意します。, en: I consent to the use of my location.}
        covers: {items: [location], purposes: [guidance]}
      - consent: health
        label: {ja: 健康情報, en: Health}
        text: {ja: 健康情報の取得に同意します。, en: I consent to the acquisition of health information.}
        covers: {items: [health], purposes: [contract]}
      - consent: longer_keeping
        label: {ja: 長い保存, en: Longer keeping}
        text: {ja: 契約の書類をより長く保存することに同意します。, en: I consent to longer keeping of the contract.}
        covers: {items: [contract_number], purposes: [contract]}
      - stop: direct_mail
        label: {ja: 郵送の停止, en: No direct mail}
        blocks: {purposes: [direct_mail], media: [direct_mail]}
      - stop: telephone
        label: {ja: 電話の停止, en: No telephone sales}
        blocks: {purposes: [telephone_sales], media: [telephone]}
  - id: retention
    number: "6"
    title: {ja: 保存期間, en: Retention}
    text:
      ja: お問い合わせは3年、契約は5年、会計は10年、最後の接触から3年、ウェブは2年保存します。
      en: Inquiries 3 years, contracts 5 years, accounts 10 years, 3 years from the last contact, web 2 years.
    rules:
      - {event: inquiry_received, label: {ja: お問い合わせ, en: Inquiry received}, counts: first}
      - {event: contract_ended, label: {ja: 契約の終了, en: Contract ended}}
      - {event: last_contact, label: {ja: 最後の接触, en: Last contact}}
      - {event: invoice_issued, label: {ja: 請求, en: Invoice issued}}
      - {retention: inquiry, label: {ja: お問い合わせ, en: Inquiries}, trigger: inquiry_received, period: 3 years,
         erase: [complete_deletion]}
      - {retention: contract, label: {ja: 契約, en: Contracts}, trigger: contract_ended, period: 5 years,
         erase: [complete_deletion]}
      - {retention: accounting, label: {ja: 会計, en: Accounts}, trigger: invoice_issued, period: statutory,
         statutes: [companies_act_432], erase: [complete_deletion]}
      - {retention: marketing, label: {ja: 最後の接触から, en: From the last contact}, trigger: last_contact,
         period: 3 years, also_when: purpose_ended, erase: [complete_deletion]}
      - {retention: web, label: {ja: ウェブ, en: Web}, trigger: acquired, period: 2 years, erase: [automatic_deletion]}
      - {retention: until_withdrawn, label: {ja: 同意の間, en: While the consent stands}, trigger: withdrawn,
         period: 1 days, erase: [complete_deletion]}
      - record: profile
        label: {ja: 基本情報, en: Profile}
        items: [name_kanji, name_kana, birth_date, email, phone, work_phone, postal_code, address]
        retention: marketing
      - record: inquiry
        label: {ja: お問い合わせ, en: Inquiry}
        items: [name_kanji, name_kana, email, phone, inquiry_text]
        retention: inquiry
      - record: contract
        label: {ja: 契約, en: Contract}
        items: [name_kanji, name_kana, email, contract_number, payment_method, health, call_record]
        retention: contract
        item_retention: {payment_method: accounting}
      - {record: location, label: {ja: 位置情報, en: Location}, items: [location], retention: until_withdrawn}
      - {record: web_access, label: {ja: ウェブ, en: Web access}, items: [email, location], retention: web}
      - {hold: law, label: {ja: 法令, en: Law}, needs: [article, end]}
      - {hold: dispute, label: {ja: 紛争, en: Dispute}, needs: [case, review]}
      - {hold: consent, label: {ja: 同意, en: Consent}, needs: [consent]}
)yaml";

}  // namespace daicho::service
