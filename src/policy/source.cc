// SPDX-License-Identifier: Apache-2.0
#include "policy/source.h"

#include <libfyaml.h>

#include <algorithm>
#include <memory>

#include "base/encoding.h"

namespace daicho::policy {
namespace {

struct ParserDeleter {
  void operator()(fy_parser* parser) const { fy_parser_destroy(parser); }
};
struct DiagDeleter {
  void operator()(fy_diag* diag) const {
    fy_diag_reset_error(diag);  // frees what was collected, which unref does not
    fy_diag_unref(diag);
  }
};

Position position_of(const fy_mark* mark) {
  if (mark == nullptr || mark->line < 0 || mark->column < 0) return {1, 1};
  return {static_cast<std::uint32_t>(mark->line) + 1, static_cast<std::uint32_t>(mark->column) + 1};
}

// Turns libfyaml's events into Nodes; refuses what a policy file must not hold.
class TreeReader {
 public:
  TreeReader(std::string_view bytes, Findings& findings) : bytes_(bytes), findings_(findings) {
    fy_diag_cfg diag_config;
    fy_diag_cfg_default(&diag_config);
    diag_config.fp = nullptr;
    diag_.reset(fy_diag_create(&diag_config));
    fy_diag_set_collect_errors(diag_.get(), true);
    fy_parse_cfg config{};
    config.flags = static_cast<fy_parse_cfg_flags>(FYPCF_QUIET | FYPCF_DEFAULT_VERSION_1_2 | FYPCF_JSON_NONE);
    config.diag = diag_.get();
    parser_.reset(fy_parser_create(&config));
  }

  Node read() {
    Node root;
    if (parser_ == nullptr || fy_parser_set_string(parser_.get(), bytes_.data(), bytes_.size()) != 0) {
      refuse(FindingCode::not_yaml, {1, 1}, {""});
      return root;
    }
    bool has_document = false;
    while (!stopped_) {
      fy_event* event = fy_parser_parse(parser_.get());
      if (event == nullptr) break;
      const fy_event_type type = event->type;
      const Position at = position_of(fy_event_start_mark(event));
      if (type == FYET_DOCUMENT_START && has_document) refuse(FindingCode::second_document, at, {});
      if (type == FYET_DOCUMENT_START) has_document = true;
      if (is_value(type))
        root = value(event, 1);  // takes the event
      else
        fy_parser_event_free(parser_.get(), event);
      if (type == FYET_STREAM_END) return root;
    }
    if (!stopped_) refuse_syntax();
    return root;
  }

 private:
  static bool is_value(fy_event_type type) {
    return type == FYET_SCALAR || type == FYET_ALIAS || type == FYET_SEQUENCE_START ||
           type == FYET_MAPPING_START;
  }

  // Whether a quote or the `*` of an alias stands before what libfyaml marks as the start.
  static bool begins_with_sign(fy_event* event) {
    if (event->type == FYET_ALIAS) return true;
    if (event->type != FYET_SCALAR || event->scalar.value == nullptr) return false;
    const fy_scalar_style style = fy_token_scalar_style(event->scalar.value);
    return style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED;
  }

  void refuse(FindingCode code, Position at, std::vector<std::string> quotes) {
    findings_.push_back({code, at, "", std::move(quotes)});
    stopped_ = true;
  }

  // The syntax error libfyaml met, with its position.
  void refuse_syntax() {
    void* previous = nullptr;
    const fy_diag_error* error = fy_diag_errors_iterate(diag_.get(), &previous);
    if (error == nullptr) return refuse(FindingCode::not_yaml, {1, 1}, {""});
    const auto count = [](int n) { return static_cast<std::uint32_t>(std::max(n, 1)); };  // from 1 already
    refuse(FindingCode::not_yaml, {count(error->line), count(error->column)}, {error->msg ? error->msg : ""});
  }

  // The next event; none after an error.
  fy_event* next() {
    if (stopped_) return nullptr;
    fy_event* event = fy_parser_parse(parser_.get());
    if (event == nullptr) refuse_syntax();
    return event;
  }

  // Reads the value that begins with `event`, and frees it.
  Node value(fy_event* event, std::size_t depth) {
    const fy_event_type type = event->type;
    Node node;
    node.position = position_of(fy_event_start_mark(event));
    if (node.position.column > 1 && begins_with_sign(event)) --node.position.column;
    const bool decorated =
        type == FYET_ALIAS || (type == FYET_SCALAR && (event->scalar.anchor || event->scalar.tag)) ||
        (type == FYET_SEQUENCE_START && (event->sequence_start.anchor || event->sequence_start.tag)) ||
        (type == FYET_MAPPING_START && (event->mapping_start.anchor || event->mapping_start.tag));
    if (type == FYET_SCALAR && event->scalar.value != nullptr) {
      std::size_t size = 0;
      const char* text = fy_token_get_text(event->scalar.value, &size);
      if (text != nullptr) node.text.assign(text, size);
    }
    fy_parser_event_free(parser_.get(), event);
    if (decorated) refuse(FindingCode::anchor_or_tag, node.position, {});
    if (++nodes_ > source_nodes_max) refuse(FindingCode::too_large, node.position, {});
    if (depth > source_depth_max) refuse(FindingCode::too_deep, node.position, {});
    if (type == FYET_SEQUENCE_START) read_list(node, depth);
    if (type == FYET_MAPPING_START) read_mapping(node, depth);
    return node;
  }

  void read_list(Node& node, std::size_t depth) {
    node.kind = Node::Kind::list;
    while (fy_event* event = next()) {
      if (!is_value(event->type)) return fy_parser_event_free(parser_.get(), event);
      node.elements.push_back(value(event, depth + 1));
    }
  }

  void read_mapping(Node& node, std::size_t depth) {
    node.kind = Node::Kind::mapping;
    while (fy_event* event = next()) {
      if (!is_value(event->type)) return fy_parser_event_free(parser_.get(), event);
      Node key = value(event, depth + 1);
      if (!stopped_ && key.kind != Node::Kind::text)
        refuse(FindingCode::expected_text, key.position, {"key"});
      if (node.find(key.text) != nullptr) {
        findings_.push_back({FindingCode::duplicate_key, key.position, "", {key.text}});
      }
      fy_event* member = next();
      if (member == nullptr) return;
      if (!is_value(member->type)) return fy_parser_event_free(parser_.get(), member);
      node.elements.push_back(value(member, depth + 1));
      node.keys.push_back({std::move(key.text), key.position});
    }
  }

  std::string_view bytes_;
  Findings& findings_;
  std::unique_ptr<fy_diag, DiagDeleter> diag_;
  std::unique_ptr<fy_parser, ParserDeleter> parser_;
  std::size_t nodes_ = 0;
  bool stopped_ = false;
};

// The position of the first byte that may not stand in a text file, or nothing.
std::optional<Position> control_character(std::string_view bytes) {
  Position at{1, 1};
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7f) return at;
    if (c == '\n') {
      ++at.line;
      at.column = 1;
    } else if ((byte & 0xc0) != 0x80) {
      ++at.column;
    }
  }
  return std::nullopt;
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i].text == key) return &elements[i];
  }
  return nullptr;
}

Node read_yaml(std::string_view bytes, Findings& findings) {
  const auto refuse = [&findings](FindingCode code, Position at) {
    findings.push_back({code, at, "", {}});
    return Node{};
  };
  if (bytes.size() > source_bytes_max) return refuse(FindingCode::too_large, {1, 1});
  if (!base::is_utf8(bytes)) return refuse(FindingCode::not_utf8, {1, 1});
  if (const auto at = control_character(bytes)) return refuse(FindingCode::not_utf8, *at);
  return TreeReader(bytes, findings).read();
}

}  // namespace daicho::policy
