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
  ASSIGN_OR_RETURN(const crypto::KeyVersion version, crypto::wrapped_under(wrapped));
  ASSIGN_OR_RETURN(const crypto::KeyEncryptionKey* wrapping, keys_.version(version));
  ASSIGN_OR_RETURN(const crypto::Secret key, wrapping->unwrap(wrapped, subject));
  return SubjectKey(key);
}

std::string Sealer::seal(const SubjectKey& key, const SealedPlace& place, const Personal<std::string>& value) const {
  return key.aead_.seal(value.reveal(base::PersonalKey()), crypto::AssociatedData(associated_data(place)), randomness_);
}

Result<Personal<std::string>> Sealer::open(const SubjectKey& key, const SealedPlace& place,
                                           std::string_view sealed) const {
  ASSIGN_OR_RETURN(std::string value, key.aead_.open(sealed, crypto::AssociatedData(associated_data(place))));
  return Personal<std::string>(std::move(value));
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
