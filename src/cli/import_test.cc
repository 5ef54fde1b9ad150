// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/import_file.h"
#include "cli/import_policy.h"
#include "cli/import_rejected.h"
#include "cli/import_sending.h"
#include "cli/import_state.h"

namespace daicho::cli {
namespace {

namespace fs = std::filesystem;

// A folder that goes with the test.
class ImportTest : public ::testing::Test {
 protected:
  ImportTest() {
    std::string pattern = (fs::temp_directory_path() / "daicho-import-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~ImportTest() override { fs::remove_all(folder_); }

  std::string put(const std::string& name, std::string_view bytes) const {
    std::ofstream(path(name), std::ios::binary) << bytes;
    return path(name);
  }
  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  static std::string bytes_of(const std::string& path) {
    std::stringstream out;
    out << std::ifstream(path, std::ios::binary).rdbuf();
    return out.str();
  }

  std::string folder_;
};

TEST(FinishedRows, are_a_mark_and_what_lies_beyond_it) {
  FinishedRows rows;
  for (const std::uint64_t number : {1u, 2u, 5u, 6u, 9u}) rows.add(number);
  EXPECT_EQ(rows.through(), 2u);
  EXPECT_EQ(rows.count(), 5u);
  EXPECT_TRUE(rows.has(1) && rows.has(6) && !rows.has(3) && !rows.has(10));
  EXPECT_EQ(rows.ranges_beyond(), (std::vector<std::pair<std::uint64_t, std::uint64_t>>{{5, 6}, {9, 9}}));
  rows.add(2);
  rows.add(4);
  rows.add(3);
  EXPECT_EQ(rows.through(), 6u);
  EXPECT_EQ(rows.count(), 7u);
}

ImportState some_state() {
  ImportState state{.id = "import-abc",
                    .digest = "00ff",
                    .rows = 12,
                    .taken = 3,
                    .denied = 2,
                    .failed = 1,
                    .rejected_bytes = 99,
                    .saved = *base::Instant::parse("2026-11-21T10:00:00.5Z")};
  for (const std::uint64_t number : {1u, 2u, 3u, 7u, 8u, 12u}) state.finished.add(number);
  return state;
}

TEST_F(ImportTest, state_is_read_back_as_it_was_saved) {
  EXPECT_EQ(load_state(path("state")).value(), std::nullopt);
  ASSERT_TRUE(save_state(path("state"), some_state()).has_value());
  EXPECT_EQ(fs::status(path("state")).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  const ImportState state = load_state(path("state")).value().value();
  EXPECT_EQ(state_json(state), state_json(some_state()));
  EXPECT_EQ(state.finished.through(), 3u);
  EXPECT_TRUE(state.finished.has(8) && !state.finished.has(9) && !state.is_complete());
}

TEST(ImportState, of_another_form_is_corrupt) {
  const std::string good = state_json(some_state());
  ASSERT_TRUE(read_state(good).has_value());
  const auto with = [&](std::string_view old_text, std::string_view new_text) {
    std::string changed = good;
    changed.replace(changed.find(old_text), old_text.size(), new_text);
    return changed;
  };
  for (const std::string& json :
       {std::string(), std::string("{}"), good.substr(0, good.size() / 2), with("\"form\":1", "\"form\":2"),
        with("\"rows\":12", "\"rows\":2"), with("[7,8]", "[8,7]"), with("[7,8]", "[7]"),
        with("[12,12]", "[12,99999999999]"), with("2026-11-21", "someday")}) {
    const auto state = read_state(json);
    ASSERT_FALSE(state.has_value()) << json;
    EXPECT_EQ(state.error().code(), base::ErrorCode::corrupt);
  }
}

TEST(RowOutcomes, tell_taken_from_denied_failed_later_and_refused) {
  using Kind = RowOutcome::Kind;
  const struct {
    const char* line;
    Kind kind;
    const char* code;
    const char* reason;
  } cases[] = {
      {R"({"row":7,"status":200,"answer":{"outcome":"permitted"}})", Kind::taken, "", ""},
      {R"({"row":7,"status":200,"answer":{"outcome":"denied","reasons":[{"code":"item_not_from_channel","sentence":"S.","clause":"channels","clause_number":"3","clause_title":"T"},{"code":"law","sentence":"L.","article":"APPI 20"}]}})",
       Kind::denied, "item_not_from_channel", "3 T: S. / L. (APPI 20)"},
      {R"({"row":7,"status":422,"answer":{"code":"invalid_value","detail":"wrong","place":{"field":"items","position":2}}})",
       Kind::failed, "invalid_value", "wrong (field=items, position=2)"},
      {R"({"row":7,"status":404,"answer":{"code":"not_found","detail":"no such"}})", Kind::failed,
       "not_found", "no such"},
      {R"({"row":7,"status":409,"answer":{"code":"conflict","detail":"d"}})", Kind::later, "conflict", "d"},
      {R"({"row":7,"status":503,"answer":{"code":"unavailable","detail":"d"}})", Kind::later, "unavailable",
       "d"},
      {R"({"row":7,"status":401,"answer":{"code":"unauthenticated","detail":"d"}})", Kind::refused,
       "unauthenticated", "d"},
      {R"({"row":7,"status":403,"answer":{"code":"not_permitted","detail":"d"}})", Kind::refused,
       "not_permitted", "d"},
  };
  for (const auto& one : cases) {
    const auto outcome = read_outcome(one.line);
    ASSERT_TRUE(outcome.has_value()) << one.line;
    EXPECT_EQ(outcome->kind, one.kind) << one.line;
    EXPECT_EQ(outcome->row, 7u);
    EXPECT_EQ(outcome->code, one.code);
    EXPECT_EQ(outcome->reason, one.reason);
  }
  for (const char* line : {"", "<html>", "{}", R"({"row":"x","status":200,"answer":{}})"})
    EXPECT_EQ(read_outcome(line), std::nullopt) << line;
}

TEST_F(ImportTest, file_tells_its_encoding_by_the_first_lines_that_are_not_ascii) {
  const std::string ascii_rows = [] {
    std::string rows = "a,b\n";
    while (rows.size() < 300 * 1024) rows += "1,2\n";
    return rows;
  }();
  const std::string row = "渡邊　花子,架空のお問い合わせです\n";
  for (const text::Encoding encoding :
       {text::Encoding::utf8, text::Encoding::cp932, text::Encoding::euc_jp}) {
    put("a.csv", ascii_rows + text::encode(row, encoding).value());
    EXPECT_EQ(ImportFile::open(path("a.csv"), "auto")->encoding(), encoding) << public_name(encoding).text();
  }
  put("a.csv", ascii_rows);
  EXPECT_EQ(ImportFile::open(path("a.csv"), "auto")->encoding(), text::Encoding::utf8);
  put("a.csv",
      "\xEF\xBB\xBF"
      "a\n");
  EXPECT_EQ(ImportFile::open(path("a.csv"), "auto")->encoding(), text::Encoding::utf8_bom);
  EXPECT_EQ(ImportFile::open(path("a.csv"), "utf-8")->encoding(), text::Encoding::utf8_bom);
  put("a.csv", std::string("\xFF\xFE\0a\0\n", 6));
  EXPECT_EQ(ImportFile::open(path("a.csv"), "auto").error().code(), base::ErrorCode::invalid_encoding);
  EXPECT_EQ(ImportFile::open(path("a.csv"), "latin1").error().code(), base::ErrorCode::usage);
  EXPECT_EQ(ImportFile::open(path("none.csv"), "auto").error().code(), base::ErrorCode::file_not_readable);
  EXPECT_EQ(ImportFile::open(folder_, "auto").error().code(), base::ErrorCode::file_not_readable);
}

TEST_F(ImportTest, file_is_held_against_a_second_import_and_knows_when_it_was_written_to) {
  put("a.csv", "a\n1\n");
  const auto first = ImportFile::open(path("a.csv"), "auto");
  EXPECT_EQ(ImportFile::open(path("a.csv"), "auto").error().code(), base::ErrorCode::already_in_use);
  EXPECT_TRUE(first->is_unchanged());
  put("a.csv", "a\n1\n2\n");
  EXPECT_FALSE(first->is_unchanged());
}

TEST_F(ImportTest, survey_counts_the_rows_and_names_everything_broken) {
  put("a.csv", "a,b\n1,2\n3\n4,5\n6,7,8\n");
  const auto file = ImportFile::open(path("a.csv"), "auto");
  const auto survey = file->survey();
  EXPECT_EQ(survey->problems.size(), 2u);
  put("b.csv", "a,b\n1,2\n3,4");
  const auto whole = ImportFile::open(path("b.csv"), "auto");
  const auto found = whole->survey();
  EXPECT_EQ(found->rows, 2u);
  EXPECT_TRUE(found->problems.empty());
  EXPECT_EQ(found->digest, crypto::sha256("a,b\n1,2\n3,4"));
}

TEST_F(ImportTest, rejected_rows_beyond_the_saved_state_are_dropped_and_a_moved_file_is_made_anew) {
  put("a.csv", "a\n1\n2\n3\n");
  const auto file = ImportFile::open(path("a.csv"), "auto");
  auto survey = file->survey();
  const intake::RejectedSheet sheet(survey->table);
  auto table = file->table();
  const auto first = table->next().value().value(), second = table->next().value().value();
  std::uint64_t kept = 0;
  {
    RejectedFile rejected(path("e.csv"), sheet, 0);
    ASSERT_TRUE(rejected.add(first, "c", "r").has_value());
    kept = rejected.sync().value();
    ASSERT_TRUE(rejected.add(second, "c", "r").has_value());
  }
  EXPECT_EQ(bytes_of(path("e.csv")), "a,daicho_code,daicho_reason\n1,c,r\n2,c,r\n");
  {
    RejectedFile rejected(path("e.csv"), sheet, kept);
    ASSERT_TRUE(rejected.resume().has_value());
    EXPECT_EQ(bytes_of(path("e.csv")), "a,daicho_code,daicho_reason\n1,c,r\n");
    ASSERT_TRUE(rejected.add(second, "d", "s").has_value());
  }
  EXPECT_EQ(bytes_of(path("e.csv")), "a,daicho_code,daicho_reason\n1,c,r\n2,d,s\n");
  EXPECT_EQ(fs::status(path("e.csv")).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  fs::remove(path("e.csv"));
  RejectedFile rejected(path("e.csv"), sheet, kept);
  ASSERT_TRUE(rejected.resume().has_value());
  EXPECT_FALSE(fs::exists(path("e.csv")));
  ASSERT_TRUE(rejected.add(second, "d", "s").has_value());
  EXPECT_EQ(bytes_of(path("e.csv")), "a,daicho_code,daicho_reason\n2,d,s\n");
}

constexpr std::string_view policy_json =
    R"({"policy":"p","version":"1","items":[{"name":"email","value":"email"},{"name":"name_kanji","value":"name_kanji"}],
"purposes":[{"name":"billing"}],"record_types":[{"name":"profile","items":["name_kanji"]}],"channels":[{"name":"website"}],
"consents":[{"name":"location"}],"events":[{"name":"held"}],"exceptions":[]})";

TEST(DeclaredNames, find_names_that_the_policy_does_not_declare) {
  const auto declared = DeclaredNames::read(policy_json);
  ASSERT_TRUE(declared.has_value());
  const std::string good =
      "record_type: profile\nchannel: website\npurposes: [billing]\nsource: x\ncolumns: {a: name_kanji}\n";
  EXPECT_TRUE(declared->check(intake::read_mapping(good).value()).empty());
  const auto faults = declared->check(
      intake::read_mapping("record_type: profile\nchannel: web\npurposes: [billing, fun]\nsource: "
                           "x\nconsents: [location, {column: a, when: {b: [mail]}}]\n"
                           "events: {never: {column: a}}\nexception: e\ncolumns: {a: email, b: phone}\n")
          .value());
  std::string lines;
  for (const intake::Fault& fault : faults)
    lines += std::to_string(fault.place.line) + ":" + std::string(public_name(fault.code).text()) + ":" +
             fault.quotes[0] + " ";
  EXPECT_EQ(lines,
            "2:unknown_name:web 3:unknown_name:fun 5:unknown_name:mail 6:unknown_name:never 7:unknown_name:e "
            "8:item_not_in_record_type:email 8:unknown_name:phone ");
  EXPECT_FALSE(DeclaredNames::read("{}").has_value());
}

TEST(DeclaredNames, know_the_form_of_values) {
  const auto declared = DeclaredNames::read(policy_json);
  const intake::Written email{"email", {}}, name{"name_kanji", {}};
  EXPECT_EQ(declared->first_of_wrong_form({{&email, "a@example.jp"}, {&name, "髙橋　太郎"}}), nullptr);
  EXPECT_EQ(declared->first_of_wrong_form({{&name, "髙橋"}, {&email, "nobody"}}), &email);
}

// A server of which a test says what it answers. It takes the rows line by line, as the real one does.
class ScriptedServer final : public http::Client {
 public:
  using Answer = std::function<std::string(std::uint64_t row, const std::string& body)>;
  explicit ScriptedServer(Answer answer) : answer_(std::move(answer)) {}

  base::Result<http::ClientAnswer> send(std::string_view, std::string_view, const std::vector<http::Header>&,
                                        std::string_view) override {
    return base::fail(base::ErrorCode::internal, "not asked for here");
  }

  base::Result<http::ClientAnswer> upload(std::string_view, const std::vector<http::Header>&, std::uint64_t,
                                          const http::ReadPiece&) override {
    return base::fail(base::ErrorCode::internal, "not asked for here");
  }

  base::Result<http::ClientAnswer> download(std::string_view, const std::vector<http::Header>&,
                                            const http::TakeBytes&) override {
    return base::fail(base::ErrorCode::internal, "not asked for here");
  }

  base::Result<http::ClientAnswer> transfer(std::string_view, std::string_view path,
                                            const std::vector<http::Header>& headers,
                                            const http::ReadPiece& read,
                                            const http::TakeLine& line) override {
    EXPECT_EQ(path, "/v1/bulk/acquire");
    ++transfers;
    std::uint64_t row = 0;
    for (const http::Header& header : headers) {
      if (header.name == "Daicho-First-Row") row = std::stoull(header.value) - 1;
      if (header.name == "Idempotency-Key") {
        EXPECT_EQ(header.value, "import-x");
      }
    }
    first_rows.push_back(row + 1);
    while (const auto piece = read()) {
      std::istringstream lines(*piece);
      for (std::string body; std::getline(lines, body);) {
        ++row;
        if (body.empty()) continue;
        const std::string answer = answer_(row, body);
        if (answer.empty()) return base::fail(base::ErrorCode::connection_failed, "broken off");
        ++asked[row];
        if (!line("{\"row\":" + std::to_string(row) + "," + answer + "}"))
          return base::fail(base::ErrorCode::interrupted, "stopped");
      }
    }
    return http::ClientAnswer{.status = 200};
  }

  unsigned transfers = 0;
  std::vector<std::uint64_t> first_rows;
  std::map<std::uint64_t, unsigned> asked;

 private:
  Answer answer_;
};

constexpr const char* taken = R"("status":200,"answer":{"outcome":"permitted"})";
constexpr const char* denied =
    R"("status":200,"answer":{"outcome":"denied","reasons":[{"code":"no","sentence":"S"}]})";
constexpr const char* wrong = R"("status":422,"answer":{"code":"invalid_value","detail":"d"})";
constexpr const char* later = R"("status":503,"answer":{"code":"unavailable","detail":"d"})";
constexpr const char* no_key = R"("status":401,"answer":{"code":"unauthenticated","detail":"d"})";

class SendingTest : public ImportTest {
 protected:
  // Sends the file `a.csv` on from `state`.
  base::Status send(ScriptedServer& server, ImportState& state) {
    const auto file = ImportFile::open(path("a.csv"), "auto");
    const auto survey = file->survey();
    const intake::Mapping map = intake::read_mapping(
                                    "record_type: p\nchannel: c\npurposes: [b]\nsource: x\nacquired_at: "
                                    "{column: day}\ncolumns: {a: email}\n")
                                    .value();
    const auto maker = intake::RowMaker::create(map, survey->table.headings());
    state.id = "import-x";
    state.rows = survey->rows;
    RejectedFile rejected(path("e.csv"), intake::RejectedSheet(survey->table), state.rejected_bytes);
    Sending sending({.file = *file,
                     .maker = *maker,
                     .client = server,
                     .state = state,
                     .state_path = path("state"),
                     .rejected = rejected,
                     .language = "en",
                     .progress = [] {},
                     .sleep = [this](std::chrono::milliseconds) { ++sleeps_; },
                     .now = [] { return base::Instant::from_seconds(1'800'000'000); }});
    const auto sent = sending.run();
    refused_ = sending.refusal().has_value();
    return sent;
  }

  unsigned sleeps_ = 0;
  bool refused_ = false;
};

TEST_F(SendingTest, takes_every_row_once_and_writes_down_those_that_are_not_taken) {
  put("a.csv", "a,day\n1,2026-01-01\n2,2026-01-01\n3,soon\n4,2026-01-01\n");
  ScriptedServer server([](std::uint64_t row, const std::string&) -> std::string {
    return row == 2 ? denied : row == 4 ? wrong : taken;
  });
  ImportState state;
  ASSERT_TRUE(send(server, state).has_value());
  EXPECT_TRUE(state.is_complete());
  EXPECT_EQ(std::tie(state.taken, state.denied, state.failed), std::make_tuple(1u, 1u, 2u));
  EXPECT_EQ(server.asked, (std::map<std::uint64_t, unsigned>{{1, 1}, {2, 1}, {4, 1}}));
  const std::string rejected = bytes_of(path("e.csv"));
  EXPECT_TRUE(rejected.starts_with("a,day,daicho_code,daicho_reason\n")) << rejected;
  EXPECT_NE(rejected.find("2,2026-01-01,no,"), std::string::npos);
  EXPECT_NE(rejected.find("3,soon,invalid_value,"), std::string::npos);
  EXPECT_NE(rejected.find("4,2026-01-01,invalid_value,"), std::string::npos);
  EXPECT_EQ(state_json(load_state(path("state")).value().value()), state_json(state));
}

TEST_F(SendingTest, goes_on_where_the_connection_broke_with_the_rows_numbers) {
  put("a.csv", "a,day\n1,2026-01-01\n2,2026-01-01\n3,2026-01-01\n4,2026-01-01\n");
  unsigned breaks = 2;
  ScriptedServer server([&](std::uint64_t row, const std::string&) -> std::string {
    if (row == 3 && breaks > 0) return --breaks, "";
    return taken;
  });
  ImportState state;
  ASSERT_TRUE(send(server, state).has_value());
  EXPECT_EQ(server.first_rows, (std::vector<std::uint64_t>{1, 3, 3}));
  EXPECT_EQ(server.asked, (std::map<std::uint64_t, unsigned>{{1, 1}, {2, 1}, {3, 1}, {4, 1}}));
  EXPECT_EQ(state.taken, 4u);
}

TEST_F(SendingTest, sends_rows_again_that_the_server_could_not_take_and_leaves_out_those_that_are_done) {
  put("a.csv", "a,day\n1,2026-01-01\n2,2026-01-01\n3,2026-01-01\n");
  bool ready = false;
  ScriptedServer server([&](std::uint64_t row, const std::string&) -> std::string {
    return row == 2 && !std::exchange(ready, true) ? later : taken;
  });
  ImportState state;
  ASSERT_TRUE(send(server, state).has_value());
  EXPECT_EQ(server.asked, (std::map<std::uint64_t, unsigned>{{1, 1}, {2, 2}, {3, 1}}));
}

TEST_F(SendingTest, gives_up_after_tries_without_progress_and_keeps_the_state) {
  put("a.csv", "a,day\n1,2026-01-01\n2,2026-01-01\n");
  ScriptedServer server(
      [](std::uint64_t row, const std::string&) -> std::string { return row == 1 ? taken : later; });
  ImportState state;
  const auto sent = send(server, state);
  ASSERT_FALSE(sent.has_value());
  EXPECT_EQ(sent.error().code(), base::ErrorCode::unavailable);
  EXPECT_EQ(server.asked.at(2), 1 + Sending::tries_without_progress_max);
  EXPECT_EQ(load_state(path("state")).value()->finished.through(), 1u);
}

TEST_F(SendingTest, stops_at_once_when_the_caller_may_not_and_counts_no_row) {
  put("a.csv", "a,day\n1,2026-01-01\n2,2026-01-01\n");
  ScriptedServer server([](std::uint64_t, const std::string&) -> std::string { return no_key; });
  ImportState state;
  const auto sent = send(server, state);
  ASSERT_FALSE(sent.has_value());
  EXPECT_EQ(sent.error().code(), base::ErrorCode::unauthenticated);
  EXPECT_TRUE(refused_);
  EXPECT_EQ(server.transfers, 1u);
  EXPECT_EQ(state.finished.count(), 0u);
  EXPECT_FALSE(fs::exists(path("e.csv")));
}

TEST_F(SendingTest, resumes_from_a_state_with_rows_beyond_its_mark) {
  put("a.csv", "a,day\n1,2026-01-01\n2,2026-01-01\n3,2026-01-01\n4,2026-01-01\n");
  ScriptedServer server([](std::uint64_t, const std::string&) -> std::string { return taken; });
  ImportState state;
  state.finished.add(1);
  state.finished.add(3);
  state.taken = 2;
  ASSERT_TRUE(send(server, state).has_value());
  EXPECT_EQ(server.first_rows, (std::vector<std::uint64_t>{2}));
  EXPECT_EQ(server.asked, (std::map<std::uint64_t, unsigned>{{2, 1}, {4, 1}}));
  EXPECT_EQ(state.taken, 4u);
}

}  // namespace
}  // namespace daicho::cli
