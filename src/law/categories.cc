// SPDX-License-Identifier: Apache-2.0
#include "law/categories.h"

#include "law/fields.h"

namespace daicho::law {

base::Literal public_name(Category category) {
  switch (category) {
    case Category::personal:
      return "personal";
    case Category::special_care:
      return "special_care";
    case Category::identification_code:
      return "identification_code";
    case Category::person_related:
      return "person_related";
    case Category::communication_secret:
      return "communication_secret";
    case Category::my_number:
      return "my_number";
    case Category::pseudonymised:
      return "pseudonymised";
    case Category::anonymised:
      return "anonymised";
  }
  return "personal";
}

bool is_personal(Category category) {
  switch (category) {
    case Category::personal:
    case Category::special_care:
    case Category::identification_code:
    case Category::communication_secret:
    case Category::my_number:
      return true;
    case Category::person_related:
    case Category::pseudonymised:
    case Category::anonymised:
      return false;
  }
  return true;
}

base::Result<Category> read_category(const Row& row) {
  return read_choice<Category, Category::personal, Category::special_care, Category::identification_code,
                     Category::person_related, Category::communication_secret, Category::my_number,
                     Category::pseudonymised, Category::anonymised>(row, "category");
}

base::Result<Member> Member::read(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  Member member{std::move(dated), {}, Category::personal, true, {}};
  ASSIGN_OR_RETURN(member.title, read_local_text(row, "title"));
  ASSIGN_OR_RETURN(member.category, read_category(row));
  if (!row.has("belongs")) return base::fail(row.broken("belongs"));
  ASSIGN_OR_RETURN(member.belongs, read_flag(row, "belongs"));
  ASSIGN_OR_RETURN(member.cites, read_refs<Citation>(row, "cites"));
  return member;
}

}  // namespace daicho::law
