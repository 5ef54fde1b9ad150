// SPDX-License-Identifier: Apache-2.0
#include "law/rows.h"

#include <libfyaml.h>

#include <algorithm>
#include <memory>

namespace daicho::law {
namespace {

using base::ErrorCode;
using base::Literal;
using Fields = std::map<std::string, Row::Field, std::less<>>;

constexpr std::size_t fields_max = 64;

struct DocumentDeleter {
  void operator()(fy_document* document) const { fy_document_destroy(document); }
};
using Document = std::unique_ptr<fy_document, DocumentDeleter>;
struct DiagDeleter {
  void operator()(fy_diag* diag) const {
    fy_diag_reset_error(diag);  // frees what was collected, which unref does not
    fy_diag_unref(diag);
  }
};
using Diag = std::unique_ptr<fy_diag, DiagDeleter>;

// Collects what libfyaml has to say, instead of printing it.
Diag silent_diag() {
  fy_diag_cfg config;
  fy_diag_cfg_default(&config);
  config.fp = nullptr;
  Diag diag(fy_diag_create(&config));
  fy_diag_set_collect_errors(diag.get(), true);
  return diag;
}

// The line of the first error collected, from 1.
std::uint64_t line_of_error(fy_diag* diag) {
  void* previous = nullptr;
  const fy_diag_error* error = fy_diag_errors_iterate(diag, &previous);
  return error == nullptr || error->line < 1 ? 1 : static_cast<std::uint64_t>(error->line);
}

base::Error not_a_law_file(Literal file, std::uint64_t line) {
  return base::Error(ErrorCode::corrupt, "a law file is not as it was shipped; restore it")
      .with("file", file)
      .with("line", base::Count(line));
}

std::string scalar(fy_node* node) {
  std::size_t size = 0;
  const char* text = fy_node_get_scalar(node, &size);
  return text == nullptr ? std::string() : std::string(text, size);
}

std::uint64_t line_of(fy_node* scalar_node, std::uint64_t otherwise) {
  fy_token* token = scalar_node == nullptr ? nullptr : fy_node_get_scalar_token(scalar_node);
  const fy_mark* mark = token == nullptr ? nullptr : fy_token_start_mark(token);
  return mark == nullptr ? otherwise : static_cast<std::uint64_t>(mark->line) + 1;
}

// A text, and nothing that points elsewhere or bears a type of its own.
bool is_plain(fy_node* node) {
  return fy_node_is_scalar(node) && !fy_node_is_alias(node) && fy_node_get_tag_token(node) == nullptr;
}

bool read_list(fy_node* sequence, Row::Field& field) {
  field.is_list = true;
  void* at = nullptr;
  while (fy_node* item = fy_node_sequence_iterate(sequence, &at)) {
    if (!is_plain(item)) return false;
    field.values.push_back(scalar(item));
  }
  return true;
}

// Adds the fields of `mapping` to `fields`, their names prefixed; `line` becomes that of the last key read.
// False when it is not a mapping of texts, lists of texts and such mappings.
bool flatten(fy_node* mapping, const std::string& prefix, Fields& fields, std::uint64_t& line) {
  if (!fy_node_is_mapping(mapping) || fields.size() > fields_max) return false;
  void* at = nullptr;
  while (fy_node_pair* pair = fy_node_mapping_iterate(mapping, &at)) {
    fy_node* key = fy_node_pair_key(pair);
    fy_node* value = fy_node_pair_value(pair);
    if (key == nullptr || value == nullptr || !is_plain(key)) return false;
    line = line_of(key, line);
    const std::string name = prefix + scalar(key);
    if (fy_node_is_mapping(value)) {
      if (!flatten(value, name + ".", fields, line)) return false;
      continue;
    }
    Row::Field field{{}, false, line};
    if (fy_node_is_sequence(value)) {
      if (!read_list(value, field)) return false;
    } else if (is_plain(value)) {
      field.values.push_back(scalar(value));
    } else {
      return false;
    }
    if (!fields.emplace(name, std::move(field)).second) return false;
  }
  return true;
}

base::Result<std::vector<Row>> read_sequence(fy_node* sequence, Literal file, std::uint64_t& line) {
  std::vector<Row> rows;
  void* at = nullptr;
  while (fy_node* node = fy_node_sequence_iterate(sequence, &at)) {
    Fields fields;
    if (!flatten(node, "", fields, line) || fields.empty()) return base::fail(not_a_law_file(file, line));
    std::uint64_t first_line = line;
    for (const auto& [name, field] : fields) first_line = std::min(first_line, field.line);
    rows.emplace_back(file, first_line, std::move(fields));
  }
  return rows;
}

}  // namespace

const Row::Field* Row::find(std::string_view field) const {
  if (!asked_.contains(field)) asked_.emplace(field);
  const auto at = fields_.find(field);
  return at == fields_.end() ? nullptr : &at->second;
}

bool Row::has(std::string_view field) const {
  return find(field) != nullptr;
}

std::string_view Row::text(std::string_view field) const {
  const Field* found = find(field);
  return found == nullptr || found->is_list ? std::string_view() : std::string_view(found->values.front());
}

std::vector<std::string> Row::list(std::string_view field) const {
  const Field* found = find(field);
  return found == nullptr ? std::vector<std::string>() : found->values;
}

base::Error Row::broken(Literal field) const {
  const Field* found = find(field.text());
  return base::Error(ErrorCode::corrupt, "a row of a law file is broken; restore the file it is shipped in")
      .with("file", file_)
      .with("line", base::Count(found == nullptr ? line_ : found->line))
      .with("field", field);
}

base::Status Row::all_read() const {
  for (const auto& [name, field] : fields_) {
    if (asked_.contains(name)) continue;
    return base::fail(
        base::Error(ErrorCode::corrupt, "a row of a law file has a field that rows of its kind do not have")
            .with("file", file_)
            .with("line", base::Count(field.line)));
  }
  return {};
}

base::Result<LawFile> LawFile::parse(std::string_view yaml, Literal file) {
  const Diag diag = silent_diag();
  fy_parse_cfg config{};
  config.flags = static_cast<fy_parse_cfg_flags>(FYPCF_QUIET | FYPCF_DEFAULT_VERSION_1_2);
  config.diag = diag.get();
  const Document document(fy_document_build_from_string(&config, yaml.data(), yaml.size()));
  if (document == nullptr) return base::fail(not_a_law_file(file, line_of_error(diag.get())));
  fy_node* root = fy_document_root(document.get());
  if (root == nullptr || !fy_node_is_mapping(root)) return base::fail(not_a_law_file(file, 1));
  LawFile law_file(file);
  std::uint64_t line = 1;
  void* at = nullptr;
  while (fy_node_pair* pair = fy_node_mapping_iterate(root, &at)) {
    fy_node* key = fy_node_pair_key(pair);
    fy_node* value = fy_node_pair_value(pair);
    line = line_of(key, line);
    if (key == nullptr || value == nullptr || !is_plain(key) || !fy_node_is_sequence(value))
      return base::fail(not_a_law_file(file, line));
    ASSIGN_OR_RETURN(std::vector<Row> rows, read_sequence(value, file, line));
    if (rows.empty() || !law_file.lists_.emplace(scalar(key), std::move(rows)).second)
      return base::fail(not_a_law_file(file, line));
  }
  return law_file;
}

const std::vector<Row>* LawFile::find(std::string_view name) const {
  const auto at = lists_.find(name);
  return at == lists_.end() ? nullptr : &at->second;
}

base::Result<std::vector<Row>> read_rows(std::string_view yaml, Literal file, Literal list) {
  ASSIGN_OR_RETURN(const LawFile law_file, LawFile::parse(yaml, file));
  const std::vector<Row>* rows = law_file.find(list.text());
  if (rows == nullptr) return base::fail(not_a_law_file(file, 1));
  return *rows;
}

}  // namespace daicho::law
