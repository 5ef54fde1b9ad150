// SPDX-License-Identifier: Apache-2.0
// A library to be preloaded (ld.so(8), LD_PRELOAD) that makes the disk of a store full while the file named
// by FULL_DISK_FILE says so: `nearly` (statvfs has 1 MiB left) or `full` (what is written below /store/ is
// refused).
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

template <typename Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

// The first letter of the file: n, f, or 0.
char state() {
  const char* path = std::getenv("FULL_DISK_FILE");
  const int file = path == nullptr ? -1 : open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  char letter = 0;
  if (read(file, &letter, 1) != 1) letter = 0;
  close(file);
  return letter;
}

bool refuses(int descriptor) {
  char link[64], path[4096];
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  const ssize_t size = readlink(link, path, sizeof path - 1);
  if (size <= 0) return false;
  path[size] = '\0';
  return std::strstr(path, "/store/") != nullptr && state() == 'f';
}

}  // namespace

extern "C" int statvfs(const char* path, struct statvfs* room) noexcept {
  static auto* const call = real<int(const char*, struct statvfs*)>("statvfs");
  const int result = call(path, room);
  if (result == 0 && state() == 'n') room->f_bavail = (1024 * 1024) / room->f_frsize;
  return result;
}

extern "C" ssize_t write(int descriptor, const void* bytes, size_t size) {
  static auto* const call = real<ssize_t(int, const void*, size_t)>("write");
  if (refuses(descriptor)) {
    errno = ENOSPC;
    return -1;
  }
  return call(descriptor, bytes, size);
}

extern "C" int fallocate(int descriptor, int mode, off_t offset, off_t size) {
  static auto* const call = real<int(int, int, off_t, off_t)>("fallocate");
  if (refuses(descriptor)) {
    errno = ENOSPC;
    return -1;
  }
  return call(descriptor, mode, offset, size);
}
