// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "service/attachments.h"
#include "service/register_fixture.h"
#include "service/removal.h"
#include "store/rocksdb/rocksdb_store.h"
#include "vault/record.h"
#include "vault/rows.h"

namespace daicho::service {
namespace {

// A folder that goes with the test.
struct Folder {
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "daicho-erasure-XXXXXX").string();
    CHECK(mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::filesystem::path path;
};

// What comes before the register in the making: the folder and the clock of its store.
struct Ground {
  Folder folder;
  SetClock store_clock{*base::Instant::parse("2026-06-01T03:00:00Z")};
};

// A register on the embedded store, whose files can be looked into.
class PhysicalErasureTest : private Ground, public RegisterFixture {
 protected:
  PhysicalErasureTest()
      : RegisterFixture(fixture_policy, [this](const store::LedgerHasher& hasher) {
          return *store::open_rocksdb({.folder = folder.path.string(),
                                       .bucket_count = bucket_count,
                                       .create_if_missing = true,
                                       .cache_bytes = 1 << 20,
                                       .write_buffer_bytes = 1 << 20,
                                       .free_bytes_min = 0},
                                      store_clock, hasher);
        }) {}

  Said take_in(int number) {
    Said said = ask("acquire",
                    R"({"subject": {"alias": "7"}, "record_type": "profile", "channel": "website",
            "purposes": ["contract"], "source": "the person", "items": {"name_kanji": "架空太郎", "email": "canary)" +
                        std::to_string(number) + R"(@example.jp"}})");
    EXPECT_TRUE(said.permitted()) << said.body();
    return said;
  }

  // Bytes that only this person's rows have: of the key, of each sealed value, of what leads to the records.
  std::vector<std::string> traces(const base::SubjectId& subject) {
    constexpr std::size_t trace_bytes = 24;
    std::vector<std::string> found;
    const auto snapshot = *store_->snapshot(store_->bucket_of(subject));
    const auto key = *snapshot->get(vault::keyring_row(subject));
    found.push_back(key->value.substr(key->value.size() - trace_bytes));
    const auto rows = *snapshot->scan(store::Space::record, subject.bytes(), "", 1000);
    for (const store::Row& row : rows) {
      const vault::Record record = *vault::decode_record(row.value);
      for (const vault::SealedItem& item : record.items)
        found.push_back(item.sealed.substr(item.sealed.size() - trace_bytes));
      for (const store::IndexEntry& entry : record.index)
        found.emplace_back(entry.digest.view().substr(0, trace_bytes));
    }
    return found;
  }

  // How many of them stand in any file of the store. MANIFEST is left out: keyed digests may stand there as
  // bounds of files that are gone, until it is written anew (spec/store.md); values never do.
  std::size_t in_files(const std::vector<std::string>& sought) {
    std::vector<bool> found(sought.size());
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder.path)) {
      if (!file.is_regular_file() || file.path().filename().string().starts_with("MANIFEST")) continue;
      std::ifstream in(file.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(in), {}};
      for (std::size_t i = 0; i < sought.size(); ++i)
        found[i] = found[i] || bytes.find(sought[i]) != std::string::npos;
    }
    return static_cast<std::size_t>(std::count(found.begin(), found.end(), true));
  }
};

TEST_F(PhysicalErasureTest, an_erased_person_is_in_no_byte_of_any_file) {
  const auto subject = *base::SubjectId::parse(take_in(0).text("/subject"));
  for (int i = 1; i < 50; ++i) take_in(i);
  const std::vector<std::string> person = traces(subject);
  ASSERT_GT(person.size(), 150u);
  EXPECT_EQ(in_files(person), person.size()) << "else this test could not fail";
  EXPECT_TRUE(ask("erase", R"({"subject": {"alias": "7"}})").permitted());
  Removal removal(reg);
  for (bool more = true; more;) more = removal.step(20)->more;
  EXPECT_EQ(in_files(person), 0u);
  EXPECT_EQ(ask("certificate", R"({"subject": {"id": ")" + subject.text() + R"("}})").text("/erasure/state"),
            "certified");
}

TEST_F(PhysicalErasureTest, an_erased_record_is_in_no_byte_of_any_file_and_the_others_stay) {
  const Said goes = take_in(0);
  const auto subject = *base::SubjectId::parse(goes.text("/subject"));
  std::vector<std::string> gone = traces(subject);
  take_in(1);
  const std::string key = gone.front();
  gone.erase(gone.begin());
  EXPECT_TRUE(ask("erase", R"({"subject": {"alias": "7"}, "record": ")" + goes.text("/records/0") + R"("})")
                  .permitted());
  // The name is the same in both records: what leads to the other by it stays.
  std::erase_if(gone, [still = traces(subject)](const std::string& trace) {
    return std::find(still.begin(), still.end(), trace) != still.end();
  });
  EXPECT_GT(in_files(gone), 0u);
  Removal(reg).step(100).value();
  EXPECT_EQ(in_files(gone), 0u);
  EXPECT_EQ(in_files({key}), 1u);
}

}  // namespace
}  // namespace daicho::service
