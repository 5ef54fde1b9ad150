// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "base/local_date.h"
#include "base/log.h"
#include "service/register.h"

namespace daicho {

// What a serving register does by itself: physical removal after erasures, the export of the ledger as it
// grows. One thread; stops within one step.
class Housekeeping {
 public:
  // All must outlive it. An empty `ledger_folder`: nothing is exported.
  Housekeeping(const service::Register& reg, std::string ledger_folder, base::Log& log);
  ~Housekeeping();

  void stop();

 private:
  void keep_house();
  bool is_stopping();
  void remove_erased();
  void export_ledger();

  const service::Register& reg_;
  std::string ledger_folder_;
  base::Log& log_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace daicho
