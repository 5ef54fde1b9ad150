// SPDX-License-Identifier: Apache-2.0
#include "main/open_files.h"

#include <sys/resource.h>

#include <algorithm>

namespace daicho {

base::Status allow_open_files(std::uint64_t files_needed) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
    return base::fail(base::ErrorCode::unavailable, "the system does not say how many files may be open");
  if (limit.rlim_cur >= files_needed) return {};
  if (limit.rlim_max < files_needed) {
    return base::fail(base::Error(base::ErrorCode::unavailable,
                                  "this process may open too few files; raise LimitNOFILE= or `ulimit -Hn`")
                          .with("files_needed", base::Count(files_needed))
                          .with("files_allowed", base::Count(limit.rlim_max)));
  }
  limit.rlim_cur = files_needed;
  if (setrlimit(RLIMIT_NOFILE, &limit) == 0) return {};
  return base::fail(base::ErrorCode::unavailable, "the system refuses to let this process open more files");
}

}  // namespace daicho
