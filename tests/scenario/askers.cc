// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <stdexcept>

#include "base/log.h"
#include "http/client.h"
#include "http/routes/api.h"
#include "http/server.h"
#include "scenario/world.h"
#include "service/line.h"
#include "tests/scenario/askers.h"

namespace daicho::scenario {
namespace {

// A world behind a server on loopback.
class Served {
 public:
  explicit Served(const std::string& policy_yaml)
      : world(made(policy_yaml)),
        log_(log_text_, world->clock),
        workers_(2),
        line_(world->reg(), [this](std::function<void()> work) { workers_.run(std::move(work)); }),
        api_(world->reg(), line_, workers_, metrics_) {
    auto started = http::Server::start({}, api_, world->clock, metrics_, log_);
    if (!started) throw std::runtime_error(started.error().text());
    server_ = std::move(*started);
  }
  ~Served() { server_->stop(std::chrono::seconds(5)); }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
  std::unique_ptr<World> world;

 private:
  static std::unique_ptr<World> made(const std::string& policy_yaml) {
    auto result = World::create(policy_yaml);
    if (!result) throw std::runtime_error(result.error().text());
    return std::move(*result);
  }

  std::ostringstream log_text_;
  base::Log log_;
  http::Metrics metrics_;
  service::Workers workers_;
  service::Line line_;
  http::Api api_;
  std::unique_ptr<http::Server> server_;
};

class OverHttp final : public Asker {
 public:
  explicit OverHttp(const std::string& policy_yaml) : served_(policy_yaml) {
    http::ClientOptions options;
    options.base_url = served_.url();
    options.api_key = served_.world->api_key;
    auto made = http::Client::create(std::move(options));
    if (!made) throw std::runtime_error(made.error().text());
    client_ = std::move(*made);
  }

  void set_clock(base::Instant now) override { served_.world->clock.set(now); }
  Reply ask(const std::string& operation, const std::string& body) override {
    auto answer = client_->send("POST", "/v1/" + operation, {{"Content-Type", "application/json"}}, body);
    if (!answer) throw std::runtime_error(answer.error().text());
    return {answer->status, answer->body};
  }

 private:
  Served served_;
  std::unique_ptr<http::Client> client_;
};

class ByCommandLine final : public Asker {
 public:
  explicit ByCommandLine(const std::string& policy_yaml) : served_(policy_yaml) {
    char pattern[] = "/tmp/daicho-scenario-XXXXXX";
    folder_ = mkdtemp(pattern);
    std::ofstream(folder_ + "/key") << served_.world->api_key << "\n";
  }
  ~ByCommandLine() override { std::filesystem::remove_all(folder_); }

  void set_clock(base::Instant now) override { served_.world->clock.set(now); }
  Reply ask(const std::string& operation, const std::string& body) override {
    std::ofstream(folder_ + "/body") << body;
    std::string command = operation;
    for (char& c : command) c = c == '_' ? '-' : c;
    const int code = run({DAICHO_PROGRAM, command, "--json", "--en", "--server", served_.url(),
                          "--api-key-file", folder_ + "/key", "--body", folder_ + "/body"});
    const bool answered = code == 0 || code == 5;
    std::string out = read(answered ? "/out" : "/err");
    return {answered ? 200 : 422, std::move(out)};
  }

 private:
  int run(std::vector<std::string> arguments) {
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    const pid_t child = fork();
    if (child == 0) {
      const int out = ::open((folder_ + "/out").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
      const int err = ::open((folder_ + "/err").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
      ::dup2(out, STDOUT_FILENO);
      ::dup2(err, STDERR_FILENO);
      ::execv(argv[0], argv.data());
      ::_exit(127);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  }
  std::string read(const char* name) const {
    std::ifstream file(folder_ + name);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }

  Served served_;
  std::string folder_;
};

}  // namespace

std::unique_ptr<Asker> ask_over_http(const std::string& policy_yaml) {
  return std::make_unique<OverHttp>(policy_yaml);
}
std::unique_ptr<Asker> ask_by_command_line(const std::string& policy_yaml) {
  return std::make_unique<ByCommandLine>(policy_yaml);
}

}  // namespace daicho::scenario
