// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace daicho::service {

// A few threads that do what others must not wait for: going on after a commit, and work that blocks.
// Thread-safe.
class Workers {
 public:
  explicit Workers(unsigned threads);
  // Does what is waiting, then ends.
  ~Workers();

  void run(std::function<void()> work);

 private:
  void work_on();

  std::mutex mutex_;
  std::condition_variable waiting_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace daicho::service
