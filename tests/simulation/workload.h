// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/simulation/simulated_register.h"

namespace daicho::simulation {

// Whether something holds: surely, surely not, or nobody can know because the outcome was unknown.
enum class Known { no, yes, maybe };

// What the world outside knows of one person.
struct Person {
  std::string id;
  std::string mail;
  Known stopped = Known::no;
  Known consents = Known::no;  // to location
  Known erased = Known::no;
  int corrections = 0;
};

// Random work on a register, and a model of what was acknowledged. Each answer is compared with the model at
// once; what does not fit is a broken promise.
class Workload {
 public:
  explicit Workload(SimulatedRegister& reg) : reg_(reg) {}

  // One random thing. Returns the promise that was broken, if any.
  std::optional<std::string> step();
  const std::vector<Person>& persons() const { return persons_; }
  // The places in the ledger of all answers so far, with operation and person.
  struct Acknowledged {
    std::string place, operation, subject;
  };
  const std::vector<Acknowledged>& acknowledged() const { return acknowledged_; }
  std::uint64_t permitted() const { return permitted_; }
  std::uint64_t denied() const { return denied_; }
  std::uint64_t errors() const { return errors_; }

 private:
  struct Said {
    int status = 0;
    std::string outcome, subject, place, body;
    bool is_unknown = false;  // it may have been done
    bool permitted() const { return status == 200 && outcome == "permitted"; }
    bool denied() const { return status == 200 && outcome == "denied"; }
  };
  Said ask(const std::string& operation, const std::string& body, const std::string& key = {});
  std::optional<std::string> acquire();
  std::optional<std::string> use(Person& person);
  std::optional<std::string> use_location(Person& person);
  std::optional<std::string> change(Person& person, const std::string& operation, const std::string& body,
                                    Known Person::*fact, Known becomes);
  std::optional<std::string> erase(Person& person);
  std::optional<std::string> find(Person& person);
  std::optional<std::string> retention();
  std::string subject(const Person& person) const { return "{\"subject\":{\"id\":\"" + person.id + "\"}"; }

  SimulatedRegister& reg_;
  std::vector<Person> persons_;
  std::vector<Acknowledged> acknowledged_;
  std::uint64_t keys_ = 0, permitted_ = 0, denied_ = 0, errors_ = 0;
};

// The laws that hold whatever happened; the first that does not, in words.
std::optional<std::string> broken_law(SimulatedRegister& reg, const Workload& workload);

}  // namespace daicho::simulation
