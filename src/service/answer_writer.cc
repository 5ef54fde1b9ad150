// SPDX-License-Identifier: Apache-2.0
#include "service/answer_writer.h"

#include "base/check.h"
#include "service/masking.h"

namespace daicho::service {

void AnswerWriter::put(const policy::Permit& permit, policy::ItemIndex item,
                       const base::Personal<std::string>& value) {
  CHECK(permit.items().test(item));
  const policy::Item& row = policy_->items()[item];
  const std::string& whole = value.reveal(base::PersonalKey());
  json_.key(row.name);
  if (permit.masked().test(item)) {
    json_.raw_string(masked(row.masked, whole));
  } else {
    json_.raw_string(whole);
  }
}

void AnswerWriter::put(const policy::Permit& permit, base::Literal name,
                       const base::Personal<std::string>& value) {
  CHECK(permit.operation() == policy::Operation::export_subject);
  json_.key(name).raw_string(value.reveal(base::PersonalKey()));
}

std::string AnswerWriter::file_bytes(const AttachmentReader&, base::Personal<std::string> chunk) {
  return std::move(chunk).reveal(base::PersonalKey());
}

}  // namespace daicho::service
