// SPDX-License-Identifier: Apache-2.0
#include "ledger/verify.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "ledger/log_folder.h"
#include "ledger/test_ledger.h"
#include "ledger/tiles.h"

namespace daicho::ledger {
namespace {

using testing::TestLedger;
using Files = std::map<std::string, std::string>;

// A ledger, exported; its files are damaged by the tests.
struct Exported {
  explicit Exported(std::vector<std::size_t> sizes) : ledger(std::move(sizes)) { refresh(); }

  void refresh() { ASSERT_TRUE(ledger.export_to(folder).has_value()); }
  Files& files() { return folder.files(); }

  Verification verify(const RegisterCheckpoint* previous = nullptr) const {
    return verify_folder(folder, ledger.verifier(), {.threads = 2, .previous = previous});
  }
  std::string report(const RegisterCheckpoint* previous = nullptr) const {
    std::string out;
    for (const Finding& finding : verify(previous).findings) out += finding.text() + "\n";
    return out;
  }

  // Replaces the entries of a bundle.
  void put_entries(const std::string& path, const std::vector<std::string>& entries) {
    files().at(path) = bundle_bytes(entries);
  }
  std::vector<std::string> entries(const std::string& path) {
    const ParsedBundle bundle = parse_bundle(files().at(path));
    return {bundle.entries.begin(), bundle.entries.end()};
  }

  TestLedger ledger;
  MemoryFolder folder;
};

TEST(Verify, finds_an_exported_ledger_intact) {
  const Exported exported({0, 1, 300, 256, 600});
  for (unsigned threads : {1u, 2u, 5u}) {
    const Verification result =
        verify_folder(exported.folder, exported.ledger.verifier(), {.threads = threads});
    EXPECT_TRUE(result.is_intact());
    EXPECT_EQ(result.logs, 5u);
    EXPECT_EQ(result.entries, 1157u);
    ASSERT_TRUE(result.checkpoint.has_value());
    EXPECT_EQ(result.checkpoint->at, exported.ledger.now);
  }
}

RC_GTEST_PROP(Verify, names_the_file_of_any_flipped_bit_and_no_other, ()) {
  Exported exported({0, 1, 300, 600});
  const auto chosen = *rc::gen::inRange<std::size_t>(0, exported.files().size());
  auto file = exported.files().begin();
  std::advance(file, static_cast<std::ptrdiff_t>(chosen));
  const auto bit = *rc::gen::inRange<std::size_t>(0, file->second.size() * 8);
  file->second[bit / 8] = static_cast<char>(file->second[bit / 8] ^ (1 << (bit % 8)));
  const Verification result = exported.verify();
  RC_ASSERT(result.findings.size() == 1u);
  RC_ASSERT(result.findings[0].file == file->first);
}

RC_GTEST_PROP(Verify, names_any_dropped_file_and_no_other, ()) {
  Exported exported({0, 1, 300, 600});
  const auto chosen = *rc::gen::inRange<std::size_t>(0, exported.files().size());
  auto file = exported.files().begin();
  std::advance(file, static_cast<std::ptrdiff_t>(chosen));
  const std::string path = file->first;
  exported.files().erase(file);
  const Verification result = exported.verify();
  RC_ASSERT(result.findings.size() == 1u);
  RC_ASSERT(result.findings[0].file == path);
  RC_ASSERT(result.findings[0].defect == Defect::file_missing);
}

RC_GTEST_PROP(Verify, names_any_cut_off_file_and_no_other, ()) {
  Exported exported({0, 1, 300, 600});
  const auto chosen = *rc::gen::inRange<std::size_t>(0, exported.files().size());
  auto file = exported.files().begin();
  std::advance(file, static_cast<std::ptrdiff_t>(chosen));
  file->second.resize(*rc::gen::inRange<std::size_t>(0, file->second.size()));
  const Verification result = exported.verify();
  RC_ASSERT(result.findings.size() == 1u);
  RC_ASSERT(result.findings[0].file == file->first);
}

TEST(Verify, names_the_entry_that_was_changed) {
  Exported exported({600});
  const std::string path = "log/0000/tile/entries/001";
  auto entries = exported.entries(path);
  entries[3][0] = 'E';
  exported.put_entries(path, entries);
  EXPECT_EQ(exported.report(), "entry_changed log/0000/tile/entries/001 entry 259\n");
}

TEST(Verify, names_where_an_entry_was_dropped) {
  Exported exported({600});
  for (const char* path : {"log/0000/tile/entries/000", "log/0000/tile/entries/002.p/88"}) {
    auto entries = exported.entries(path);
    entries.erase(entries.begin() + 5);
    exported.put_entries(path, entries);
  }
  EXPECT_EQ(exported.report(),
            "entry_changed log/0000/tile/entries/000 entry 5\n"
            "entry_changed log/0000/tile/entries/002.p/88 entry 517\n");
}

TEST(Verify, names_where_the_last_entry_of_a_bundle_was_dropped) {
  Exported exported({600});
  auto entries = exported.entries("log/0000/tile/entries/002.p/88");
  entries.pop_back();
  exported.put_entries("log/0000/tile/entries/002.p/88", entries);
  EXPECT_EQ(exported.report(), "file_malformed log/0000/tile/entries/002.p/88 entry 599\n");
}

TEST(Verify, names_where_an_entry_was_added) {
  Exported exported({600});
  auto entries = exported.entries("log/0000/tile/entries/002.p/88");
  entries.push_back("one more");
  exported.put_entries("log/0000/tile/entries/002.p/88", entries);
  EXPECT_EQ(exported.report(), "file_malformed log/0000/tile/entries/002.p/88 entry 600\n");
}

TEST(Verify, names_where_entries_were_reordered) {
  Exported exported({600});
  auto entries = exported.entries("log/0000/tile/entries/001");
  std::swap(entries[7], entries[9]);
  exported.put_entries("log/0000/tile/entries/001", entries);
  EXPECT_EQ(exported.report(), "entry_changed log/0000/tile/entries/001 entry 263\n");
}

TEST(Verify, names_whole_files_that_changed_places) {
  Exported exported({600});
  std::swap(exported.files().at("log/0000/tile/entries/000"),
            exported.files().at("log/0000/tile/entries/001"));
  EXPECT_EQ(exported.report(),
            "entry_changed log/0000/tile/entries/000 entry 0\n"
            "entry_changed log/0000/tile/entries/001 entry 256\n");
}

TEST(Verify, finds_a_log_that_was_rewritten_to_fit_itself) {
  Exported exported({1, 600});
  Exported forged({1, 0});
  forged.ledger.logs[1] = exported.ledger.logs[1];
  forged.ledger.logs[1][300] = "nothing happened";
  forged.refresh();
  for (const auto& [path, bytes] : forged.files()) {
    if (path.starts_with("log/0001/tile")) exported.files().at(path) = bytes;
  }
  EXPECT_EQ(exported.report(), "log_rewritten log/0001/checkpoint\n");
}

TEST(Verify, finds_a_bundle_and_its_tile_rewritten_together) {
  Exported exported({600});
  auto entries = exported.entries("log/0000/tile/entries/001");
  entries[9] = "nothing happened";
  exported.put_entries("log/0000/tile/entries/001", entries);
  std::vector<Hash> hashes;
  for (const std::string& entry : entries) hashes.push_back(leaf_hash(entry));
  exported.files().at("log/0000/tile/0/001") = tile_bytes(hashes);
  EXPECT_EQ(exported.report(), "entry_changed log/0000/tile/entries/001 entry 256\n");
}

TEST(Verify, finds_a_log_set_back_to_an_earlier_checkpoint) {
  Exported exported({5, 300});
  const Files before = exported.files();
  exported.ledger.grow(1, 10);
  exported.refresh();
  const std::string new_register = exported.files().at(register_checkpoint_path);
  exported.files() = before;
  exported.files().at(register_checkpoint_path) = new_register;
  EXPECT_EQ(exported.report(), "log_cut_off log/0001/checkpoint entry 300\n");
}

TEST(Verify, finds_a_log_that_was_dropped) {
  Exported exported({5, 300});
  std::erase_if(exported.files(), [](const auto& file) { return file.first.starts_with("log/0001/"); });
  const auto findings = exported.verify().findings;
  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings[0].text(), "file_missing log/0001/checkpoint");
  for (const Finding& finding : findings) EXPECT_EQ(finding.log, LogNumber{1});
}

TEST(Verify, finds_another_tree_in_the_register_checkpoint) {
  Exported exported({5, 300});
  RegisterCheckpoint checkpoint = *exported.verify().checkpoint;
  checkpoint.heads[1].root = leaf_hash("another");
  const auto sign = [&] {
    exported.files().at(register_checkpoint_path) =
        sign_register_checkpoint(exported.ledger.name, checkpoint, exported.ledger.key);
  };
  sign();
  EXPECT_EQ(exported.report(), "register_differs log/0001/checkpoint\n");
  checkpoint.heads[1].size = 200;
  sign();
  EXPECT_EQ(exported.report(), "register_differs log/0001/checkpoint\n");
}

TEST(Verify, takes_logs_that_are_ahead_of_the_register_checkpoint) {
  // So it is while an export is under way.
  Exported exported({5, 300});
  const std::string old_register = exported.files().at(register_checkpoint_path);
  exported.ledger.grow(1, 400);
  exported.refresh();
  exported.files().at(register_checkpoint_path) = old_register;
  EXPECT_EQ(exported.report(), "");
}

TEST(Verify, takes_a_ledger_that_goes_on_from_an_earlier_checkpoint) {
  Exported exported({0, 5, 300});
  const RegisterCheckpoint before = *exported.verify().checkpoint;
  for (std::size_t log = 0; log < 3; ++log) exported.ledger.grow(log, 300 * log + 1);
  exported.refresh();
  EXPECT_EQ(exported.report(&before), "");
}

TEST(Verify, finds_a_ledger_that_was_set_back) {
  Exported exported({5, 300});
  const Files before = exported.files();
  exported.ledger.grow(1, 10);
  exported.refresh();
  const RegisterCheckpoint newer = *exported.verify().checkpoint;
  exported.files() = before;
  EXPECT_EQ(exported.report(), "");
  EXPECT_EQ(exported.report(&newer), "log_set_back log/0001/checkpoint entry 300\n");
}

TEST(Verify, finds_history_that_was_changed_and_signed_anew) {
  Exported exported({5, 300});
  const RegisterCheckpoint before = *exported.verify().checkpoint;
  Exported rewritten({5, 300});
  rewritten.ledger.logs[1][7] = "nothing happened";
  rewritten.ledger.grow(1, 100);
  rewritten.folder.files().clear();
  rewritten.refresh();
  EXPECT_EQ(rewritten.report(), "");
  EXPECT_EQ(rewritten.report(&before), "history_changed log/0001/checkpoint\n");
}

TEST(Verify, finds_a_ledger_that_lost_its_last_log) {
  Exported exported({5, 300});
  const RegisterCheckpoint before = *exported.verify().checkpoint;
  const Exported smaller({5});
  EXPECT_EQ(smaller.report(&before), "log_set_back register-checkpoint\n");
}

TEST(Verify, refuses_another_key) {
  const Exported exported({5, 300});
  const Verifier other{exported.ledger.name, testing::key_of('x').verify_key()};
  const Verification result = verify_folder(exported.folder, other, {});
  ASSERT_EQ(result.findings.size(), 1u);
  EXPECT_EQ(result.findings[0].text(), "not_signed register-checkpoint");
}

TEST(Verify, keeps_a_bounded_number_of_findings) {
  Exported exported({256 * 120});
  for (auto& [path, bytes] : exported.files()) {
    if (path.find("/entries/") != std::string::npos) bytes[2] = 'x';
  }
  EXPECT_EQ(exported.verify().findings.size(), Verification::findings_per_log_max);
}

// A log whose tiles reach three levels.
class VerifyLarge : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { intact_ = new Exported({70'000}); }
  static void TearDownTestSuite() {
    delete intact_;
    intact_ = nullptr;
  }
  // The report after one byte of the file was changed.
  static std::string report_with_changed(const std::string& path, std::size_t place) {
    std::string& bytes = intact_->files().at(path);
    bytes[place] = static_cast<char>(bytes[place] ^ 1);
    std::string report = intact_->report();
    bytes[place] = static_cast<char>(bytes[place] ^ 1);
    return report;
  }
  static inline Exported* intact_ = nullptr;
};

TEST_F(VerifyLarge, names_one_place_at_every_level) {
  EXPECT_EQ(intact_->report(), "");
  EXPECT_EQ(report_with_changed("log/0000/tile/entries/100", 5),
            "entry_changed log/0000/tile/entries/100 entry 25600\n");
  for (const char* tile : {"0/000", "0/255", "0/256", "0/273.p/112", "1/000", "1/001.p/17", "2/000.p/1"}) {
    const std::string path = std::string("log/0000/tile/") + tile;
    EXPECT_EQ(report_with_changed(path, 17), "tile_changed " + path + "\n");
  }
}

TEST_F(VerifyLarge, reports_progress) {
  std::vector<std::uint64_t> done;
  Exported two({60'000, 60'000});
  const Verification result = verify_folder(two.folder, two.ledger.verifier(),
                                            {.threads = 2, .progress = [&](const VerifyProgress& progress) {
                                               EXPECT_EQ(progress.entries_total, 120'000u);
                                               done.push_back(progress.entries_done);
                                             }});
  EXPECT_TRUE(result.is_intact());
  ASSERT_EQ(done.size(), 1u);
  EXPECT_GE(done[0], 100'000u);
}

TEST(Defects, have_names_that_are_terms) {
  for (int number = 1; number <= 11; ++number) {
    EXPECT_TRUE(base::Term::declared(public_name(static_cast<Defect>(number)).text()).has_value());
  }
}

}  // namespace
}  // namespace daicho::ledger
