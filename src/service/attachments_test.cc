// SPDX-License-Identifier: Apache-2.0
#include "service/attachments.h"

#include <gtest/gtest.h>

#include "service/answer_writer.h"
#include "service/erasing_fixture.h"

namespace daicho::service {
namespace {

// The policy of the tests, with an item that is a file.
std::string with_a_file() {
  std::string yaml(fixture_policy);
  const auto replace = [&yaml](std::string_view before, std::string_view after) {
    yaml.replace(yaml.find(before), before.size(), after);
  };
  replace("      - {item: call_record",
          "      - {item: id_paper, label: {ja: 本人確認書類, en: Identity paper}, value: attachment}\n      "
          "- {item: call_record");
  replace("payment_method, health, call_record]\n        ends_with",
          "payment_method, health, call_record, id_paper]\n        ends_with");
  replace("contract_number, payment_method, health, call_record]\n        retention",
          "contract_number, payment_method, health, call_record, id_paper]\n        retention");
  return yaml;
}

class AttachmentsTest : public ErasingFixture {
 protected:
  AttachmentsTest() : ErasingFixture(yaml_) {
    held_ = std::make_unique<Said>(take_in("7", "contract", R"({"contract_number": "C-1"})"));
  }

  Said attach() {
    return ask("attach", R"({"subject": )" + alias("7") + R"(, "record": ")" + held_->text("/records/0") +
                             R"(", "item": "id_paper"})");
  }
  Said open(const std::string& attachment, const std::string& purpose = "contract") {
    return ask("open_attachment", R"({"subject": )" + alias("7") + R"(, "attachment": ")" + attachment +
                                      R"(", "purpose": ")" + purpose + R"("})");
  }
  static LedgerPlace place(const Said& said) { return *read_ledger_place(said.text("/ledger_entry")); }
  static base::Personal<std::string> chunk(std::string bytes) {
    return base::Personal<std::string>(std::move(bytes));
  }

  // Brings a file of these chunks in; returns its id.
  std::string bring_in(const std::vector<std::string>& chunks) {
    const Said permitted = attach();
    auto writer = AttachmentWriter::open(reg, api_key, place(permitted));
    EXPECT_TRUE(writer.has_value());
    for (const std::string& bytes : chunks) EXPECT_TRUE(writer->write(chunk(bytes)).has_value());
    EXPECT_TRUE(writer->finish().has_value());
    return permitted.text("/attachment");
  }
  // Reads on to the end; the bytes until then, and whether it came.
  static std::pair<std::string, bool> read_all(AttachmentReader& reader) {
    std::string all;
    for (;;) {
      auto next = reader.next();
      if (!next) return {all, false};
      if (!*next) return {all, true};
      all += AnswerWriter::file_bytes(reader, std::move(**next));
    }
  }
  std::string everything_stored() {
    std::string all;
    const auto snapshot = snapshot_of(subject_of(*held_));
    for (const store::Space space :
         {store::Space::subject, store::Space::record, store::Space::attachment, store::Space::work}) {
      const auto rows_of = snapshot->scan(space, "", "", 100'000);
      for (const store::Row& row : *rows_of) all += row.key.bytes + row.value;
    }
    return all;
  }

  static inline const std::string yaml_ = with_a_file();
  std::unique_ptr<Said> held_;
};

std::vector<std::string> large_file() {
  std::vector<std::string> chunks;
  for (char c = 'a'; c < 'a' + 20; ++c) chunks.emplace_back(attachment_chunk_bytes, c);
  chunks.emplace_back("the end");
  return chunks;
}

TEST_F(AttachmentsTest, a_file_comes_out_as_it_went_in) {
  for (const auto& chunks :
       {std::vector<std::string>{}, std::vector<std::string>{"one chunk"}, large_file()}) {
    held_ = std::make_unique<Said>(take_in("7", "contract", R"({"contract_number": "C-1"})"));
    const std::string attachment = bring_in(chunks);
    const Said permitted = open(attachment);
    EXPECT_TRUE(permitted.permitted()) << permitted.body();
    auto reader = AttachmentReader::open(reg, api_key, place(permitted));
    ASSERT_TRUE(reader.has_value());
    std::string whole;
    for (const std::string& part : chunks) whole += part;
    EXPECT_EQ(reader->size_bytes(), whole.size());
    const auto [bytes, ended] = read_all(*reader);
    EXPECT_TRUE(ended);
    EXPECT_TRUE(bytes == whole);
  }
}

TEST_F(AttachmentsTest, it_is_sealed_in_the_store_and_comes_in_commits_of_four_mebibytes) {
  std::size_t largest = 0;
  watched().before_commit = [&](const store::Commit& commit) {
    std::size_t bytes = 0;
    for (const store::Commit::Put& put : commit.puts) bytes += put.value.size();
    largest = std::max(largest, bytes);
  };
  bring_in(large_file());
  EXPECT_LE(largest, 4u * 1024 * 1024);
  EXPECT_GT(largest, 3u * 1024 * 1024);
  const std::string stored = everything_stored();
  EXPECT_GT(stored.size(), 20 * attachment_chunk_bytes);
  EXPECT_EQ(stored.find("aaaaaaaaaaaaaaaa"), std::string::npos);
  EXPECT_EQ(stored.find("the end"), std::string::npos);
}

TEST_F(AttachmentsTest, nobody_sees_it_before_it_is_whole) {
  const Said permitted = attach();
  auto writer = AttachmentWriter::open(reg, api_key, place(permitted));
  for (const std::string& bytes : large_file()) EXPECT_TRUE(writer->write(chunk(bytes)).has_value());
  EXPECT_TRUE(open(permitted.text("/attachment")).failed_with("not_found"));
  EXPECT_FALSE(ask("export_subject", R"({"subject": )" + alias("7") + "}").has("/held/0/attachments"));
  const auto finished = writer->finish();
  ASSERT_TRUE(finished.has_value());
  EXPECT_TRUE(open(permitted.text("/attachment")).permitted());
  const Said shown = ask("export_subject", R"({"subject": )" + alias("7") + "}");
  EXPECT_EQ(shown.text("/held/0/attachments/0/attachment"), permitted.text("/attachment"));
  EXPECT_EQ(shown.text("/held/0/items/id_paper"), permitted.text("/attachment"));
  EXPECT_EQ(entries(finished->bucket)[finished->sequence].outcome, ledger::Outcome::done);
}

TEST_F(AttachmentsTest, a_file_comes_in_only_where_the_policy_lets_it) {
  const Said profile_of = profile("7");
  const auto into = [&](const Said& said, const std::string& item) {
    return ask("attach", R"({"subject": )" + alias("7") + R"(, "record": ")" + said.text("/records/0") +
                             R"(", "item": ")" + item + R"("})");
  };
  EXPECT_TRUE(into(profile_of, "id_paper").denied_for("item_not_in_record_type"));
  EXPECT_TRUE(into(*held_, "contract_number").failed_with("invalid_value"));
  EXPECT_TRUE(ask("attach", R"({"subject": )" + alias("7") + R"(, "record": ")" +
                                base::RecordId::random(randomness).text() + R"(", "item": "id_paper"})")
                  .failed_with("not_found"));
  bring_in({"x"});
  EXPECT_TRUE(into(*held_, "id_paper").failed_with("already_in_use"));
}

TEST_F(AttachmentsTest, it_is_read_for_its_purpose_only) {
  const std::string attachment = bring_in({"x"});
  EXPECT_TRUE(open(attachment, "support").denied_for("item_not_for_purpose"));
  EXPECT_TRUE(AttachmentReader::open(reg, api_key, place(open(attachment, "support"))).error().code() ==
              base::ErrorCode::not_found)
      << "a denial opens nothing";
}

TEST_F(AttachmentsTest, an_entry_serves_its_own_caller_for_ten_minutes_and_what_it_is_of) {
  const std::string attachment = bring_in({"x"});
  const Said permitted = open(attachment);
  const auto code = [&](const std::string& key, const LedgerPlace& where) {
    const auto reader = AttachmentReader::open(reg, key, where);
    return reader ? std::string("opened") : std::string(public_name(reader.error().code()).text());
  };
  const std::string other_key = add_caller("other", all_operations());
  const LedgerPlace where = place(permitted);
  EXPECT_EQ(code(api_key, where), "opened");
  EXPECT_EQ(code(other_key, where), "not_found");
  EXPECT_EQ(code("dk_wrong", where), "unauthenticated");
  EXPECT_EQ(code(api_key, {where.bucket, 0}), "not_found") << "an acquisition";
  EXPECT_EQ(code(api_key, {where.bucket, 1'000'000}), "not_found");
  EXPECT_EQ(code(api_key, {{bucket_count + 7}, 0}), "not_found");
  EXPECT_EQ(AttachmentWriter::open(reg, api_key, where).error().code(), base::ErrorCode::not_found);
  clock.advance(std::chrono::minutes(10));
  EXPECT_EQ(code(api_key, where), "opened");
  clock.advance(std::chrono::seconds(1));
  EXPECT_EQ(code(api_key, where), "conflict");
}

TEST_F(AttachmentsTest, a_stop_or_an_erasure_ends_the_stream) {
  const std::string attachment = bring_in(large_file());
  for (const char* what : {R"("stop")", ""}) {
    const Said permitted = open(attachment);
    auto reader = AttachmentReader::open(reg, api_key, place(permitted));
    ASSERT_TRUE(reader.has_value()) << permitted.body();
    EXPECT_TRUE(reader->next().has_value());
    const bool stops = *what != '\0';
    EXPECT_TRUE(stops ? ask("stop", R"({"subject": )" + alias("7") + R"(, "stop": "telephone"})").permitted()
                      : ask("erase", R"({"subject": )" + alias("7") + R"(, "record": ")" +
                                         held_->text("/records/0") + R"(", "partly": true})")
                            .permitted());
    if (stops) {
      EXPECT_EQ(reader->next().error().code(), base::ErrorCode::conflict);
    } else {
      EXPECT_FALSE(read_all(*reader).second);
    }
  }
}

TEST_F(AttachmentsTest, a_new_policy_ends_what_the_old_one_permitted) {
  const std::string attachment = bring_in({"x"});
  const Said permitted = open(attachment);
  publish(yaml_ + "# another\n");
  EXPECT_EQ(AttachmentReader::open(reg, api_key, place(permitted)).error().code(), base::ErrorCode::conflict);
}

TEST_F(AttachmentsTest, a_file_whose_chunks_were_moved_or_cut_off_does_not_open) {
  const std::string attachment = bring_in(large_file());
  const auto subject = subject_of(*held_);
  const auto id = *base::AttachmentId::parse(attachment);
  const auto snapshot = snapshot_of(subject);
  const auto row = [&](std::uint32_t number) {
    return (*snapshot->get(vault::attachment_row(subject, id, number)))->value;
  };
  const auto broken_by = [&](const store::Key& key, std::string value) {
    const std::string before = (*snapshot->get(key))->value;
    store::Commit commit{.bucket = store_->bucket_of(subject)};
    commit.puts.push_back({key, std::move(value)});
    must_commit(std::move(commit));
    auto reader = AttachmentReader::open(reg, api_key, place(open(attachment)));
    const bool ended = read_all(*reader).second;
    store::Commit back{.bucket = store_->bucket_of(subject)};
    back.puts.push_back({key, before});
    must_commit(std::move(back));
    return !ended;
  };
  EXPECT_TRUE(broken_by(vault::attachment_row(subject, id, 3), row(4)));
  EXPECT_TRUE(broken_by(vault::attachment_row(subject, id, 3), row(3).substr(1)));
  AttachmentHead head = *decode_attachment_head((*snapshot->get(attachment_head_row(subject, id)))->value);
  head.chunks -= 1;
  EXPECT_TRUE(broken_by(attachment_head_row(subject, id), encode(head)))
      << "the last chunk says that it is the last";
  auto reader = AttachmentReader::open(reg, api_key, place(open(attachment)));
  EXPECT_TRUE(read_all(*reader).second);
}

TEST_F(AttachmentsTest, a_chunk_of_another_length_and_a_file_that_is_too_large_are_refused) {
  for (const std::size_t bytes : {attachment_chunk_bytes + 1, attachment_chunk_bytes - 1, std::size_t{0}}) {
    auto writer = AttachmentWriter::open(reg, api_key, place(attach()));
    EXPECT_TRUE(writer->write(chunk(std::string(bytes, 'x'))).has_value()) << "it may be the last";
    EXPECT_EQ(writer->write(chunk("y")).error().code(), base::ErrorCode::invalid_value);
    EXPECT_FALSE(writer->finish().has_value());
    EXPECT_TRUE(writer->abandon().has_value());
  }
  auto writer = AttachmentWriter::open(reg, api_key, place(attach()));
  base::Status written;
  for (std::uint64_t bytes = 0; bytes <= attachment_bytes_max && written; bytes += attachment_chunk_bytes) {
    written = writer->write(chunk(std::string(attachment_chunk_bytes, 'x')));
  }
  EXPECT_TRUE(written.has_value()) << "100 MiB, and one chunk held back";
  EXPECT_EQ(writer->finish().error().code(), base::ErrorCode::too_large);
  EXPECT_TRUE(writer->abandon().has_value());
  EXPECT_EQ(rows(subject_of(*held_), store::Space::work, upload_prefix()), 0u);
  EXPECT_EQ(rows(subject_of(*held_), store::Space::attachment, ""), 0u);
}

TEST_F(AttachmentsTest, what_was_permitted_must_still_stand_when_the_file_is_whole) {
  const auto subject = subject_of(*held_);
  const auto finish_after = [&](const std::function<void()>& change) {
    const Said permitted = attach();
    auto writer = AttachmentWriter::open(reg, api_key, place(permitted));
    for (const std::string& bytes : large_file()) EXPECT_TRUE(writer->write(chunk(bytes)).has_value());
    change();
    const auto finished = writer->finish();
    return finished ? std::string("finished") : std::string(public_name(finished.error().code()).text());
  };
  EXPECT_EQ(
      finish_after([&] {
        EXPECT_TRUE(ask("stop", R"({"subject": )" + alias("7") + R"(, "stop": "telephone"})").permitted());
      }),
      "conflict");
  EXPECT_EQ(finish_after([&] { publish(yaml_ + "# another\n"); }), "conflict");
  EXPECT_EQ(finish_after([&] {
              EXPECT_TRUE(ask("correct", R"({"subject": )" + alias("7") + R"(, "record": ")" +
                                             held_->text("/records/0") +
                                             R"(", "items": {"contract_number": "C-2"}})")
                              .permitted());
            }),
            "conflict");
  EXPECT_EQ(finish_after([] {}), "finished");
  EXPECT_EQ(records(subject), 1u);
}

TEST_F(AttachmentsTest, nothing_comes_in_for_a_person_who_was_erased_meanwhile) {
  held_ = std::make_unique<Said>(profile("7"));
  clock.set(*base::LocalDate::parse("2026-06-02"));
  held_ = std::make_unique<Said>(take_in("8", "contract", R"({"contract_number": "C-1"})"));
  const Said permitted = ask("attach", R"({"subject": )" + alias("8") + R"(, "record": ")" +
                                           held_->text("/records/0") + R"(", "item": "id_paper"})");
  auto writer = AttachmentWriter::open(reg, api_key, place(permitted));
  EXPECT_TRUE(ask("erase", R"({"subject": )" + alias("8") + "}").permitted());
  bool refused = false;
  for (const std::string& bytes : large_file()) refused |= !writer->write(chunk(bytes)).has_value();
  EXPECT_TRUE(refused);
  EXPECT_FALSE(writer->finish().has_value());
  remove_all();
  EXPECT_EQ(rows_found(*snapshot_of(subject_of(*held_)), {subject_of(*held_)})->front(), 0u);
}

TEST_F(AttachmentsTest, a_file_that_never_became_whole_is_dropped_after_its_day_and_the_next) {
  const auto subject = subject_of(*held_);
  const Said permitted = attach();
  auto writer = AttachmentWriter::open(reg, api_key, place(permitted));
  for (const std::string& bytes : large_file()) EXPECT_TRUE(writer->write(chunk(bytes)).has_value());
  EXPECT_GT(rows(subject, store::Space::attachment, ""), 0u);
  clock.set(*base::LocalDate::parse("2026-06-02"));
  EXPECT_EQ(remove_all().uploads_dropped, 0u);
  clock.set(*base::LocalDate::parse("2026-06-03"));
  EXPECT_EQ(remove_all().uploads_dropped, 1u);
  EXPECT_EQ(rows(subject, store::Space::attachment, ""), 0u);
  EXPECT_EQ(entries_of(ledger::Operation::attach).back().outcome, ledger::Outcome::interrupted);
}

TEST_F(AttachmentsTest, a_file_goes_with_its_item) {
  const auto subject = subject_of(*held_);
  const std::string attachment = bring_in(large_file());
  EXPECT_TRUE(
      ask("erase", R"({"subject": )" + alias("7") + R"(, "record": ")" + held_->text("/records/0") + R"("})")
          .permitted());
  EXPECT_EQ(rows(subject, store::Space::attachment, ""), 0u);
  EXPECT_TRUE(open(attachment).failed_with("not_found"));
}

TEST_F(AttachmentsTest, a_file_stays_with_a_correction_and_goes_when_its_item_is_taken_away) {
  const auto subject = subject_of(*held_);
  const std::string attachment = bring_in({"x"});
  const std::string who =
      R"({"subject": )" + alias("7") + R"(, "record": ")" + held_->text("/records/0") + R"(")";
  EXPECT_TRUE(ask("correct", who + R"(, "items": {"contract_number": "C-2"}})").permitted());
  auto reader = AttachmentReader::open(reg, api_key, place(open(attachment)));
  EXPECT_EQ(read_all(*reader).first, "x");
  EXPECT_TRUE(ask("correct", who + R"(, "remove": ["id_paper"]})").permitted());
  EXPECT_EQ(rows(subject, store::Space::attachment, ""), 0u);
  EXPECT_TRUE(open(attachment).failed_with("not_found"));
}

TEST_F(AttachmentsTest, a_person_who_is_erased_has_no_files_left) {
  bring_in(large_file());
  const auto subject = subject_of(*held_);
  EXPECT_TRUE(ask("erase", R"({"subject": )" + alias("7") + "}").permitted());
  EXPECT_EQ(remove_all().persons_certified, 1u);
  EXPECT_EQ(rows(subject, store::Space::attachment, ""), 0u);
}

}  // namespace
}  // namespace daicho::service
