// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/id.h"
#include "base/result.h"
#include "service/register.h"
#include "vault/key_book.h"

// The register as a caller of its own: what it does by itself stands in the ledger under an id like anybody's
// and goes down the same line. It may run retention and nothing else; an officer who revokes it ends that.
namespace daicho::service {

// Its id and its API key: derived from the keys of the register, so that they need not be kept anywhere.
base::CallerId own_caller_id(const vault::KeyBook& keys);
std::string own_api_key(const vault::KeyBook& keys);

// Enters it among the callers, with a ledger entry caller_create, unless it is there already, revoked or not.
base::Status enter_own_caller(const Register& reg);

}  // namespace daicho::service
