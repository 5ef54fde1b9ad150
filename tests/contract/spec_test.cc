// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "policy/decide.h"
#include "policy/source.h"
#include "service/operations.h"

// spec/http.yaml and the table of operations say the same: every route, field, scope and error.
namespace daicho::service {
namespace {

using policy::Node;

std::string schema_of(FieldType type) {
  switch (type) {
    case FieldType::subject:
      return "SubjectReference";
    case FieldType::name:
      return "Name";
    case FieldType::names:
      return "Names";
    case FieldType::values:
      return "Values";
    case FieldType::facts:
      return "Facts";
    case FieldType::text:
      return "PersonalText";
    case FieldType::dates:
      return "Dates";
    case FieldType::date:
      return "Date";
    case FieldType::instant:
      return "Instant";
    case FieldType::id:
      return "Id";
    case FieldType::flag:
      return "Flag";
    case FieldType::count:
      return "Count";
    case FieldType::document:
      return "Document";
  }
  return {};
}

class Spec : public testing::Test {
 protected:
  Spec() {
    std::ifstream file(DAICHO_SOURCE_DIR "/spec/http.yaml");
    std::ostringstream text;
    text << file.rdbuf();
    policy::Findings findings;
    root_ = policy::read_yaml(text.str(), findings);
    EXPECT_FALSE(policy::has_errors(findings)) << "spec/http.yaml is not the YAML we read";
  }

  // The node at a path of keys; a failed test when there is none.
  const Node& at(const Node& from, std::initializer_list<std::string> keys) const {
    const Node* node = &from;
    for (const std::string& key : keys) {
      const Node* next = node->find(key);
      if (next == nullptr) {
        ADD_FAILURE() << "spec/http.yaml lacks " << key;
        return root_;
      }
      node = next;
    }
    return *node;
  }

  Node root_;
};

TEST_F(Spec, has_every_operation_with_its_fields) {
  const Node& paths = at(root_, {"paths"});
  for (const OperationRow* row : all_operations()) {
    const std::string path = "/v1/" + std::string(row->name.text());
    SCOPED_TRACE(path);
    ASSERT_NE(paths.find(path), nullptr);
    const Node& post = at(paths, {path, "post"});
    EXPECT_EQ(at(post, {"x-scope"}).text, public_name(row->scope).text());
    EXPECT_EQ(post.find("parameters") != nullptr, row->changes) << "Idempotency-Key";
    const Node& schema = at(post, {"requestBody", "content", "application/json", "schema"});
    std::map<std::string, std::string> described;
    if (const Node* properties = schema.find("properties")) {
      for (std::size_t i = 0; i < properties->keys.size(); ++i) {
        described[properties->keys[i].text] = at(properties->elements[i], {"$ref"}).text;
      }
    }
    std::set<std::string> required;
    if (const Node* list = schema.find("required")) {
      for (const Node& name : list->elements) required.insert(name.text);
    }
    std::map<std::string, std::string> taken;
    std::set<std::string> needed;
    for (const Field& field : row->fields) {
      taken[std::string(field.name.text())] = "#/components/schemas/" + schema_of(field.type);
      if (field.required) needed.insert(std::string(field.name.text()));
    }
    EXPECT_EQ(described, taken);
    EXPECT_EQ(required, needed);
  }
}

TEST_F(Spec, has_no_operation_that_is_not_there) {
  const Node& paths = at(root_, {"paths"});
  for (std::size_t i = 0; i < paths.keys.size(); ++i) {
    const std::string& path = paths.keys[i].text;
    if (paths.elements[i].find("post") == nullptr || path.starts_with("/v1/bulk/")) continue;
    EXPECT_NE(operation_named(std::string_view(path).substr(4)), nullptr) << path;
  }
}

TEST_F(Spec, lists_every_error) {
  std::set<std::string> listed, known;
  for (const Node& code :
       at(root_, {"components", "schemas", "Problem", "properties", "code", "enum"}).elements)
    listed.insert(code.text);
  for (const base::ErrorCode code : base::all_error_codes())
    known.insert(std::string(public_name(code).text()));
  EXPECT_EQ(listed, known);
}

TEST(Operations, have_names_of_their_own) {
  std::set<std::string> names;
  for (const OperationRow* row : all_operations())
    EXPECT_TRUE(names.insert(std::string(row->name.text())).second);
  EXPECT_GE(names.size(), 20u);
}

}  // namespace
}  // namespace daicho::service
