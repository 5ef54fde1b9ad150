// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "demo_maps.h"
#include "intake/csv.h"
#include "people.h"
#include "text/charset.h"
#include "text/wareki.h"

// daicho-people: writes files of fictional people, and the maps with which they are imported.
namespace daicho::demo {
namespace {

constexpr std::string_view mark = "架空";  // stands in every row

struct Options {
  std::uint64_t count = 2'000;
  std::uint64_t seed = 1;
  std::string folder;
  base::LocalDate today;
};

base::LocalDate today() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return base::LocalDate::on(
      base::Instant::from_seconds(std::chrono::duration_cast<std::chrono::seconds>(now).count()));
}

bool read_number(std::string_view text, std::uint64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

std::optional<Options> read_options(int argc, char** argv) {
  Options options;
  options.today = today();
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i], value = argv[i + 1];
    bool good = false;
    if (name == "--count") good = read_number(value, options.count);
    if (name == "--seed") good = read_number(value, options.seed);
    if (name == "--out") good = !(options.folder = value).empty();
    if (const auto day = base::LocalDate::parse(value); name == "--today" && day) {
      options.today = *day;
      good = true;
    }
    if (!good) return std::nullopt;
  }
  if (argc % 2 == 0 || options.folder.empty()) return std::nullopt;
  return options;
}

// A CSV file that is being written.
class Sheet {
 public:
  Sheet(const std::string& path, text::Encoding encoding, const std::vector<std::string_view>& headings)
      : file_(path, std::ios::binary), encoding_(encoding) {
    add(std::vector<std::string>(headings.begin(), headings.end()));
  }

  void add(const std::vector<std::string>& cells) {
    std::string line;
    for (const std::string& cell : cells)
      line.append(line.empty() && &cell == &cells.front() ? "" : ",").append(intake::csv_cell(cell, ','));
    line += encoding_ == text::Encoding::cp932 ? "\r\n" : "\n";
    if (encoding_ == text::Encoding::utf8) {
      file_ << line;
    } else {
      file_ << text::encode(line, encoding_).value();
    }
  }
  // Whether everything was written.
  bool close() {
    file_.close();
    return file_.good();
  }

 private:
  std::ofstream file_;
  text::Encoding encoding_;
};

// A birth date as different clerks write it.
std::string written(base::LocalDate date, std::uint64_t number) {
  switch (number % 3) {
    case 0:
      return text::wareki_text(date);
    case 1:
      return std::to_string(date.year()) + "/" + std::to_string(date.month()) + "/" +
             std::to_string(date.day());
    default:
      return date.text();
  }
}

bool write_people(const Options& options) {
  const People people(options.seed, options.today);
  const auto path = [&](std::string_view name) { return options.folder + "/" + std::string(name); };
  using text::Encoding;
  Sheet persons(path("people.csv"), Encoding::utf8,
                {"顧客番号", "氏名", "ふりがな", "フリガナ", "ローマ字", "生年月日", "性別", "職業", "会社名",
                 "郵便番号", "住所", "携帯電話", "固定電話", "メールアドレス", "メルマガ", "登録日",
                 "最終接触日", "趣味", "備考"});
  Sheet contracts(path("contracts.csv"), Encoding::utf8,
                  {"顧客番号", "契約番号", "氏名", "フリガナ", "契約内容", "契約日", "解約日", "支払方法",
                   "取引履歴", "備考"});
  Sheet invoices(path("invoices.csv"), Encoding::utf8,
                 {"顧客番号", "氏名", "契約番号", "請求明細", "発行日", "備考"});
  Sheet inquiries(path("inquiries.csv"), Encoding::cp932,
                  {"顧客番号", "受付日", "お問い合わせ内容", "回答", "備考"});
  Sheet visits(path("web-access.csv"), Encoding::utf8,
               {"顧客番号", "日時", "IPアドレス", "ブラウザ", "OS", "Cookie", "アクセス", "備考"});
  const std::string fictional(mark);
  for (std::uint64_t number = 1; number <= options.count; ++number) {
    const Person p = people.person(number);
    persons.add({p.customer_number, p.name_kanji, p.name_hiragana, p.name_katakana, p.name_romaji,
                 written(p.birth_date, number), p.sex, p.occupation, p.company, p.postal_code, p.address,
                 p.phone_mobile, p.phone_fixed, p.email, p.wants_news ? "希望する" : "希望しない",
                 p.registered.text(), p.last_contact.text(), p.hobby, fictional});
    for (const Contract& contract : people.contracts(p)) {
      contracts.add({p.customer_number, contract.number, p.name_kanji, p.name_katakana, contract.details,
                     contract.begun.text(), contract.ended ? contract.ended->text() : "",
                     contract.payment_method, contract.transactions, fictional});
      for (const Invoice& invoice : people.invoices(p, contract)) {
        invoices.add({p.customer_number, p.name_kanji, invoice.contract_number, invoice.details,
                      invoice.issued.text(), fictional});
      }
    }
    for (const Inquiry& inquiry : people.inquiries(p)) {
      inquiries.add(
          {p.customer_number, text::wareki_text(inquiry.received), inquiry.text, inquiry.answer, fictional});
    }
    for (const Visit& visit : people.visits(p)) {
      visits.add({p.customer_number, visit.day.text() + " " + visit.time, visit.ip_address, visit.browser,
                  visit.operating_system, visit.cookie, visit.access_log, fictional});
    }
  }
  const bool all[] = {persons.close(), contracts.close(), invoices.close(), inquiries.close(),
                      visits.close()};
  return std::find(std::begin(all), std::end(all), false) == std::end(all);
}

bool write_maps(const std::string& folder) {
  const std::pair<std::string_view, std::string_view> maps[] = {
      {"people.map.yaml", texts::people_map_yaml},         {"contracts.map.yaml", texts::contracts_map_yaml},
      {"invoices.map.yaml", texts::invoices_map_yaml},     {"inquiries.map.yaml", texts::inquiries_map_yaml},
      {"web-access.map.yaml", texts::web_access_map_yaml},
  };
  for (const auto& [name, text] : maps) {
    std::ofstream file(folder + "/" + std::string(name), std::ios::binary);
    file << text;
    file.close();
    if (!file) return false;
  }
  return true;
}

}  // namespace
}  // namespace daicho::demo

int main(int argc, char** argv) {
  using namespace daicho::demo;
  const auto options = read_options(argc, argv);
  if (!options) {
    std::cerr << "usage: daicho-people --out FOLDER [--count N] [--seed N] [--today YYYY-MM-DD]\n";
    return 2;
  }
  std::error_code error;
  std::filesystem::create_directories(options->folder, error);
  if (write_people(*options) && write_maps(options->folder)) return 0;
  std::cerr << "daicho-people: the files could not be written to that folder\n";
  return 3;
}
