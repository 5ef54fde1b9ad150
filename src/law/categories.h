// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "law/citations.h"

namespace daicho::law {

// What kind of information an item is, as far as the law treats it differently. The numbers stand in no file.
enum class Category : std::uint8_t {
  personal = 0,              // APPI 2(1), none of the special ones
  special_care = 1,          // APPI 2(3)
  identification_code = 2,   // APPI 2(2)
  person_related = 3,        // APPI 2(7)
  communication_secret = 4,  // Telecommunications Business Act 4
  my_number = 5,             // My Number Act
  pseudonymised = 6,         // APPI 2(5)
  anonymised = 7,            // APPI 2(6)
};
inline constexpr std::size_t category_count = 8;
base::Literal public_name(Category category);
// Whether the law on personal information applies to it besides its own.
bool is_personal(Category category);
base::Result<Category> read_category(const Row& row);

// Something that belongs to a category of information, or expressly does not (law/categories.yaml).
struct Member : Dated {
  LocalText title;
  Category category = Category::personal;
  bool belongs = true;
  Refs<Citation> cites;

  static base::Result<Member> read(const Row& row);
  template <typename Self, typename Visit>
  static void each_reference(Self& self, Visit visit) {
    visit(self.cites);
  }
};

}  // namespace daicho::law
