// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "scenario/asker.h"

namespace daicho::scenario {

// Through a server and a client on loopback.
std::unique_ptr<Asker> ask_over_http(const std::string& policy_yaml);
// Through the program `daicho`, against such a server.
std::unique_ptr<Asker> ask_by_command_line(const std::string& policy_yaml);

}  // namespace daicho::scenario
