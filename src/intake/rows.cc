// SPDX-License-Identifier: Apache-2.0
#include "intake/rows.h"

#include <algorithm>

#include "base/log.h"
#include "intake/moments.h"
#include "text/characters.h"
#include "text/normalise.h"
#include "text/utf8.h"

namespace daicho::intake {
namespace {

using base::Count;
using base::Error;
using base::ErrorCode;
using base::fail;
using base::Literal;
using base::Result;
using base::Status;

std::string_view trimmed(std::string_view text) {
  std::size_t begin = 0, end = text.size();
  for (std::size_t at = begin; at < end && text::is_space(text::next_code_point(text, at));) begin = at;
  for (std::size_t at = end; at > begin && text::is_space(text::previous_code_point(text, at));) end = at;
  return text.substr(begin, end - begin);
}

Error in_column(ErrorCode code, Literal way_out, std::size_t place) {
  return Error(code, way_out).with("column", Count(place + 1));
}

}  // namespace

// Finds the columns of a map among the headings of a file.
class RowMaker::Binder {
 public:
  Binder(const Mapping& mapping, std::span<const std::string> headings)
      : mapping_(mapping), headings_(headings), maker_(mapping) {
    for (const std::string& heading : headings) keys_.push_back(text::matching_key(heading));
  }

  tl::expected<RowMaker, Faults> bind() {
    bind_circumstances();
    for (const MappedColumn& mapped : mapping_.columns) bind_item(mapped);
    for (std::size_t place = 0; place < headings_.size(); ++place) {
      const bool is_ours = headings_[place] == code_heading || headings_[place] == reason_heading;
      const bool named = std::any_of(maker_.places_.begin(), maker_.places_.end(),
                                     [&](const auto& known) { return known.second == place; });
      if (!named && !is_ours) maker_.unnamed_.push_back(place);
    }
    if (!faults_.empty()) return tl::unexpected(std::move(faults_));
    return std::move(maker_);
  }

 private:
  void bind_circumstances() {
    bind(mapping_.source);
    if (mapping_.subject) find(mapping_.subject->column);
    if (mapping_.subject_kind) bind(*mapping_.subject_kind);
    if (mapping_.acquired_at) bind(*mapping_.acquired_at);
    for (const NamesFrom& consent : mapping_.consents) bind(consent);
    for (const auto& [name, on] : mapping_.events) bind(on);
    for (const auto& [name, fact] : mapping_.facts) bind(fact);
  }

  void bind(const TextFrom& from) {
    if (const auto* column = std::get_if<Column>(&from)) find(*column);
  }
  void bind(const NamesFrom& from) {
    if (const auto* choice = std::get_if<Choice>(&from)) find(choice->column);
  }

  void bind_item(const MappedColumn& mapped) {
    const auto place = find(mapped.column);
    if (!place) return;
    if (std::find(filled_.begin(), filled_.end(), *place) != filled_.end()) {
      faults_.push_back({FaultCode::column_twice, mapped.column.heading.place, {mapped.column.heading.text}});
    }
    filled_.push_back(*place);
    if (!mapped.item) return;
    const auto same = std::find_if(maker_.items_.begin(), maker_.items_.end(), [&](const FilledItem& item) {
      return item.item->text == mapped.item->text;
    });
    if (same != maker_.items_.end()) {
      same->columns.push_back(*place);
    } else {
      maker_.items_.push_back({&*mapped.item, {*place}, between(mapped.item->text)});
    }
  }

  std::string between(const std::string& item) const {
    for (const auto& [name, text] : mapping_.joins) {
      if (name.text == item) return text;
    }
    return {};
  }

  std::optional<std::size_t> find(const Column& column) {
    const std::string& heading = column.heading.text;
    std::vector<std::size_t> places = all_places(headings_, heading);
    if (places.empty()) places = all_places(keys_, text::matching_key(heading));
    if (places.size() == 1) {
      maker_.places_.insert_or_assign(heading, places.front());
      return places.front();
    }
    std::string present;
    for (const std::string& one : headings_) present.append(present.empty() ? "" : ", ").append(one);
    faults_.push_back({places.empty() ? FaultCode::column_missing : FaultCode::column_ambiguous,
                       column.heading.place,
                       {heading, std::move(present)}});
    return std::nullopt;
  }

  static std::vector<std::size_t> all_places(std::span<const std::string> texts, std::string_view text) {
    std::vector<std::size_t> places;
    for (std::size_t place = 0; place < texts.size(); ++place) {
      if (texts[place] == text) places.push_back(place);
    }
    return places;
  }

  const Mapping& mapping_;
  std::span<const std::string> headings_;
  std::vector<std::string> keys_;
  std::vector<std::size_t> filled_;
  RowMaker maker_;
  Faults faults_;
};

// Writes the acquisition of one row.
class RowMaker::Writer {
 public:
  Writer(const RowMaker& maker, std::span<const std::string> cells)
      : maker_(maker), map_(*maker.mapping_), cells_(cells) {}

  Result<std::string> write() {
    put("record_type", map_.record_type.text);
    put("channel", map_.channel.text);
    put_names("purposes", map_.purposes);
    put("source", text_of(map_.source));
    RETURN_IF_ERROR(write_person());
    RETURN_IF_ERROR(write_circumstances());
    const std::vector<ItemOfRow> items = maker_.items(cells_);
    if (items.empty())
      return fail(ErrorCode::missing_field, "the row fills no item; there is nothing to take");
    begin("items");
    out_ += '{';
    for (std::size_t i = 0; i < items.size(); ++i) pair(items[i].item->text, items[i].value, i > 0);
    return std::move(out_) + "}}";
  }

 private:
  Status write_person() {
    if (map_.subject) {
      const std::size_t place = maker_.place_of(map_.subject->column);
      const std::string cell = maker_.cell(cells_, place);
      if (cell.empty())
        return fail(in_column(ErrorCode::missing_field, "this cell says whose row it is; fill it", place));
      begin("subject");
      out_ += '{';
      const bool by_id = map_.subject->by == SubjectFrom::By::id;
      pair(by_id ? "id" : "alias", map_.subject->prefix + cell, false);
      out_ += '}';
    }
    if (!map_.subject_kind) return {};
    ASSIGN_OR_RETURN(const auto kinds, names_of(*map_.subject_kind));
    if (!kinds.empty()) put("subject_kind", kinds.front()->text);
    return {};
  }

  Status write_circumstances() {
    RETURN_IF_ERROR(write_acquired_at());
    RETURN_IF_ERROR(write_consents());
    RETURN_IF_ERROR(write_events());
    if (!map_.contexts.empty()) put_names("contexts", map_.contexts);
    if (map_.exception) put("exception", map_.exception->text);
    std::vector<std::pair<std::string, std::string>> facts;
    for (const auto& [name, from] : map_.facts) {
      if (std::string fact = text_of(from); !fact.empty()) facts.emplace_back(name.text, std::move(fact));
    }
    put_pairs("facts", facts);
    return {};
  }

  Status write_acquired_at() {
    if (!map_.acquired_at) return {};
    const std::string text = text_of(*map_.acquired_at);
    if (text.empty())
      return fail(of_column(ErrorCode::missing_field, "this cell says when it was acquired; fill it",
                            *map_.acquired_at));
    const auto moment = read_moment(text);
    if (!moment)
      return fail(
          of_column(ErrorCode::invalid_value, "this cell holds no day and no time", *map_.acquired_at));
    put("acquired_at", moment->text());
    return {};
  }

  Status write_consents() {
    std::vector<Written> consents;
    for (const NamesFrom& from : map_.consents) {
      ASSIGN_OR_RETURN(const auto names, names_of(from));
      for (const Written* name : names) {
        const bool known = std::any_of(consents.begin(), consents.end(),
                                       [&](const Written& one) { return one.text == name->text; });
        if (!known) consents.push_back(*name);
      }
    }
    if (!consents.empty()) put_names("consents", consents);
    return {};
  }

  Status write_events() {
    std::vector<std::pair<std::string, std::string>> events;
    for (const auto& [name, from] : map_.events) {
      const std::string text = text_of(from);
      if (text.empty()) continue;
      const auto day = read_day(text);
      if (!day) return fail(of_column(ErrorCode::invalid_value, "this cell holds no day", from));
      events.emplace_back(name.text, day->text());
    }
    put_pairs("events", events);
    return {};
  }

  std::string text_of(const TextFrom& from) const {
    if (const auto* constant = std::get_if<Written>(&from)) return constant->text;
    return maker_.cell(cells_, maker_.place_of(std::get<Column>(from)));
  }

  Error of_column(ErrorCode code, Literal way_out, const TextFrom& from) const {
    const auto* column = std::get_if<Column>(&from);
    return column == nullptr ? Error(code, way_out) : in_column(code, way_out, maker_.place_of(*column));
  }

  Result<std::vector<const Written*>> names_of(const NamesFrom& from) const {
    if (const auto* constant = std::get_if<Written>(&from)) return std::vector{constant};
    const Choice& choice = std::get<Choice>(from);
    const std::size_t place = maker_.place_of(choice.column);
    const std::string word = maker_.cell(cells_, place);
    std::vector<const Written*> names;
    if (word.empty()) return names;
    const auto meant = std::find_if(choice.when.begin(), choice.when.end(),
                                    [&](const auto& one) { return one.first == word; });
    if (meant == choice.when.end()) {
      return fail(in_column(ErrorCode::invalid_value,
                            "the map does not say what this word means; list it under `when`", place));
    }
    for (const Written& name : meant->second) names.push_back(&name);
    return names;
  }

  void begin(std::string_view key) {
    out_ += out_.empty() ? '{' : ',';
    base::append_json_string(out_, key);
    out_ += ':';
  }
  void put(std::string_view key, std::string_view value) {
    begin(key);
    base::append_json_string(out_, value);
  }
  void put_names(std::string_view key, const std::vector<Written>& names) {
    begin(key);
    out_ += '[';
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (i > 0) out_ += ',';
      base::append_json_string(out_, names[i].text);
    }
    out_ += ']';
  }
  void put_pairs(std::string_view key, const std::vector<std::pair<std::string, std::string>>& pairs) {
    if (pairs.empty()) return;
    begin(key);
    out_ += '{';
    for (std::size_t i = 0; i < pairs.size(); ++i) pair(pairs[i].first, pairs[i].second, i > 0);
    out_ += '}';
  }
  void pair(std::string_view key, std::string_view value, bool comma) {
    if (comma) out_ += ',';
    base::append_json_string(out_, key);
    out_ += ':';
    base::append_json_string(out_, value);
  }

  const RowMaker& maker_;
  const Mapping& map_;
  std::span<const std::string> cells_;
  std::string out_;
};

tl::expected<RowMaker, Faults> RowMaker::create(const Mapping& mapping,
                                                std::span<const std::string> headings) {
  return Binder(mapping, headings).bind();
}

std::string RowMaker::cell(std::span<const std::string> cells, std::size_t place) const {
  if (place >= cells.size()) return {};
  return mapping_->trim ? std::string(trimmed(cells[place])) : cells[place];
}

std::vector<ItemOfRow> RowMaker::items(std::span<const std::string> cells) const {
  std::vector<ItemOfRow> items;
  for (const FilledItem& filled : items_) {
    std::string value;
    for (const std::size_t place : filled.columns) {
      const std::string part = cell(cells, place);
      if (!part.empty()) value.append(value.empty() ? "" : filled.between).append(part);
    }
    if (!value.empty()) items.push_back({filled.item, std::move(value)});
  }
  return items;
}

Result<std::string> RowMaker::acquisition(std::span<const std::string> cells) const {
  return Writer(*this, cells).write();
}

}  // namespace daicho::intake
