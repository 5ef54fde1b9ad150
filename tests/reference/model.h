// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

// A policy and a request as plain words, for the reference implementation.
namespace daicho::reference {

using Names = std::set<std::string>;

struct Item {
  std::string name, item_class;
  Names consents;
};
struct Purpose {
  std::string name;
  Names items, consents, needs, media;
};
struct Consent {
  std::string name;
  Names purposes;  // it covers every item
  bool held = false;
};
struct Stop {
  std::string name;
  Names purposes, media, provisions;
};
struct Provision {
  std::string name, basis, consent, stop, ground, abroad_consent;
  Names items, purposes, countries;
  bool for_payment = false, lawful = true;
};
struct Entrustment {
  std::string name, re_entrustment;
  Names items, purposes, countries, required;
};
struct Duty {
  std::string name, does;
  Names operations, items, purposes, provisions;
};
struct Apart {
  Names items, from;
};
struct Related {
  Names from, to;
};
struct Record {
  std::string name;
  Names items;
};

// A policy. What stands in no list here is the same in all of them (model.cc).
struct Model {
  std::vector<Item> items;
  std::vector<Purpose> purposes;
  std::vector<Consent> consents;
  std::vector<Stop> stops;
  std::vector<Provision> provisions;
  std::vector<Entrustment> entrustments;
  std::vector<Duty> duties;
  std::vector<Apart> aparts;
  std::vector<Related> related;
  std::vector<Record> records;
  Names never_reach;  // items that no exception reaches
};

// A question with everything that is known around it.
struct Request {
  std::string operation;  // use, provide, entrust
  Names items, facts, carries;
  std::optional<std::string> purpose, medium, record_type, exception, country;
  std::string rule;  // the provision or entrustment
  bool may_operate = true, may_use_exception = true, paid = false, approved = false, before_start = false;
  // The person and the record.
  std::string state = "living";
  Names given, standing, ended, acquired_for;
  std::optional<Names> usable_then;
  bool held = true, retention_ended = false, from_opt_out = false;
};

// A policy that has no error, and a request near enough to it that both answers are common.
Model random_model(std::mt19937& random);
Request random_request(const Model& model, std::mt19937& random);
// The model as a policy file.
std::string policy_file(const Model& model);

// The meaning of decide, by the letter of spec/policy.md.
bool permits(const Model& model, const Request& request);

}  // namespace daicho::reference
