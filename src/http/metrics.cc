// SPDX-License-Identifier: Apache-2.0
#include "http/metrics.h"

#include <algorithm>
#include <type_traits>

#include "base/check.h"

namespace daicho::http {
namespace {

template <typename Metric>
constexpr std::string_view kind_name = "counter";
template <>
constexpr std::string_view kind_name<Gauge> = "gauge";
template <>
constexpr std::string_view kind_name<Histogram> = "histogram";

// A label value between quotes: backslash, quote and line feed are escaped (text format 0.0.4).
void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || c == '"') out.push_back('\\');
    out.push_back(c);
  }
}

// Microseconds as seconds with as many decimals as needed: 2500 is 0.0025.
std::string seconds(std::uint64_t microseconds) {
  std::string fraction = std::to_string(1'000'000 + microseconds % 1'000'000).substr(1);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  const std::string whole = std::to_string(microseconds / 1'000'000);
  return fraction.empty() ? whole : whole + "." + fraction;
}

// One line; `bound` is the upper bound of a bucket, empty for what has none.
void append_line(std::string& out, std::string_view name, std::string_view suffix,
                 const std::vector<Label>& labels, std::string_view bound, std::string_view value) {
  out += name;
  out += suffix;
  std::string inner;
  for (const Label& label : labels) {
    inner += inner.empty() ? "" : ",";
    inner += label.name.text();
    inner += "=\"";
    append_escaped(inner, label.value.text());
    inner += "\"";
  }
  if (!bound.empty()) {
    inner += inner.empty() ? "le=\"" : ",le=\"";
    inner += bound;
    inner += "\"";
  }
  if (!inner.empty()) out += "{" + inner + "}";
  out += " ";
  out += value;
  out += "\n";
}

void append(std::string& out, std::string_view name, const std::vector<Label>& labels,
            const Counter& counter) {
  append_line(out, name, "", labels, "", std::to_string(counter.value()));
}

void append(std::string& out, std::string_view name, const std::vector<Label>& labels, const Gauge& gauge) {
  append_line(out, name, "", labels, "", std::to_string(gauge.value()));
}

void append(std::string& out, std::string_view name, const std::vector<Label>& labels,
            const Histogram& histogram) {
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < Histogram::buckets; ++i) {
    total += histogram.bucket(i);
    const bool last = i + 1 == Histogram::buckets;
    append_line(out, name, "_bucket", labels, last ? "+Inf" : seconds(Histogram::bounds_microseconds[i]),
                std::to_string(total));
  }
  append_line(out, name, "_sum", labels, "", seconds(histogram.sum_microseconds()));
  // The same total as the last bucket, though others go on counting meanwhile.
  append_line(out, name, "_count", labels, "", std::to_string(total));
}

}  // namespace

void Histogram::observe_microseconds(std::uint64_t duration) {
  const auto* const bound =
      std::lower_bound(std::begin(bounds_microseconds), std::end(bounds_microseconds), duration);
  counts_[bound - std::begin(bounds_microseconds)].fetch_add(1, std::memory_order_relaxed);
  sum_.fetch_add(duration, std::memory_order_relaxed);
}

template <typename Metric>
Metric& Metrics::metric(base::Literal name, base::Literal help, std::initializer_list<Label> labels) {
  const std::lock_guard lock(mutex_);
  auto family =
      std::find_if(families_.begin(), families_.end(), [&](const Family& f) { return f.name == name; });
  if (family == families_.end()) family = families_.insert(families_.end(), Family{name, help, {}});
  for (Series& series : family->series) {
    CHECK(std::holds_alternative<Metric>(series.metric));
    if (std::equal(series.labels.begin(), series.labels.end(), labels.begin(), labels.end())) {
      return std::get<Metric>(series.metric);
    }
  }
  Series& added = family->series.emplace_back(std::in_place_type<Metric>, std::vector<Label>(labels));
  return std::get<Metric>(added.metric);
}

Counter& Metrics::counter(base::Literal name, base::Literal help, std::initializer_list<Label> labels) {
  return metric<Counter>(name, help, labels);
}
Gauge& Metrics::gauge(base::Literal name, base::Literal help, std::initializer_list<Label> labels) {
  return metric<Gauge>(name, help, labels);
}
Histogram& Metrics::histogram(base::Literal name, base::Literal help, std::initializer_list<Label> labels) {
  return metric<Histogram>(name, help, labels);
}

std::string Metrics::text() const {
  const std::lock_guard lock(mutex_);
  std::string out;
  for (const Family& family : families_) {
    const std::string_view name = family.name.text();
    bool first = true;
    for (const Series& series : family.series) {
      std::visit(
          [&](const auto& metric) {
            if (first) {
              out += "# HELP " + std::string(name) + " " + std::string(family.help.text()) + "\n# TYPE " +
                     std::string(name) + " " + std::string(kind_name<std::decay_t<decltype(metric)>>) + "\n";
            }
            append(out, name, series.labels, metric);
          },
          series.metric);
      first = false;
    }
  }
  return out;
}

}  // namespace daicho::http
