// SPDX-License-Identifier: Apache-2.0
#include "bench/bench_register.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <sstream>
#include <thread>

#include "store/rocksdb/rocksdb_store.h"

namespace daicho::bench {
namespace {

template <typename T>
T must(base::Result<T> result, const char* what) {
  if (!result) {
    std::fprintf(stderr, "bench: %s: %s\n", what, result.error().text().c_str());
    std::exit(1);
  }
  return std::move(*result);
}

std::string read_policy() {
  std::ifstream file(DAICHO_SOURCE_DIR "/policies/b-consulting.yaml");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

base::Instant BenchClock::now() const {
  if (fixed_) return *fixed_;
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return base::Instant::from_microseconds(
      std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count());
}

BenchRegister::BenchRegister(const std::string& folder) {
  std::filesystem::remove_all(folder);
  store::RocksdbOptions options{.folder = folder};
  options.create_if_missing = true;
  store_ = must(store::open_rocksdb(options, clock, hasher_), "open");
  law_ = must(service::LawInForce::carried(base::LocalDate::on(clock.now())), "law");
  const crypto::SecretBytes secret = crypto::SecretBytes::copy_of("bench");
  const std::string yaml = read_policy();
  auto outcome = must(
      service::found(
          *store_,
          {.passphrase = secret, .cost = {}, .policy_yaml = yaml, .caller = *base::Term::declared("bench")},
          *law_, clock.now(), randomness_),
      "found");
  auto& founded = std::get<service::Founded>(outcome);
  api_key_ = std::move(founded.api_key);
  keys_.emplace(std::move(founded.keys));
  register_ = std::make_unique<service::Register>(*store_, *keys_, clock, randomness_, *law_);
  workers_ = std::make_unique<service::Workers>(2);
  line_ = std::make_unique<service::Line>(
      *register_, [this](std::function<void()> work) { workers_->run(std::move(work)); });
}

void BenchRegister::submit(const std::string& operation, std::string body,
                           std::function<void(service::Answer)> done) {
  line_->run({.operation = operation,
              .body = std::move(body),
              .api_key = api_key_,
              .idempotency_key = {},
              .part_of_bulk = false,
              .language = base::Language::en},
             std::move(done));
}

service::Answer BenchRegister::ask_anything(const std::string& operation, std::string body) {
  std::mutex mutex;
  std::condition_variable arrived;
  std::optional<service::Answer> answer;
  submit(operation, std::move(body), [&](service::Answer given) {
    const std::lock_guard lock(mutex);
    answer = std::move(given);
    arrived.notify_one();
  });
  std::unique_lock lock(mutex);
  arrived.wait(lock, [&] { return answer.has_value(); });
  return std::move(*answer);
}

std::string BenchRegister::ask(const std::string& operation, std::string body) {
  service::Answer answer = ask_anything(operation, std::move(body));
  if (answer.status != 200 || answer.body.find("\"outcome\":\"denied\"") != std::string::npos) {
    std::fprintf(stderr, "bench: %s answered %d %s\n", operation.c_str(), answer.status, answer.body.c_str());
    std::exit(1);
  }
  return std::move(answer.body);
}

std::vector<std::string> BenchRegister::enter_persons(std::size_t count, unsigned threads) {
  std::vector<std::string> ids(count);
  std::atomic<std::size_t> next{0};
  std::vector<std::thread> running;
  for (unsigned thread = 0; thread < threads; ++thread) {
    running.emplace_back([&] {
      for (std::size_t i = next++; i < count; i = next++)
        ids[i] = text_in(ask("acquire", profile_of(i)), "subject");
    });
  }
  for (std::thread& thread : running) thread.join();
  return ids;
}

void BenchRegister::enter_web_access(const std::string& subject, std::size_t count, const std::string& at) {
  std::mutex mutex;
  std::condition_variable arrived;
  std::size_t done = 0;
  for (std::size_t i = 0; i < count; ++i) {
    submit("acquire",
           R"({"subject":{"id":")" + subject +
               R"("},"record_type":"web_access","channel":"website","purposes":["web_analysis"],)"
               R"("source":"log","acquired_at":")" +
               at + R"(","items":{"ip_address":"192.0.2.)" + std::to_string(i % 250) +
               R"(","browser":"ExampleBrowser"}})",
           [&](service::Answer answer) {
             if (answer.status != 200) std::fprintf(stderr, "bench: %s\n", answer.body.c_str());
             const std::lock_guard lock(mutex);
             ++done;
             arrived.notify_one();
           });
    // Rows of one person conflict with each other only when the person changes; a few at once is right.
    std::unique_lock lock(mutex);
    arrived.wait(lock, [&] { return i + 1 - done < 32; });
  }
  std::unique_lock lock(mutex);
  arrived.wait(lock, [&] { return done == count; });
}

std::string profile_of(std::uint64_t number) {
  const std::string n = std::to_string(number);
  return R"({"record_type":"profile","channel":"website","purposes":["customer_support","service_coordination"],"source":"form",)"
         R"("items":{"name_kanji":"架空 花子","name_katakana":"カクウ ハナコ","email":"person)" +
         n + R"(@example.jp","occupation":"会社員","affiliation":"架空商事株式会社"}})";
}

std::string text_in(const std::string& json, const std::string& name) {
  const std::size_t at = json.find("\"" + name + "\":\"");
  if (at == std::string::npos) return {};
  const std::size_t begin = at + name.size() + 4;
  return json.substr(begin, json.find('"', begin) - begin);
}

}  // namespace daicho::bench
