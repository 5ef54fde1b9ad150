// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <deque>
#include <iostream>

#include "cli/exit_code.h"
#include "cli/files.h"
#include "cli/import_command.h"
#include "cli/ledger_commands.h"
#include "cli/policy_commands.h"
#include "cli/remote.h"
#include "cli/secrets.h"
#include "cli/terminal.h"
#include "cli/texts.h"
#include "service/operations.h"

namespace daicho::cli {
namespace {

using service::Field;
using service::FieldType;
using service::OperationRow;

constexpr std::size_t policy_bytes_max = 8 * 1024 * 1024;

// What the options are read into. One for the whole run; it outlives the parser.
struct Options {
  Manner manner;
  bool japanese = false, english = false;
  Server server;
  std::string data_folder = "daicho-data";
  SecretSource passphrase, next_passphrase;
  std::string policy_file, api_key_out;
  std::uint32_t bucket_count = 256;
  std::string address = "127.0.0.1";
  std::uint16_t port = 7411;
  std::string certificate, private_key, ledger_folder;
  unsigned retention_hour = 3;
  std::string file, key_file, previous, out_file, body_file, idempotency_key, entry;
  CheckWish check;
  ScenarioWish scenarios;
  InterviewWish interview;
  CoverageWish coverage;
  ImportOptions import;
};

class CommandLine {
 public:
  explicit CommandLine(const Wiring& wiring) : wiring_(wiring) {}

  int run(int argc, const char* const* argv) {
    options_.manner.language = language_of_environment();
    describe();
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      const int code = app_.exit(error);
      return code == 0 ? exit_done : exit_usage;
    }
    return code_;
  }

 private:
  std::string about(std::string_view command) const {
    return std::string(help_text(command, options_.manner.language));
  }

  CLI::App* command(CLI::App& parent, const std::string& name, const std::string& key) {
    CLI::App* added = parent.add_subcommand(name, about(key));
    // With it, CLI11 reads the environment of the command that was given alone. Otherwise all commands read
    // theirs in the end, and an environment variable would win over the option.
    added->parse_complete_callback([] {});
    const std::string_view example = help_example(key);
    if (!example.empty()) added->footer("  $ " + std::string(example));
    added->add_flag("--json", options_.manner.json, about("option-json"));
    added->add_flag_callback(
        "--ja", [this] { options_.manner.language = base::Language::ja; }, "日本語");
    added->add_flag_callback(
        "--en", [this] { options_.manner.language = base::Language::en; }, "English");
    return added;
  }

  void describe() {
    app_.name("daicho");
    app_.description(about("daicho"));
    app_.require_subcommand(1);
    app_.set_version_flag("--version", std::string("daicho ") + DAICHO_VERSION);
    describe_register();
    describe_policy();
    describe_ledger();
    describe_operations();
    describe_import();
  }

  void add_passphrase(CLI::App& app) {
    app.add_option("--passphrase-file", options_.passphrase.file, about("option-passphrase-file"));
    app.add_option_function<int>(
        "--passphrase-fd", [this](int fd) { options_.passphrase.descriptor = fd; },
        about("option-passphrase-fd"));
    app.add_option("--passphrase-credential", options_.passphrase.credential,
                   about("option-passphrase-credential"));
  }
  void add_next_passphrase(CLI::App& app) {
    app.add_option("--new-passphrase-file", options_.next_passphrase.file,
                   about("option-new-passphrase-file"));
    app.add_option_function<int>(
        "--new-passphrase-fd", [this](int fd) { options_.next_passphrase.descriptor = fd; },
        about("option-new-passphrase-fd"));
    app.add_option("--new-passphrase-credential", options_.next_passphrase.credential,
                   about("option-new-passphrase-credential"));
  }
  void add_data(CLI::App& app) {
    app.add_option("--data", options_.data_folder, about("option-data"))->capture_default_str();
  }
  void add_server(CLI::App& app) {
    app.add_option("--server", options_.server.url, about("option-server"))
        ->envname("DAICHO_SERVER")
        ->capture_default_str();
    app.add_option("--api-key-file", options_.server.api_key_file, about("option-api-key-file"))
        ->envname("DAICHO_API_KEY_FILE");
    app.add_option("--ca-file", options_.server.ca_file, about("option-ca-file"))->envname("DAICHO_CA_FILE");
  }

  void describe_register() {
    CLI::App* init = command(app_, "init", "init");
    add_data(*init);
    add_passphrase(*init);
    init->add_option("--policy", options_.policy_file, about("option-policy"))->required();
    init->add_option("--buckets", options_.bucket_count, about("option-buckets"))
        ->capture_default_str()
        ->check(CLI::Range(1u, 65535u));
    init->add_option("--api-key-out", options_.api_key_out, about("option-api-key-out"));
    init->callback([this] { code_ = run_init(); });

    CLI::App* serve = command(app_, "serve", "serve");
    add_data(*serve);
    add_passphrase(*serve);
    serve->add_option("--address", options_.address, about("option-address"))->capture_default_str();
    serve->add_option("--port", options_.port, about("option-port"))->capture_default_str();
    serve->add_option("--tls-certificate", options_.certificate, about("option-certificate"));
    serve->add_option("--tls-key", options_.private_key, about("option-private-key"))
        ->needs("--tls-certificate");
    serve->add_option("--ledger-folder", options_.ledger_folder, about("option-ledger-folder"));
    serve->add_option("--retention-hour", options_.retention_hour, about("option-retention-hour"))
        ->capture_default_str()
        ->check(CLI::Range(0u, 23u));
    serve->callback([this] { code_ = run_serve(); });

    CLI::App* rotate = command(app_, "rotate-key", "rotate-key");
    add_data(*rotate);
    add_passphrase(*rotate);
    rotate->callback([this] { code_ = run_rotate_key(); });

    CLI::App* change = command(app_, "change-passphrase", "change-passphrase");
    add_data(*change);
    add_passphrase(*change);
    add_next_passphrase(*change);
    change->callback([this] { code_ = run_change_passphrase(); });
  }

  void describe_policy() {
    CLI::App* policy = app_.add_subcommand("policy", about("policy"));
    policy->require_subcommand(1);
    CLI::App* check = command(*policy, "check", "policy-check");
    check->add_option("FILE", options_.check.files, about("option-policy"))->required();
    check->add_flag("--strict", options_.check.strict, about("option-strict"));
    check->add_option("--format", options_.check.format, about("option-format"))
        ->check(CLI::IsMember({"text", "json", "sarif"}));
    check->add_option("--as-of", options_.check.as_of, about("option-as-of"));
    check->callback([this] { code_ = check_policies(options_.check, options_.manner); });
    CLI::App* render = command(*policy, "render", "policy-render");
    render->add_option("FILE", options_.file, about("option-policy"))->required();
    render->callback([this] { code_ = render_policy(options_.file, options_.manner); });
    CLI::App* coverage = command(*policy, "coverage", "policy-coverage");
    coverage->add_option("FILE", options_.coverage.files, about("option-policy"))->required();
    coverage->add_option("--promises", options_.coverage.promises, about("option-promises"));
    coverage->add_option("--scenarios", options_.coverage.scenarios, about("option-scenarios"));
    coverage->callback([this] { code_ = cover_policies(options_.coverage, options_.manner); });
    CLI::App* test = command(*policy, "test", "policy-test");
    test->add_option("FILE", options_.scenarios.policy, about("option-policy"))->required();
    test->add_option("SCENARIO", options_.scenarios.scenarios, about("option-scenario-files"))->required();
    test->add_option("--format", options_.scenarios.format, about("option-test-format"))
        ->check(CLI::IsMember({"text", "json", "junit"}));
    test->callback([this] { code_ = test_policy(options_.scenarios, options_.manner); });
    CLI::App* diff = command(*policy, "diff", "policy-diff");
    diff->add_option("OLD", options_.previous, about("option-old"))->required();
    diff->add_option("NEW", options_.file, about("option-new"))->required();
    diff->callback([this] { code_ = diff_policies(options_.previous, options_.file, options_.manner); });
    CLI::App* interview = command(*policy, "new", "policy-new");
    interview->add_option("--answers", options_.interview.answers, about("option-answers"));
    interview->add_option("--out", options_.interview.out, about("option-policy-out"));
    interview->callback([this] { code_ = new_policy(options_.interview, options_.manner); });
    CLI::App* schema = command(*policy, "schema", "policy-schema");
    schema->callback([this] { code_ = print_schema(options_.manner); });
    CLI::App* show = command(*policy, "show", "policy-show");
    add_server(*show);
    show->callback([this] { code_ = show_address(options_.server, "/v1/policy", options_.manner); });
  }

  void describe_ledger() {
    CLI::App* ledger = app_.add_subcommand("ledger", about("ledger"));
    ledger->require_subcommand(1);
    CLI::App* verify = command(*ledger, "verify", "ledger-verify");
    verify->add_option("FOLDER", options_.file, about("option-folder"))->required();
    verify->add_option("--key", options_.key_file, about("option-key"));
    verify->add_option("--previous", options_.previous, about("option-previous"));
    verify->callback([this] {
      code_ = verify_ledger(options_.file, options_.key_file, options_.previous, options_.manner);
    });
    CLI::App* check = command(*ledger, "check-proof", "ledger-check-proof");
    check->add_option("FILE", options_.file, about("option-proof"))->required();
    check->add_option("--key", options_.key_file, about("option-key"))->required();
    check->callback(
        [this] { code_ = check_ledger_proof(options_.file, options_.key_file, options_.manner); });
    CLI::App* exported = command(*ledger, "export", "ledger-export");
    add_data(*exported);
    add_passphrase(*exported);
    exported->add_option("FOLDER", options_.file, about("option-folder"))->required();
    exported->callback([this] {
      code_ = with_passphrase([this](crypto::SecretBytes secret) {
        return wiring_.export_ledger(options_.data_folder, std::move(secret), options_.file);
      });
    });
    CLI::App* key = command(*ledger, "key", "ledger-key");
    add_server(*key);
    key->callback([this] { code_ = show_address(options_.server, "/v1/ledger/key", options_.manner); });
    CLI::App* prove = command(*ledger, "prove", "ledger-prove");
    add_server(*prove);
    prove->add_option("ENTRY", options_.entry, about("option-entry"))->required();
    prove->add_option("--out", options_.out_file, about("option-out"));
    prove->callback(
        [this] { code_ = prove_entry(options_.server, options_.entry, options_.out_file, options_.manner); });
  }

  void describe_import() {
    CLI::App* importing = command(app_, "import", "import");
    add_server(*importing);
    importing->add_option("FILE", options_.import.file, about("option-import-file"))->required();
    importing->add_option("--map", options_.import.map, about("option-map"))->required();
    importing->add_option("--encoding", options_.import.encoding, about("option-encoding"))
        ->capture_default_str()
        ->check(CLI::IsMember({"auto", "utf-8", "cp932", "euc-jp"}));
    importing->add_flag("--dry-run", options_.import.dry_run, about("option-dry-run"));
    importing->add_flag("--fresh", options_.import.fresh, about("option-fresh"));
    importing->callback([this] {
      options_.import.server = options_.server;
      code_ = import_file(options_.import, options_.manner);
    });
  }

  // One command per row of the table of operations: its fields are its options.
  void describe_operations() {
    for (const OperationRow* row : service::all_operations()) {
      std::string name(row->name.text());
      std::replace(name.begin(), name.end(), '_', '-');
      CLI::App* added = command(app_, name, name);
      add_server(*added);
      added->add_option("--body", options_.body_file, about("option-body"));
      added->add_option("--rows", options_.file, about("option-rows"))->excludes("--body");
      if (row->changes)
        added->add_option("--idempotency-key", options_.idempotency_key, about("option-idempotency-key"));
      const std::size_t first = given_.size();
      for (const Field& field : row->fields) add_field(*added, field);
      const std::size_t last = given_.size();
      added->callback([this, row, first, last] { code_ = ask(*row, first, last); });
    }
  }

  void add_field(CLI::App& app, const Field& field) {
    if (field.type == FieldType::values || field.type == FieldType::facts || field.type == FieldType::dates ||
        field.type == FieldType::text) {
      return;
    }
    std::string name = "--" + std::string(field.name.text());
    std::replace(name.begin(), name.end(), '_', '-');
    given_.push_back({&field, {}});
    CLI::Option* option =
        app.add_option(name, given_.back().values, about("field-" + std::string(field.name.text())));
    if (field.type == FieldType::names) {
      option->delimiter(',');
    } else {
      option->expected(1);
    }
  }

  int ask(const OperationRow& row, std::size_t first, std::size_t last) {
    if (!options_.file.empty())
      return run_bulk(options_.server, row, options_.file, options_.idempotency_key, options_.manner);
    std::vector<GivenField> fields;
    for (std::size_t i = first; i < last; ++i) {
      if (!given_[i].values.empty()) fields.push_back(given_[i]);
    }
    return run_operation(options_.server, row, fields, options_.body_file, options_.idempotency_key,
                         options_.manner);
  }

  template <typename Work>
  int with_passphrase(Work work) {
    auto secret = read_secret(options_.passphrase);
    if (!secret) return fail_with(secret.error(), options_.manner);
    if (const base::Status done = work(std::move(*secret)); !done)
      return fail_with(done.error(), options_.manner);
    return exit_done;
  }

  int run_init() {
    const auto policy = read_file(options_.policy_file, policy_bytes_max);
    if (!policy) return fail_with(policy.error(), options_.manner);
    return with_passphrase([&](crypto::SecretBytes secret) -> base::Status {
      ASSIGN_OR_RETURN(const Wiring::Founded founded, wiring_.init({options_.data_folder, std::move(secret),
                                                                    *policy, options_.bucket_count}));
      RETURN_IF_ERROR(write_secret_file(
          options_.api_key_out.empty() ? options_.data_folder + "/api-key" : options_.api_key_out,
          founded.api_key));
      RETURN_IF_ERROR(write_public_file(options_.data_folder + "/ledger-key", founded.verify_key));
      std::cout << about("init-done") << "\n";
      return {};
    });
  }

  int run_rotate_key() {
    return with_passphrase([this](crypto::SecretBytes secret) -> base::Status {
      ASSIGN_OR_RETURN(const std::uint32_t version,
                       wiring_.rotate_key(options_.data_folder, std::move(secret)));
      if (options_.manner.json) {
        std::cout << "{\"version\":" << version << "}\n";
      } else {
        std::cout << about("rotate-key-done") << " (" << version << ")\n";
      }
      return {};
    });
  }

  int run_change_passphrase() {
    return with_passphrase([this](crypto::SecretBytes secret) -> base::Status {
      ASSIGN_OR_RETURN(crypto::SecretBytes next, read_secret(options_.next_passphrase));
      RETURN_IF_ERROR(wiring_.change_passphrase(options_.data_folder, std::move(secret), std::move(next)));
      if (options_.manner.json) {
        std::cout << "{\"changed\":true}\n";
      } else {
        std::cout << about("change-passphrase-done") << "\n";
      }
      return {};
    });
  }

  int run_serve() {
    return with_passphrase([this](crypto::SecretBytes secret) {
      Wiring::Serve serve{
          options_.data_folder,   std::move(secret),      options_.address, options_.port, {}, {},
          options_.ledger_folder, options_.retention_hour};
      if (!options_.certificate.empty()) serve.certificate_file = options_.certificate;
      if (!options_.private_key.empty()) serve.private_key_file = options_.private_key;
      return wiring_.serve(std::move(serve));
    });
  }

  const Wiring& wiring_;
  Options options_;
  std::deque<GivenField> given_;
  CLI::App app_;
  int code_ = exit_done;
};

}  // namespace

int run(int argc, const char* const* argv, const Wiring& wiring) {
  return CommandLine(wiring).run(argc, argv);
}

}  // namespace daicho::cli
