// SPDX-License-Identifier: Apache-2.0
#include "law/gates.h"

#include "law/fields.h"

namespace daicho::law {

base::Literal public_name(Operation operation) {
  switch (operation) {
    case Operation::acquire:
      return "acquire";
    case Operation::use:
      return "use";
    case Operation::provide:
      return "provide";
    case Operation::provide_abroad:
      return "provide_abroad";
    case Operation::receive:
      return "receive";
    case Operation::match:
      return "match";
    case Operation::contact:
      return "contact";
    case Operation::transmit:
      return "transmit";
    case Operation::advertise:
      return "advertise";
  }
  return "use";
}

base::Literal public_name(Demand demand) {
  switch (demand) {
    case Demand::purpose:
      return "purpose";
    case Demand::proper:
      return "proper";
    case Demand::consent:
      return "consent";
    case Demand::individual_consent:
      return "individual_consent";
    case Demand::confirmation:
      return "confirmation";
    case Demand::notice:
      return "notice";
    case Demand::record:
      return "record";
    case Demand::listed_work:
      return "listed_work";
    case Demand::forbidden:
      return "forbidden";
  }
  return "forbidden";
}

base::Result<Gate> Gate::read(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  Gate gate{std::move(dated), {}, Category::personal, Operation::use, Demand::forbidden, {}};
  ASSIGN_OR_RETURN(gate.title, read_local_text(row, "title"));
  ASSIGN_OR_RETURN(gate.category, read_category(row));
  ASSIGN_OR_RETURN(
      gate.operation,
      (read_choice<Operation, Operation::acquire, Operation::use, Operation::provide,
                   Operation::provide_abroad, Operation::receive, Operation::match, Operation::contact,
                   Operation::transmit, Operation::advertise>(row, "operation")));
  ASSIGN_OR_RETURN(gate.demand,
                   (read_choice<Demand, Demand::purpose, Demand::proper, Demand::consent,
                                Demand::individual_consent, Demand::confirmation, Demand::notice,
                                Demand::record, Demand::listed_work, Demand::forbidden>(row, "demand")));
  ASSIGN_OR_RETURN(gate.cites, read_refs<Citation>(row, "cites"));
  return gate;
}

base::Result<Limb> Limb::read(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  Limb limb{std::move(dated), {}, {}};
  ASSIGN_OR_RETURN(limb.title, read_local_text(row, "title"));
  ASSIGN_OR_RETURN(limb.evidence, read_local_text(row, "evidence"));
  return limb;
}

base::Result<Exception> Exception::read(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  Exception exception{std::move(dated), {}, {}, {}, {}};
  ASSIGN_OR_RETURN(exception.title, read_local_text(row, "title"));
  ASSIGN_OR_RETURN(exception.lifts, read_refs<Gate>(row, "lifts"));
  ASSIGN_OR_RETURN(exception.limbs, read_refs<Limb>(row, "limbs"));
  ASSIGN_OR_RETURN(exception.cites, read_refs<Citation>(row, "cites"));
  return exception;
}

}  // namespace daicho::law
