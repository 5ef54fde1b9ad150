// SPDX-License-Identifier: Apache-2.0
#include "vault/sealer.h"

#include "base/encoding.h"

namespace daicho::vault {

using base::Personal;
using base::Result;

Sealer::NewKey Sealer::make_key(const base::SubjectId& subject) const {
  const crypto::Secret key = crypto::Secret::random(randomness_);
  return {SubjectKey(key), keys_.current().wrap(key, subject, randomness_)};
}

Result<SubjectKey> Sealer::open_key(const base::SubjectId& subject, std::string_view wrapped) const {
  ASSIGN_OR_RETURN(const crypto::Secret key, unwrap(subject, wrapped));
  return SubjectKey(key);
}

Result<crypto::Secret> Sealer::unwrap(const base::SubjectId& subject, std::string_view wrapped) const {
  ASSIGN_OR_RETURN(const crypto::KeyVersion version, crypto::wrapped_under(wrapped));
  ASSIGN_OR_RETURN(const crypto::KeyEncryptionKey* wrapping, keys_.version(version));
  return wrapping->unwrap(wrapped, subject);
}

Result<std::string> Sealer::rewrap(const base::SubjectId& subject, std::string_view wrapped) const {
  ASSIGN_OR_RETURN(const crypto::Secret key, unwrap(subject, wrapped));
  return keys_.current().wrap(key, subject, randomness_);
}

Result<bool> Sealer::is_current(std::string_view wrapped) const {
  ASSIGN_OR_RETURN(const crypto::KeyVersion version, crypto::wrapped_under(wrapped));
  return version == keys_.current().version();
}

std::string Sealer::seal(const SubjectKey& key, const SealedPlace& place,
                         const Personal<std::string>& value) const {
  return key.aead_.seal(value.reveal(base::PersonalKey()), crypto::AssociatedData(associated_data(place)),
                        randomness_);
}

Result<Personal<std::string>> Sealer::open(const SubjectKey& key, const SealedPlace& place,
                                           std::string_view sealed) const {
  ASSIGN_OR_RETURN(std::string value, key.aead_.open(sealed, crypto::AssociatedData(associated_data(place))));
  return Personal<std::string>(std::move(value));
}

Result<crypto::StreamSealer> Sealer::seal_file(const base::SubjectId& subject, std::string_view wrapped,
                                               const base::AttachmentId& attachment) const {
  ASSIGN_OR_RETURN(const crypto::Secret key, unwrap(subject, wrapped));
  const std::string belongs_to = file_belongs_to(subject, attachment);
  return crypto::StreamSealer(key, crypto::AssociatedData(belongs_to), randomness_);
}

Result<crypto::StreamOpener> Sealer::open_file(const base::SubjectId& subject, std::string_view wrapped,
                                               const base::AttachmentId& attachment,
                                               std::string_view header) const {
  ASSIGN_OR_RETURN(const crypto::Secret key, unwrap(subject, wrapped));
  const std::string belongs_to = file_belongs_to(subject, attachment);
  return crypto::StreamOpener::create(key, crypto::AssociatedData(belongs_to), header);
}

std::string Sealer::seal_chunk(crypto::StreamSealer& file, const Personal<std::string>& chunk,
                               crypto::ChunkPlace place) {
  return file.seal(chunk.reveal(base::PersonalKey()), place);
}

Result<Personal<std::string>> Sealer::open_chunk(const crypto::StreamOpener& file, std::uint32_t number,
                                                 crypto::ChunkPlace place, std::string_view sealed) {
  ASSIGN_OR_RETURN(std::string chunk, file.open(number, place, sealed));
  return Personal<std::string>(std::move(chunk));
}

std::string Sealer::file_belongs_to(const base::SubjectId& subject,
                                    const base::AttachmentId& attachment) const {
  return std::string(keys_.operator_id().bytes()).append(subject.bytes()).append(attachment.bytes());
}

std::string Sealer::associated_data(const SealedPlace& place) const {
  std::string out;
  out.reserve(3 * 16 + 4 + place.record_type.size() + 1 + place.item.size());
  out.append(keys_.operator_id().bytes()).append(place.subject.bytes()).append(place.record.bytes());
  base::append_be32(out, place.revision);
  out.append(place.record_type).push_back('\0');
  return out.append(place.item);
}

}  // namespace daicho::vault
