// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace daicho::cli {

// Writes a file that only its owner may read (mode 0600). `file_exists` when it is there: no key is
// overwritten.
base::Status write_secret_file(const std::string& path, std::string_view text);
// A file that nobody sees before it is whole: it is written beside its place under a name of its own, and put
// there at the end. Dropped without publish(), it leaves nothing. Only its owner may read it (mode 0600).
class NewFile {
 public:
  // `file_exists` when something stands at `path`; `file_not_readable` when its folder cannot be written to.
  static base::Result<NewFile> make(const std::string& path);
  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&&) = delete;
  ~NewFile();

  base::Status write(std::string_view bytes);
  // Puts the file at its path. `file_exists` when something came there meanwhile: nothing is overwritten.
  base::Status publish();

 private:
  NewFile(int file, std::string path, std::string beside)
      : file_(file), path_(std::move(path)), beside_(std::move(beside)) {}
  int file_;
  std::string path_, beside_;
};

// Writes a file that all may read and that is not there yet; `file_exists` when it is.
base::Status write_new_file(const std::string& path, std::string_view text);
// Writes a file that all may read.
base::Status write_public_file(const std::string& path, std::string_view text);

}  // namespace daicho::cli
