// SPDX-License-Identifier: Apache-2.0
#pragma once

// The exit codes of the command line; base/error_codes.inc gives the code of every error.
namespace daicho::cli {

inline constexpr int exit_done = 0;
inline constexpr int exit_findings = 1;  // it ran, and found what must be mended
inline constexpr int exit_usage = 2;
inline constexpr int exit_denied = 5;       // the policy denied it
inline constexpr int exit_no_reader = 141;  // nobody read the output any more, as after SIGPIPE

}  // namespace daicho::cli
