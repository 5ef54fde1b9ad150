// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace daicho::http {

// Where a finished Task leaves its value.
template <typename T>
class TaskValue {
 public:
  void return_value(T value) { value_.emplace(std::move(value)); }
  T take() { return std::move(*value_); }

 private:
  std::optional<T> value_;
};

template <>
class TaskValue<void> {
 public:
  void return_void() {}
  void take() {}
};

// A coroutine of one thread that begins when it is awaited (or started) and gives its value to who awaits it.
//
// It is leaner than boost::asio::awaitable, for it knows no executors: whatever resumes it must do so on the
// thread of its connection. A Task must be finished, or suspended for ever, when it is destroyed.
template <typename T>
class [[nodiscard]] Task {
 public:
  struct promise_type : TaskValue<T> {
    std::coroutine_handle<> awaiting;
    bool inside_resume = false;

    Task get_return_object() { return Task(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() { return {}; }
    // A Task that ends inside the resume() of who awaits it must not resume that one: it has not suspended.
    // So neither the stack nor this depends on tail calls, which g++ makes at -O2 only.
    struct End {
      bool await_ready() noexcept { return false; }
      void await_suspend(std::coroutine_handle<promise_type> ended) noexcept {
        promise_type& promise = ended.promise();
        if (!promise.inside_resume && promise.awaiting) promise.awaiting.resume();
      }
      void await_resume() noexcept {}
    };
    End final_suspend() noexcept { return {}; }
    void unhandled_exception() { std::terminate(); }
  };

  Task() = default;
  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Task& operator=(Task&& other) noexcept {
    if (this != &other) {
      if (handle_) handle_.destroy();
      handle_ = std::exchange(other.handle_, nullptr);
    }
    return *this;
  }
  ~Task() {
    if (handle_) handle_.destroy();
  }

  // Runs it until it first suspends, with nobody awaiting it.
  void start() { handle_.resume(); }

  bool await_ready() { return false; }
  bool await_suspend(std::coroutine_handle<> awaiting) {
    promise_type& promise = handle_.promise();
    promise.awaiting = awaiting;
    promise.inside_resume = true;
    handle_.resume();
    promise.inside_resume = false;
    return !handle_.done();
  }
  T await_resume() { return handle_.promise().take(); }

 private:
  explicit Task(std::coroutine_handle<promise_type> handle) : handle_(handle) {}
  std::coroutine_handle<promise_type> handle_;
};

// Holds up one Task until it is opened; then it is shut again. Of one thread.
class Gate {
 public:
  // Lets the waiting Task go on, inside this call; or the next that comes.
  void open() {
    open_ = true;
    if (waiting_) std::exchange(waiting_, nullptr).resume();
  }
  void shut() { open_ = false; }

  bool await_ready() const { return open_; }
  void await_suspend(std::coroutine_handle<> waiting) { waiting_ = waiting; }
  void await_resume() { open_ = false; }

 private:
  bool open_ = false;
  std::coroutine_handle<> waiting_;
};

}  // namespace daicho::http
