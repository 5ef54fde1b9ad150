// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace daicho::http {

class Connection;

// Where other threads leave work for a Worker. It outlives the Worker, and then takes nothing any more.
class Inbox {
 public:
  explicit Inbox(boost::asio::io_context& context) : context_(&context) {}

  // Runs `work` on the Worker's thread, never inside this call; false when the Worker has ended.
  template <typename Work>
  bool post(Work work) {
    const std::lock_guard lock(mutex_);
    if (!context_) return false;
    boost::asio::post(*context_, std::move(work));
    return true;
  }
  void close() {
    const std::lock_guard lock(mutex_);
    context_ = nullptr;
  }

  // Called by the Worker's thread before it does anything else.
  void belongs_to_this_thread() { thread_.store(std::this_thread::get_id()); }
  bool is_own_thread() const { return thread_.load() == std::this_thread::get_id(); }

 private:
  std::atomic<std::thread::id> thread_;
  std::mutex mutex_;
  boost::asio::io_context* context_;
};

// How replies and streams, which live on any thread and may outlive a connection, reach it.
struct Link {
  std::shared_ptr<Inbox> inbox;
  // Requests whose handler has not replied, of the whole server.
  std::shared_ptr<std::atomic<std::size_t>> in_flight;
  // The following are of the Worker's thread.
  Connection* connection;    // null once it has ended
  bool calling_out = false;  // something outside is being called just now, and may come back at once
};

// Brings `work(connection)` to the connection (which may be null then), wherever this is called: at once
// while it calls out, else by way of the inbox. When its thread has ended, nothing happens.
template <typename Work>
void bring(const std::shared_ptr<Link>& link, Work work) {
  if (link->inbox->is_own_thread() && link->calling_out) {
    work(link->connection);
    return;
  }
  link->inbox->post([link, work = std::move(work)]() mutable { work(link->connection); });
}

}  // namespace daicho::http
