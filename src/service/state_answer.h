// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/local_date.h"
#include "service/json_writer.h"
#include "vault/subject.h"

namespace daicho::service {

// Writes how a person stands as fields of the open object: consents, stops, events, ended purposes and holds.
// None of it is personal: it says nothing of who the person is.
void write_person(const vault::Subject& person, base::LocalDate today, JsonWriter& out);

}  // namespace daicho::service
