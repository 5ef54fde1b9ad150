// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/local_date.h"
#include "base/result.h"
#include "cli/terminal.h"
#include "policy/compile.h"
#include "service/json_writer.h"

namespace daicho::cli {

inline constexpr std::size_t policy_bytes_max = 8 * 1024 * 1024;

// A policy file as it was read: its bytes and what the compiler said of them.
struct PolicyFile {
  std::string name;
  std::string yaml;
  policy::Compilation compiled;
};

// The day it is today in Japan.
base::LocalDate today();

// Reads and compiles a policy file under the law of `day`.
base::Result<PolicyFile> read_policy(const std::string& file, base::LocalDate day);

// Prints findings, one a line.
void print_findings(const policy::Findings& findings, const std::string& file, const Manner& manner);
// Writes findings as a list of objects.
void write_findings(service::JsonWriter& out, const policy::Findings& findings, base::Language language);

// How many of `findings` are of `severity`.
std::size_t count(const policy::Findings& findings, policy::Severity severity);

// Prints what is wrong with a file that must be a policy and is none; the exit code.
int fail_with_findings(const PolicyFile& file, const Manner& manner);

}  // namespace daicho::cli
