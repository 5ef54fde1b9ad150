// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "ledger/entry.h"
#include "ledger/log_folder.h"
#include "ledger/test_ledger.h"
#include "ledger/verify.h"

namespace daicho::ledger {
namespace {

using testing::TestLedger;
using testing::text_vector;

// A ledger, exported.
struct Exported {
  explicit Exported(std::vector<std::size_t> sizes) : ledger(std::move(sizes)) { refresh(); }
  void refresh() { EXPECT_TRUE(ledger.export_to(folder).has_value()); }
  std::string proof_of(std::uint32_t log, std::uint64_t index) const {
    return proof_text(make_proof(folder, ledger.verifier(), LogNumber{log}, index).value());
  }
  RegisterCheckpoint checkpoint() const { return *verify_folder(folder, ledger.verifier(), {}).checkpoint; }

  TestLedger ledger;
  MemoryFolder folder;
};

TEST(Proof, has_the_bytes_of_the_specification) {
  const std::string line = text_vector("verifier.txt");
  const Verifier verifier = Verifier::parse(line.substr(0, line.size() - 1)).value();
  const ProvenEntry proven = check_proof(text_vector("proof.txt"), verifier).value();
  EXPECT_EQ(proven.log, LogNumber{1});
  EXPECT_EQ(proven.index, 0u);
  EXPECT_EQ(proven.head.size, 5u);
  EXPECT_EQ(decode(proven.entry)->operation, Operation::use);
  EXPECT_EQ(proof_text(parse_proof(text_vector("proof.txt")).value()), text_vector("proof.txt"));
  const auto listed = open_register_checkpoint(text_vector("register-checkpoint.txt"), verifier).value();
  EXPECT_TRUE(check_listed(proven, listed).has_value());
}

TEST(Proof, proves_every_entry_of_a_ledger) {
  const Exported exported({0, 1, 300, 600});
  for (std::uint32_t log = 0; log < 4; ++log) {
    const auto& entries = exported.ledger.logs[log];
    for (std::size_t index = 0; index < entries.size(); ++index) {
      const auto proven = check_proof(exported.proof_of(log, index), exported.ledger.verifier());
      ASSERT_TRUE(proven.has_value()) << log << " " << index;
      EXPECT_EQ(proven->entry, entries[index]);
      EXPECT_EQ(proven->index, index);
      EXPECT_EQ(proven->log, LogNumber{log});
    }
  }
}

RC_GTEST_PROP(Proof, refuses_any_flipped_bit, ()) {
  static const Exported exported({0, 300});
  static const std::string text = exported.proof_of(1, 123);
  const auto bit = *rc::gen::inRange<std::size_t>(0, text.size() * 8);
  std::string flipped = text;
  flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
  RC_ASSERT(!check_proof(flipped, exported.ledger.verifier()).has_value());
}

TEST(Proof, refuses_another_key_or_ledger) {
  const Exported exported({300});
  const std::string text = exported.proof_of(0, 7);
  const Verifier other_key{exported.ledger.name, testing::key_of('x').verify_key()};
  EXPECT_EQ(check_proof(text, other_key).error().code(), base::ErrorCode::verification_failed);
  const Verifier other_name{*KeyName::parse("other.example"), exported.ledger.key.verify_key()};
  EXPECT_EQ(check_proof(text, other_name).error().code(), base::ErrorCode::verification_failed);
}

TEST(Proof, refuses_an_entry_at_another_place_or_with_another_path) {
  const Exported exported({300});
  EntryProof proof = parse_proof(exported.proof_of(0, 7)).value();
  proof.index = 6;
  EXPECT_EQ(check_proof(proof_text(proof), exported.ledger.verifier()).error().code(),
            base::ErrorCode::verification_failed);
  proof.index = 7;
  proof.path.pop_back();
  EXPECT_FALSE(check_proof(proof_text(proof), exported.ledger.verifier()).has_value());
}

TEST(Proof, refuses_malformed_texts) {
  const Exported exported({3});
  const std::string good = exported.proof_of(0, 1);
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    EXPECT_NE(text.find(from), std::string::npos) << from;
    return text.replace(text.find(from), from.size(), to);
  };
  const std::string texts[] = {"",
                               "\n",
                               with("@v1", "@v2"),
                               with("extra ", "extras "),
                               with("extra ", "extra  "),
                               with("index 1", "index 01"),
                               with("index 1", "index -1"),
                               with("index 1\n", ""),
                               with("\n\n", "\n"),
                               with("index 1\n", "index 1\nAAAA\n")};
  for (const std::string& text : texts) {
    EXPECT_EQ(parse_proof(text).error().code(), base::ErrorCode::corrupt) << text;
  }
}

TEST(Proof, is_not_made_of_an_entry_that_is_not_there) {
  const Exported exported({0, 300});
  const auto make = [&](std::uint32_t log, std::uint64_t index) {
    return make_proof(exported.folder, exported.ledger.verifier(), LogNumber{log}, index);
  };
  EXPECT_EQ(make(1, 300).error().code(), base::ErrorCode::not_found);
  EXPECT_EQ(make(0, 0).error().code(), base::ErrorCode::not_found);
  EXPECT_EQ(make(2, 0).error().code(), base::ErrorCode::not_found);
}

TEST(Proof, is_not_made_of_a_damaged_folder) {
  Exported exported({300});
  exported.folder.files().at("log/0000/tile/entries/000")[2] = 'x';
  EXPECT_EQ(make_proof(exported.folder, exported.ledger.verifier(), LogNumber{0}, 0).error().code(),
            base::ErrorCode::corrupt);
}

TEST(Proof, is_listed_by_the_register_checkpoint_of_the_same_export) {
  Exported exported({5, 300});
  const ProvenEntry proven = check_proof(exported.proof_of(1, 7), exported.ledger.verifier()).value();
  EXPECT_TRUE(check_listed(proven, exported.checkpoint()).has_value());
  RegisterCheckpoint fewer = exported.checkpoint();
  fewer.heads.pop_back();
  EXPECT_EQ(check_listed(proven, fewer).error().code(), base::ErrorCode::verification_failed);
}

TEST(Proof, is_listed_by_a_later_register_checkpoint_with_a_consistency_proof) {
  Exported exported({5, 300});
  const ProvenEntry proven = check_proof(exported.proof_of(1, 7), exported.ledger.verifier()).value();
  exported.ledger.grow(1, 500);
  exported.refresh();
  EXPECT_FALSE(check_listed(proven, exported.checkpoint()).has_value());
  const LogFolder files(exported.folder, LogNumber{1});
  TileHashReader hashes(files, 800);
  const Proof goes_on = consistency_proof(hashes, 300, 800).value();
  EXPECT_TRUE(check_listed(proven, exported.checkpoint(), goes_on).has_value());
}

}  // namespace
}  // namespace daicho::ledger
