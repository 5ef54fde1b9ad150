// SPDX-License-Identifier: Apache-2.0
#include "law/rows.h"

#include <libfyaml.h>

#include <memory>

namespace daicho::law {
namespace {

using base::ErrorCode;
using base::Literal;

constexpr std::size_t fields_max = 64;

struct DocumentDeleter {
  void operator()(fy_document* document) const { fy_document_destroy(document); }
};
using Document = std::unique_ptr<fy_document, DocumentDeleter>;

base::Error not_a_law_file(Literal list) {
  return base::Error(ErrorCode::corrupt, "a law file is not as it was shipped; restore it")
      .with("list", list);
}

std::string scalar(fy_node* node) {
  std::size_t size = 0;
  const char* text = fy_node_get_scalar(node, &size);
  return text == nullptr ? std::string() : std::string(text, size);
}

// Adds the fields of `mapping` to `fields`, their names prefixed. False when it is not a flat mapping of
// texts and mappings.
bool flatten(fy_node* mapping, const std::string& prefix, std::map<std::string, std::string>& fields) {
  if (!fy_node_is_mapping(mapping) || fields.size() > fields_max) return false;
  void* at = nullptr;
  while (fy_node_pair* pair = fy_node_mapping_iterate(mapping, &at)) {
    const std::string name = prefix + scalar(fy_node_pair_key(pair));
    fy_node* value = fy_node_pair_value(pair);
    if (fy_node_is_mapping(value)) {
      if (!flatten(value, name + ".", fields)) return false;
    } else if (fy_node_is_scalar(value)) {
      fields[name] = scalar(value);
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace

std::string_view Row::text(std::string_view field) const {
  const auto at = fields_.find(std::string(field));
  return at == fields_.end() ? std::string_view() : std::string_view(at->second);
}

base::Error Row::broken(Literal field) const {
  return base::Error(ErrorCode::corrupt, "a row of a law file is broken; restore the file it is shipped in")
      .with("row", base::Count(number_))
      .with("field", field);
}

base::Result<std::vector<Row>> read_rows(std::string_view yaml, Literal list) {
  fy_parse_cfg config{};
  config.flags =
      static_cast<fy_parse_cfg_flags>(FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_DEFAULT_VERSION_1_2);
  const Document document(fy_document_build_from_string(&config, yaml.data(), yaml.size()));
  if (document == nullptr) return base::fail(not_a_law_file(list));
  fy_node* root = fy_document_root(document.get());
  if (root == nullptr || !fy_node_is_mapping(root)) return base::fail(not_a_law_file(list));
  fy_node* rows = fy_node_mapping_lookup_by_string(root, list.text().data(), list.text().size());
  if (rows == nullptr || !fy_node_is_sequence(rows)) return base::fail(not_a_law_file(list));
  std::vector<Row> out;
  void* at = nullptr;
  while (fy_node* node = fy_node_sequence_iterate(rows, &at)) {
    std::map<std::string, std::string> fields;
    if (!flatten(node, "", fields)) return base::fail(not_a_law_file(list));
    out.emplace_back(std::move(fields), out.size() + 1);
  }
  return out;
}

}  // namespace daicho::law
