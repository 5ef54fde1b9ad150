// SPDX-License-Identifier: Apache-2.0
// A library to be preloaded (ld.so(8), LD_PRELOAD) that shifts the clock of a program by the seconds that
// stand in the file named by SHIFT_FILE, read anew at every look at the clock. Steady clocks run as they are.
#include <dlfcn.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include <cstdlib>

extern "C" int clock_gettime(clockid_t id, timespec* at) noexcept {
  using Real = int (*)(clockid_t, timespec*);
  static const Real real = reinterpret_cast<Real>(dlsym(RTLD_NEXT, "clock_gettime"));
  const int result = real(id, at);
  if (result != 0 || id != CLOCK_REALTIME) return result;
  const char* path = std::getenv("SHIFT_FILE");
  const int file = path == nullptr ? -1 : open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return result;
  char text[32] = {};
  if (read(file, text, sizeof text - 1) > 0) at->tv_sec += std::strtoll(text, nullptr, 10);
  close(file);
  return result;
}
