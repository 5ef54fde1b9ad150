// SPDX-License-Identifier: Apache-2.0
#include "intake/yaml.h"

#include <libfyaml.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "base/encoding.h"

namespace daicho::intake {
namespace {

struct DestroyParser {
  void operator()(fy_parser* parser) const { fy_parser_destroy(parser); }
};
struct DropDiagnostics {
  void operator()(fy_diag* diagnostics) const {
    fy_diag_reset_error(diagnostics);  // libfyaml 0.7 does not free collected errors by itself
    fy_diag_unref(diagnostics);
  }
};

Place place_of(int line_from_0, int column_from_0) {
  const auto from_1 = [](int number) { return static_cast<std::uint32_t>(std::max(number, 0)) + 1; };
  return {from_1(line_from_0), from_1(column_from_0)};
}

// One event of the parser, freed with this.
class Event {
 public:
  Event(fy_parser* parser, fy_event* event) : parser_(parser), event_(event) {}
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  ~Event() {
    if (event_ != nullptr) fy_parser_event_free(parser_, event_);
  }

  explicit operator bool() const { return event_ != nullptr; }
  fy_event_type type() const { return event_->type; }
  Place place() const {
    const fy_mark* mark = fy_event_start_mark(event_);
    return mark == nullptr ? Place{} : place_of(mark->line, mark->column);
  }
  bool is_value() const {
    return type() == FYET_SCALAR || type() == FYET_ALIAS || type() == FYET_SEQUENCE_START ||
           type() == FYET_MAPPING_START;
  }
  bool has_anchor_or_tag() const {
    if (type() == FYET_SCALAR) return event_->scalar.anchor || event_->scalar.tag;
    if (type() == FYET_SEQUENCE_START) return event_->sequence_start.anchor || event_->sequence_start.tag;
    if (type() == FYET_MAPPING_START) return event_->mapping_start.anchor || event_->mapping_start.tag;
    return type() == FYET_ALIAS;
  }
  std::string text() const {
    if (type() != FYET_SCALAR || event_->scalar.value == nullptr) return {};
    std::size_t size = 0;
    const char* bytes = fy_token_get_text(event_->scalar.value, &size);
    return bytes == nullptr ? std::string() : std::string(bytes, size);
  }

 private:
  fy_parser* parser_;
  fy_event* event_;
};

// Builds the tree from the parser's events; stops at the first fault.
class Reader {
 public:
  explicit Reader(std::string_view bytes) {
    fy_diag_cfg quiet;
    fy_diag_cfg_default(&quiet);
    quiet.fp = nullptr;
    diagnostics_.reset(fy_diag_create(&quiet));
    fy_diag_set_collect_errors(diagnostics_.get(), true);
    fy_parse_cfg config{};
    config.flags = static_cast<fy_parse_cfg_flags>(FYPCF_QUIET | FYPCF_DEFAULT_VERSION_1_2 | FYPCF_JSON_NONE);
    config.diag = diagnostics_.get();
    parser_.reset(fy_parser_create(&config));
    if (!parser_ || fy_parser_set_string(parser_.get(), bytes.data(), bytes.size()) != 0)
      refuse(FaultCode::not_yaml, {}, {""});
  }

  tl::expected<Yaml, Fault> read() {
    Yaml root;
    bool has_document = false;
    while (!fault_) {
      const Event event = next();
      if (!event || event.type() == FYET_STREAM_END) break;
      if (event.type() == FYET_DOCUMENT_START && std::exchange(has_document, true)) {
        refuse(FaultCode::second_document, event.place());
      } else if (event.is_value()) {
        root = value(event, 1);
      }
    }
    if (fault_) return tl::unexpected(std::move(*fault_));
    return root;
  }

 private:
  void refuse(FaultCode code, Place place, std::vector<std::string> quotes = {}) {
    if (!fault_) fault_ = Fault{code, place, std::move(quotes)};
  }

  Event next() {
    fy_event* event = fault_ ? nullptr : fy_parser_parse(parser_.get());
    if (event == nullptr && !fault_) refuse_syntax();
    return Event(parser_.get(), event);
  }

  void refuse_syntax() {
    void* previous = nullptr;
    const fy_diag_error* error = fy_diag_errors_iterate(diagnostics_.get(), &previous);
    if (error == nullptr) return refuse(FaultCode::not_yaml, {}, {""});
    refuse(FaultCode::not_yaml, place_of(error->line, error->column),
           {error->msg == nullptr ? "" : error->msg});
  }

  Yaml value(const Event& event, std::size_t depth) {
    Yaml value;
    value.place = event.place();
    value.text = event.text();
    if (event.has_anchor_or_tag()) refuse(FaultCode::anchor_or_tag, value.place);
    if (++nodes_ > yaml_nodes_max || depth > yaml_depth_max) refuse(FaultCode::too_large, value.place);
    if (event.type() == FYET_SEQUENCE_START) read_list(value, depth);
    if (event.type() == FYET_MAPPING_START) read_mapping(value, depth);
    return value;
  }

  void read_list(Yaml& into, std::size_t depth) {
    into.kind = Yaml::Kind::list;
    for (;;) {
      const Event event = next();
      if (!event || !event.is_value()) return;
      into.list.push_back(value(event, depth + 1));
    }
  }

  void read_mapping(Yaml& into, std::size_t depth) {
    into.kind = Yaml::Kind::mapping;
    for (;;) {
      const Event key_event = next();
      if (!key_event || !key_event.is_value()) return;
      Yaml key = value(key_event, depth + 1);
      if (key.kind != Yaml::Kind::text) refuse(FaultCode::expected_text, key.place);
      if (into.find(key.text) != nullptr) refuse(FaultCode::duplicate_key, key.place, {key.text});
      const Event event = next();
      if (!event || !event.is_value()) return;
      into.mapping.push_back({{std::move(key.text), key.place}, value(event, depth + 1)});
    }
  }

  std::unique_ptr<fy_diag, DropDiagnostics> diagnostics_;
  std::unique_ptr<fy_parser, DestroyParser> parser_;
  std::optional<Fault> fault_;
  std::size_t nodes_ = 0;
};

// The place of the first byte that a text file does not hold; nothing when there is none.
std::optional<Place> control_character(std::string_view bytes) {
  Place place;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7f) return place;
    if (c == '\n') {
      place = {place.line + 1, 1};
    } else if ((byte & 0xc0) != 0x80) {
      ++place.column;
    }
  }
  return std::nullopt;
}

}  // namespace

const Yaml* Yaml::find(std::string_view key) const {
  for (const auto& [name, value] : mapping) {
    if (name.text == key) return &value;
  }
  return nullptr;
}

tl::expected<Yaml, Fault> read_yaml(std::string_view bytes) {
  if (bytes.size() > yaml_bytes_max) return tl::unexpected(Fault{FaultCode::too_large, {}});
  if (!base::is_utf8(bytes)) return tl::unexpected(Fault{FaultCode::not_text, {}});
  if (const auto place = control_character(bytes)) return tl::unexpected(Fault{FaultCode::not_text, *place});
  return Reader(bytes).read();
}

}  // namespace daicho::intake
