// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <csignal>
#include <iostream>

#include "cli/attachment_commands.h"
#include "cli/completion.h"
#include "cli/exit_code.h"
#include "cli/field_options.h"
#include "cli/files.h"
#include "cli/help_page.h"
#include "cli/import_command.h"
#include "cli/import_progress.h"
#include "cli/law_commands.h"
#include "cli/ledger_commands.h"
#include "cli/ledger_views.h"
#include "cli/manual_page.h"
#include "cli/policy_commands.h"
#include "cli/policy_explain.h"
#include "cli/policy_file.h"
#include "cli/remote.h"
#include "cli/retention_command.h"
#include "cli/secrets.h"
#include "cli/terminal.h"
#include "cli/texts.h"
#include "cli/usage.h"
#include "service/operations.h"

namespace daicho::cli {
namespace {

using service::OperationRow;

// What the options are read into. One for the whole run; it outlives the parser.
struct Options {
  Manner manner;
  Server server;
  std::string data_folder = "daicho-data";
  SecretSource passphrase, next_passphrase;
  std::string policy_file, api_key_out;
  std::uint32_t bucket_count = 256;
  std::string address = "127.0.0.1";
  std::uint16_t port = 7411;
  std::string certificate, private_key, ledger_folder;
  unsigned retention_hour = 3;
  bool plain_http = false, log_requests = false;
  std::string file, key_file, previous, out_file, body_file, idempotency_key, entry, attached_file;
  bool all = false, follow = false, progress = false;
  std::uint64_t lines = 20;
  std::string shell;
  CheckWish check;
  ScenarioWish scenarios;
  InterviewWish interview;
  CoverageWish coverage;
  ImportOptions import;
  ExplainOptions explain;
  LawWish law;
};

// The help of every command, in our own words.
class HelpPages final : public CLI::FormatterBase {
 public:
  explicit HelpPages(base::Language language) : language_(language) {}
  std::string make_help(const CLI::App* app, std::string called, CLI::AppFormatMode) const override {
    return help_page(tree_of(*app), called.empty() ? app->get_name() : called, language_);
  }

 private:
  base::Language language_;
};

class CommandLine {
 public:
  explicit CommandLine(const Wiring& wiring) : wiring_(wiring) {}

  CommandTree tree(base::Language language) {
    options_.manner.language = language;
    describe();
    return tree_of(app_);
  }

  int run(int argc, const char* const* argv) {
    const std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
    choose_language(words);
    describe();
    if (words.empty()) {
      std::cout << app_.help();
      return exit_usage;
    }
    try {
      app_.parse(argc, argv);
    } catch (const CLI::Success& asked) {  // --help, --version
      return app_.exit(asked);
    } catch (const CLI::ParseError& error) {
      return tell_usage(tree_of(app_), words, error, options_.manner);
    }
    return code_;
  }

 private:
  // Before anything is described: help is in the language asked for, too.
  void choose_language(const std::vector<std::string>& words) {
    options_.manner.language = language_of_environment();
    for (const std::string& word : words) {
      if (word == "--") break;
      if (word == "--ja") options_.manner.language = base::Language::ja;
      if (word == "--en") options_.manner.language = base::Language::en;
    }
  }

  std::string about(std::string_view key) const {
    return std::string(help_text(key, options_.manner.language));
  }

  CLI::App* command(CLI::App& parent, const std::string& name, const std::string& key,
                    std::string_view heading) {
    CLI::App* added = parent.add_subcommand(name, about(key));
    // With it, CLI11 reads the environment of the command that was given alone. Otherwise all commands read
    // theirs in the end, and an environment variable would win over the option.
    added->parse_complete_callback([] {});
    added->group(about(heading));
    const std::string_view example = help_example(key);
    added->footer(example.empty() ? std::string() : about("help-example") + "\n  $ " + std::string(example));
    return added;
  }

  // A command that does something, not only holds others.
  CLI::App* action(CLI::App& parent, const std::string& name, const std::string& key,
                   std::string_view heading = "group-commands") {
    CLI::App* added = command(parent, name, key, heading);
    add_manner(*added);
    return added;
  }

  void add_manner(CLI::App& app) {
    const std::string output = about("group-output");
    app.add_flag("--json", options_.manner.json, about("option-json"))->group(output);
    // Read before anything else; see choose_language().
    app.add_flag_callback(
           "--ja", [] {}, about("option-ja"))
        ->group(output);
    app.add_flag_callback(
           "--en", [] {}, about("option-en"))
        ->group(output);
    app.get_help_ptr()->group(output);
  }

  void add_switch(CLI::App& app, const std::string& name, bool& value, const std::string& key) {
    app.add_flag(name, value, about(key))->group(about("group-options"));
  }

  // An option, or an argument when the name is in capitals.
  template <typename Value>
  CLI::Option* add(CLI::App& app, const std::string& name, Value& value, const std::string& key,
                   const std::string& placeholder, std::string_view group = "group-options") {
    CLI::Option* option = app.add_option(name, value, about(key))->type_name(placeholder);
    return option->group(about(option->get_positional() ? "group-arguments" : group));
  }

  void describe() {
    app_.name("daicho");
    app_.description(about("daicho"));
    app_.formatter(std::make_shared<HelpPages>(options_.manner.language));
    app_.set_help_flag("-h,--help", about("option-help"));
    app_.set_version_flag("--version", std::string("daicho ") + DAICHO_VERSION, about("option-version"))
        ->group(about("group-output"));
    app_.require_subcommand(1);
    describe_register();
    describe_import();
    describe_policy();
    describe_operations();
    describe_ledger();
    describe_law();
    describe_shell();
    add_manner(app_);
    app_.footer(about("help-begin") + "\n  $ " + std::string(help_example("init")) + "\n  $ " +
                std::string(help_example("serve")) + "\n  $ " + std::string(help_example("use")));
  }

  void add_secret(CLI::App& app, const std::string& name, SecretSource& source, const std::string& group) {
    add(app, "--" + name + "-file", source.file, "option-" + name + "-file", "FILE", group);
    app.add_option_function<int>(
           "--" + name + "-fd", [&source](int fd) { source.descriptor = fd; },
           about("option-" + name + "-fd"))
        ->type_name("NUMBER")
        ->group(about(group));
    add(app, "--" + name + "-credential", source.credential, "option-" + name + "-credential", "NAME", group);
  }
  void add_passphrase(CLI::App& app) { add_secret(app, "passphrase", options_.passphrase, "group-secret"); }
  void add_data(CLI::App& app) {
    add(app, "--data", options_.data_folder, "option-data", "FOLDER")->capture_default_str();
  }
  void add_server(CLI::App& app) {
    add(app, "--server", options_.server.url, "option-server", "URL", "group-server")
        ->envname("DAICHO_SERVER")
        ->capture_default_str();
    add(app, "--api-key-file", options_.server.api_key_file, "option-api-key-file", "FILE", "group-server")
        ->envname("DAICHO_API_KEY_FILE");
    add(app, "--ca-file", options_.server.ca_file, "option-ca-file", "FILE", "group-server")
        ->envname("DAICHO_CA_FILE");
  }

  void describe_register() {
    CLI::App* init = action(app_, "init", "init", "group-register");
    add(*init, "--policy", options_.policy_file, "option-policy", "FILE")->required();
    add_data(*init);
    add(*init, "--buckets", options_.bucket_count, "option-buckets", "NUMBER")
        ->capture_default_str()
        ->check(CLI::Range(1u, 65535u).description(""));
    add(*init, "--api-key-out", options_.api_key_out, "option-api-key-out", "FILE");
    add_passphrase(*init);
    init->callback([this] { code_ = run_init(); });

    CLI::App* serve = action(app_, "serve", "serve", "group-register");
    add_data(*serve);
    add(*serve, "--address", options_.address, "option-address", "ADDRESS")->capture_default_str();
    add(*serve, "--port", options_.port, "option-port", "NUMBER")->capture_default_str();
    CLI::Option* certificate =
        add(*serve, "--tls-certificate", options_.certificate, "option-certificate", "FILE");
    CLI::Option* private_key = add(*serve, "--tls-key", options_.private_key, "option-private-key", "FILE");
    certificate->needs(private_key);
    private_key->needs(certificate);
    add(*serve, "--ledger-folder", options_.ledger_folder, "option-ledger-folder", "FOLDER");
    add(*serve, "--retention-hour", options_.retention_hour, "option-retention-hour", "NUMBER")
        ->capture_default_str()
        ->check(CLI::Range(0u, 23u).description(""));
    add_switch(*serve, "--plain-http", options_.plain_http, "option-plain-http");
    add_switch(*serve, "--log-requests", options_.log_requests, "option-log-requests");
    add_passphrase(*serve);
    serve->callback([this] { code_ = run_serve(); });

    CLI::App* rotate = action(app_, "rotate-key", "rotate-key", "group-register");
    add_data(*rotate);
    add_passphrase(*rotate);
    rotate->callback([this] { code_ = run_rotate_key(); });

    CLI::App* change = action(app_, "change-passphrase", "change-passphrase", "group-register");
    add_data(*change);
    add_passphrase(*change);
    add_secret(*change, "new-passphrase", options_.next_passphrase, "group-new-secret");
    change->callback([this] { code_ = run_change_passphrase(); });
  }

  void describe_check(CLI::App& policy) {
    CheckWish& wish = options_.check;
    CLI::App* check = action(policy, "check", "policy-check");
    add(*check, "FILE", wish.files, "option-policy", "FILE")->required();
    add_switch(*check, "--strict", wish.strict, "option-strict");
    add(*check, "--format", wish.format, "option-format", "FORMAT")
        ->check(CLI::IsMember({"text", "json", "sarif"}));
    add(*check, "--as-of", wish.as_of, "option-as-of", "DATE");
    check->callback([this] { code_ = check_policies(options_.check, options_.manner); });
  }

  void describe_policy_tools(CLI::App& policy) {
    CLI::App* coverage = action(policy, "coverage", "policy-coverage");
    add(*coverage, "FILE", options_.coverage.files, "option-policy", "FILE")->required();
    add(*coverage, "--promises", options_.coverage.promises, "option-promises", "FILE");
    add(*coverage, "--scenarios", options_.coverage.scenarios, "option-scenarios", "FOLDER");
    coverage->callback([this] { code_ = cover_policies(options_.coverage, options_.manner); });
    CLI::App* test = action(policy, "test", "policy-test");
    add(*test, "FILE", options_.scenarios.policy, "option-policy", "FILE")->required();
    add(*test, "SCENARIO", options_.scenarios.scenarios, "option-scenario-files", "FILE")->required();
    add(*test, "--format", options_.scenarios.format, "option-test-format", "FORMAT")
        ->check(CLI::IsMember({"text", "json", "junit"}));
    test->callback([this] { code_ = test_policy(options_.scenarios, options_.manner); });
    CLI::App* diff = action(policy, "diff", "policy-diff");
    add(*diff, "OLD", options_.previous, "option-old", "FILE")->required();
    add(*diff, "NEW", options_.file, "option-new", "FILE")->required();
    diff->callback([this] { code_ = diff_policies(options_.previous, options_.file, options_.manner); });
    CLI::App* interview = action(policy, "new", "policy-new");
    add(*interview, "--answers", options_.interview.answers, "option-answers", "FILE");
    add(*interview, "--out", options_.interview.out, "option-policy-out", "FILE");
    interview->callback([this] { code_ = new_policy(options_.interview, options_.manner); });
    CLI::App* schema = action(policy, "schema", "policy-schema");
    schema->callback([this] { code_ = print_schema(options_.manner); });
  }

  void describe_policy() {
    CLI::App* policy = command(app_, "policy", "policy", "group-policy");
    policy->require_subcommand(1);
    describe_check(*policy);
    CLI::App* render = action(*policy, "render", "policy-render");
    add(*render, "FILE", options_.file, "option-policy", "FILE")->required();
    render->callback([this] { code_ = render_policy(options_.file, options_.manner); });
    describe_explain(*policy);
    describe_policy_tools(*policy);
    CLI::App* show = action(*policy, "show", "policy-show");
    add_server(*show);
    show->callback([this] { code_ = show_address(options_.server, "/v1/policy", options_.manner); });
  }

  void describe_explain(CLI::App& policy) {
    CLI::App* explain = action(policy, "explain", "policy-explain");
    ExplainOptions& asked = options_.explain;
    add(*explain, "FILE", asked.file, "option-policy", "FILE")->required();
    const auto one = [&](const std::string& name, std::string& value) {
      return add(*explain, "--" + dashed(name), value, "field-" + name, "NAME", "group-fields");
    };
    const auto list = [&](const std::string& name, std::vector<std::string>& values, const std::string& key) {
      add(*explain, "--" + dashed(name), values, key, "NAME,…", "group-fields")->delimiter(',');
    };
    one("operation", asked.operation)->capture_default_str();
    one("purpose", asked.purpose);
    list("items", asked.items, "field-items");
    one("record_type", asked.record_type);
    one("channel", asked.channel);
    list("purposes", asked.purposes, "field-purposes");
    list("acquired_for", asked.acquired_for, "field-acquired_for");
    one("medium", asked.medium);
    list("contexts", asked.contexts, "field-contexts");
    list("facts", asked.facts, "explain-facts");
    list("consents", asked.consents, "explain-consents");
    list("stops", asked.stops, "explain-stops");
    one("exception", asked.exception);
    explain->add_flag("--source-not-stated", asked.source_not_stated, about("explain-source-not-stated"))
        ->group(about("group-fields"));
    add(*explain, "--on", asked.on, "explain-on", "DATE", "group-fields");
    explain->callback([this] { code_ = explain_policy(options_.explain, options_.manner); });
  }

  void describe_ledger() {
    CLI::App* ledger = command(app_, "ledger", "ledger", "group-ledger");
    ledger->require_subcommand(1);
    describe_ledger_views(*ledger);
    CLI::App* verify = action(*ledger, "verify", "ledger-verify");
    add(*verify, "FOLDER", options_.file, "option-folder", "FOLDER")->required();
    add(*verify, "--key", options_.key_file, "option-key", "FILE");
    add(*verify, "--previous", options_.previous, "option-previous", "FILE");
    verify->callback([this] {
      code_ = verify_ledger(options_.file, options_.key_file, options_.previous, options_.manner);
    });
    CLI::App* prove = action(*ledger, "prove", "ledger-prove");
    add(*prove, "ENTRY", options_.entry, "option-entry", "ENTRY")->required();
    add(*prove, "--out", options_.out_file, "option-out", "FILE");
    add_server(*prove);
    prove->callback(
        [this] { code_ = prove_entry(options_.server, options_.entry, options_.out_file, options_.manner); });
    CLI::App* check = action(*ledger, "check-proof", "ledger-check-proof");
    add(*check, "FILE", options_.file, "option-proof", "FILE")->required();
    add(*check, "--key", options_.key_file, "option-key", "FILE")->required();
    check->callback(
        [this] { code_ = check_ledger_proof(options_.file, options_.key_file, options_.manner); });
    CLI::App* exported = action(*ledger, "export", "ledger-export");
    add(*exported, "FOLDER", options_.out_file, "option-folder", "FOLDER")->required();
    add_data(*exported);
    add_passphrase(*exported);
    exported->callback([this] {
      code_ = with_passphrase([this](crypto::SecretBytes secret) {
        return wiring_.export_ledger(options_.data_folder, std::move(secret), options_.out_file);
      });
    });
    CLI::App* key = action(*ledger, "key", "ledger-key");
    add_server(*key);
    key->callback([this] { code_ = show_address(options_.server, "/v1/ledger/key", options_.manner); });
  }

  void describe_ledger_views(CLI::App& ledger) {
    CLI::App* tail = action(ledger, "tail", "ledger-tail");
    add(*tail, "-n,--lines", options_.lines, "option-lines", "NUMBER")->capture_default_str();
    tail->add_flag("-f,--follow", options_.follow, about("option-follow"))->group(about("group-options"));
    add_server(*tail);
    tail->callback(
        [this] { code_ = tail_ledger(options_.server, options_.lines, options_.follow, options_.manner); });
    CLI::App* query = action(ledger, "query", "ledger-query");
    const auto fields =
        fields_.add(*query, service::operation_named("query_ledger")->fields, options_.manner.language);
    query->add_flag("--all", options_.all, about("option-all"))->group(about("group-options"));
    add_server(*query);
    query->callback([this, fields] {
      code_ = query_ledger(options_.server, fields_.given(fields), options_.all, options_.manner);
    });
  }

  void describe_import() {
    CLI::App* importing = action(app_, "import", "import", "group-register");
    add(*importing, "FILE", options_.import.file, "option-import-file", "FILE")->required();
    add(*importing, "--map", options_.import.map, "option-map", "FILE")->required();
    add(*importing, "--encoding", options_.import.encoding, "option-encoding", "")
        ->capture_default_str()
        ->check(CLI::IsMember({"auto", "utf-8", "cp932", "euc-jp"}));
    const std::string group = about("group-options");
    importing->add_flag("--dry-run", options_.import.dry_run, about("option-dry-run"))->group(group);
    importing->add_flag("--fresh", options_.import.fresh, about("option-fresh"))->group(group);
    add_server(*importing);
    importing->callback([this] {
      options_.import.server = options_.server;
      code_ = import_file(options_.import, options_.manner);
    });
  }

  void describe_law() {
    CLI::App* law = command(app_, "law", "law", "group-policy");
    law->require_subcommand(1);
    const auto add_day = [this](CLI::App& app) {
      add(app, "--as-of", options_.law.as_of, "option-as-of", "DATE");
      add_switch(app, "--with-promulgated", options_.law.with_promulgated, "option-with-promulgated");
    };
    CLI::App* list = action(*law, "list", "law-list");
    add_day(*list);
    list->callback([this] { code_ = list_law_lines(options_.law, options_.manner); });
    CLI::App* coming = action(*law, "coming", "law-coming");
    add(*coming, "--as-of", options_.law.as_of, "option-as-of", "DATE");
    coming->callback([this] { code_ = list_coming_law(options_.law, options_.manner); });
    CLI::App* show = action(*law, "show", "law-show");
    add(*show, "NAME", options_.law.name, "option-law-name", "NAME")->required();
    add_day(*show);
    show->callback([this] { code_ = show_law_line(options_.law, options_.manner); });
  }

  void describe_shell() {
    CLI::App* completion = action(app_, "completion", "completion", "group-shell");
    add(*completion, "SHELL", options_.shell, "option-shell", "")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    completion->callback([this] {
      const Shell shell = options_.shell == "bash"  ? Shell::bash
                          : options_.shell == "zsh" ? Shell::zsh
                                                    : Shell::fish;
      std::cout << completion_script(tree_of(app_), shell);
    });
    CLI::App* manual = action(app_, "man", "man", "group-shell");
    manual->callback([this] { std::cout << manual_page(tree_of(app_), options_.manner.language); });
  }

  // One command per row of the table of operations: its fields are its options.
  void describe_operations() {
    for (const OperationRow* row : service::all_operations()) {
      const std::string name = dashed(std::string(row->name.text()));
      CLI::App* added = action(app_, name, name, heading_of(row->scope));
      const auto fields = fields_.add(*added, row->fields, options_.manner.language);
      add_request(*added, *row);
      add_server(*added);
      added->callback([this, row, fields] { code_ = ask(*row, fields_.given(fields)); });
    }
  }

  void add_request(CLI::App& app, const OperationRow& row) {
    constexpr std::string_view group = "group-request";
    const std::string in_the_body = names_for_the_body(row.fields);
    CLI::Option* body = add(app, "--body", options_.body_file, "option-body", "FILE", group);
    if (!in_the_body.empty())
      body->description(filled_text("option-body-with", options_.manner.language, {in_the_body}));
    CLI::Option* rows = add(app, "--rows", options_.file, "option-rows", "FILE", group)->excludes(body);
    if (row.changes)
      add(app, "--idempotency-key", options_.idempotency_key, "option-idempotency-key", "KEY", group);
    if (row.name.text() == "attach")
      add(app, "--file", options_.attached_file, "option-attached-file", "FILE", group)->excludes(rows);
    if (row.name.text() == "open_attachment")
      add(app, "--out", options_.out_file, "option-attachment-out", "FILE", group)->excludes(rows);
    if (row.name.text() == "retention_run")
      app.add_flag("--progress", options_.progress, about("option-progress"))
          ->group(about(group))
          ->excludes(rows)
          ->excludes(body);
  }

  int ask(const OperationRow& row, const std::vector<GivenField>& fields) {
    if (!options_.file.empty())
      return run_bulk(options_.server, row, options_.file, options_.idempotency_key, options_.manner);
    if (options_.progress) return run_retention(options_.server, fields, options_.manner);
    if (!options_.attached_file.empty()) {
      return attach_file(options_.server, fields, options_.body_file, options_.idempotency_key,
                         options_.attached_file, options_.manner);
    }
    if (!options_.out_file.empty())
      return save_attachment(options_.server, fields, options_.body_file, options_.out_file, options_.manner);
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
    if (!policy) return fail_with(policy.error(), options_.manner, options_.policy_file);
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
          options_.data_folder,   std::move(secret),       options_.address,    options_.port,        {}, {},
          options_.ledger_folder, options_.retention_hour, options_.plain_http, options_.log_requests};
      if (!options_.certificate.empty()) serve.certificate_file = options_.certificate;
      if (!options_.private_key.empty()) serve.private_key_file = options_.private_key;
      return wiring_.serve(std::move(serve));
    });
  }

  const Wiring& wiring_;
  Options options_;
  FieldOptions fields_;
  CLI::App app_;
  int code_ = exit_done;
};

}  // namespace

int run(int argc, const char* const* argv, const Wiring& wiring) {
  // Whose reader has gone is told by its writing: a connection must not end the program.
  std::signal(SIGPIPE, SIG_IGN);
  const int code = CommandLine(wiring).run(argc, argv);
  std::cout.flush();
  return std::cout ? code : exit_no_reader;
}

CommandTree all_commands(base::Language language) {
  return CommandLine({}).tree(language);
}

}  // namespace daicho::cli
