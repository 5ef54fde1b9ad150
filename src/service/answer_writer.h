// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/personal.h"
#include "policy/decide.h"
#include "policy/policy.h"
#include "service/json_writer.h"

namespace daicho::service {

class AttachmentReader;

// Writes what an operation answers beside its ledger entry. The only door by which a personal value leaves:
// it asks for the Permit, and opens it for the Permit's items alone.
class AnswerWriter {
 public:
  explicit AnswerWriter(const policy::Policy* policy) : policy_(policy) {}
  // From now on items are named by this policy.
  void decide_under(const policy::Policy* policy) { policy_ = policy; }

  // The fields written so far are inside one open object; write further ones through this.
  JsonWriter& json() { return json_; }

  // Writes `value` under the item's name. The Permit must be for that item: else the program stops, for then
  // the value was opened without a decision. An item that the Permit opens masked leaves masked.
  void put(const policy::Permit& permit, policy::ItemIndex item, const base::Personal<std::string>& value);
  // The same for a value that stands beside the items: what an export shows of sources and facts. The Permit
  // must be one of export.
  void put(const policy::Permit& permit, base::Literal name, const base::Personal<std::string>& value);

  // The bytes of a file, chunk by chunk. Only from the reader that an entry of the ledger has permitted.
  static std::string file_bytes(const AttachmentReader& permitted, base::Personal<std::string> chunk);

  const std::string& text() const { return json_.text(); }

  // A place in what is written, to which a step that was not committed goes back.
  using Mark = JsonWriter::Mark;
  Mark mark() const { return json_.mark(); }
  void rewind(const Mark& mark) { json_.rewind(mark); }

 private:
  const policy::Policy* policy_;
  JsonWriter json_;
};

}  // namespace daicho::service
