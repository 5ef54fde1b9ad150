// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>

#include "http/message.h"
#include "service/ledger_place.h"
#include "service/register.h"
#include "service/workers.h"

namespace daicho::http {

// How many files may be on their way at once. Above it a request is answered `overloaded`.
inline constexpr unsigned uploads_max = 8;      // each takes up to 40 MiB, with what the store makes of it
inline constexpr unsigned downloads_max = 128;  // each takes about 1 MiB

// The streams of files, in and out. A stream goes on from an entry of the ledger that permits it, named by
// the address: `/v1/attachments/00a7/123`. Thread-safe.
class Attachments {
 public:
  // All must outlive it, and whatever it has begun.
  Attachments(const service::Register& reg, service::Workers& workers) : reg_(reg), workers_(workers) {}

  // PUT: takes the body in as the file that an entry `attach` permits. Answers 201 with the entry that says
  // so, when the file is durably held whole. Nothing of it is read before the entry was looked at; an upload
  // that breaks off leaves nothing.
  void take_in(const service::LedgerPlace& entry, Request request, Reply reply);

  // GET: gives out the file that an entry `open_attachment` permits. When the person's state changes on the
  // way (a stop, an erasure) the connection is cut. HEAD gives the size alone.
  void give_out(const service::LedgerPlace& entry, const Request& request, Reply reply);

  // A place among so many; given back when it is destroyed.
  class Place {
   public:
    explicit Place(std::atomic<unsigned>& taken) : taken_(taken) {}
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() { taken_.fetch_sub(1); }
    // Null when all `places_max` are taken.
    static std::unique_ptr<Place> take(std::atomic<unsigned>& taken, unsigned places_max);

   private:
    std::atomic<unsigned>& taken_;
  };

 private:
  const service::Register& reg_;
  service::Workers& workers_;
  std::atomic<unsigned> uploads_{0}, downloads_{0};
};

}  // namespace daicho::http
