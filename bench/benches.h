// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "bench/measure.h"

namespace daicho::bench {

// Each measures one promise of the README beside the limit of this machine, and adds its rows.
void measure_decide(std::vector<Row>& rows);
void measure_check(std::vector<Row>& rows);
void measure_use_and_acquire(const std::string& folder, std::vector<Row>& rows);
void measure_erase(const std::string& folder, std::vector<Row>& rows);
void measure_retention(const std::string& folder, std::vector<Row>& rows, bool large);
void measure_ledger(const std::string& folder, std::vector<Row>& rows);

}  // namespace daicho::bench
