// SPDX-License-Identifier: Apache-2.0
#include "crypto/stream.h"

#include <algorithm>

#include "base/check.h"
#include "base/encoding.h"
#include "crypto/gcm.h"
#include "crypto/mac.h"

namespace daicho::crypto {
namespace {

constexpr std::string_view format = "\x02";
constexpr std::size_t salt_size = 32;
constexpr std::uint64_t chunks_max = std::uint64_t{1} << 32;

// The key of one file: no other file has it, so chunk numbers can be nonces.
std::unique_ptr<Gcm> file_key(const Secret& key, AssociatedData belongs_to, std::string_view header) {
  const std::string info = std::string("daicho file v1") + '\0' + std::string(belongs_to.bytes);
  return std::make_unique<Gcm>(hkdf(key, {.info = info, .salt = header.substr(format.size())}));
}

// Seven zero bytes, the chunk's number in four, its place in one.
std::string nonce_of(std::uint32_t number, ChunkPlace place) {
  std::string nonce(7, '\0');
  base::append_be32(nonce, number);
  nonce.push_back(static_cast<char>(place));
  return nonce;
}

}  // namespace

StreamSealer::StreamSealer(const Secret& key, AssociatedData belongs_to, base::Randomness& randomness)
    : header_(std::string(format) + randomness.bytes(salt_size)), gcm_(file_key(key, belongs_to, header_)) {}
StreamSealer::StreamSealer(StreamSealer&&) noexcept = default;
StreamSealer& StreamSealer::operator=(StreamSealer&&) noexcept = default;
StreamSealer::~StreamSealer() = default;

std::string StreamSealer::seal(std::string_view plaintext, ChunkPlace place) {
  CHECK(!closed_ && next_chunk_ < chunks_max);
  std::string out;
  gcm_->seal(out, nonce_of(static_cast<std::uint32_t>(next_chunk_), place), plaintext, {format});
  ++next_chunk_;
  closed_ = place == ChunkPlace::last;
  return out;
}

base::Result<StreamOpener> StreamOpener::create(const Secret& key, AssociatedData belongs_to,
                                                std::string_view header) {
  if (header.size() != format.size() + salt_size || header.substr(0, format.size()) != format) {
    return base::fail(base::ErrorCode::corrupt,
                      "this is not the header of a sealed file; restore it from a backup");
  }
  return StreamOpener(file_key(key, belongs_to, header));
}

StreamOpener::StreamOpener(std::unique_ptr<Gcm> gcm) : gcm_(std::move(gcm)) {}
StreamOpener::StreamOpener(StreamOpener&&) noexcept = default;
StreamOpener& StreamOpener::operator=(StreamOpener&&) noexcept = default;
StreamOpener::~StreamOpener() = default;

base::Result<std::string> StreamOpener::open(std::uint32_t number, ChunkPlace place,
                                             std::string_view sealed) const {
  std::string out(sealed.size() - std::min(sealed.size(), Gcm::tag_size), '\0');
  if (!gcm_->open(out.data(), nonce_of(number, place), sealed, {format})) {
    return base::fail(base::Error(base::ErrorCode::corrupt,
                                  "a chunk of a sealed file does not open: it was changed, moved or cut off; "
                                  "restore the file from a backup")
                          .with("chunk", base::Count(number)));
  }
  return out;
}

}  // namespace daicho::crypto
