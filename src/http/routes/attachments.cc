// SPDX-License-Identifier: Apache-2.0
#include "http/routes/attachments.h"

#include <optional>
#include <string>
#include <utility>

#include "http/problem.h"
#include "http/routes/api.h"
#include "service/answer_writer.h"
#include "service/attachments.h"
#include "service/entry_answer.h"

namespace daicho::http {
namespace {

using base::Error;
using base::ErrorCode;
using base::fail;
using base::Literal;
using base::Personal;
using service::AttachmentReader;
using service::AttachmentWriter;

constexpr Literal route = "attachments";

Answer refused(const Error& error, base::Language language) {
  Answer answer = problem(error, language);
  answer.route = route;
  if (error.code() == ErrorCode::unauthenticated)
    answer.headers.push_back({"WWW-Authenticate", "Bearer realm=\"daicho\""});
  return answer;
}

Error too_many() {
  return Error(ErrorCode::overloaded, "too many files are on their way; send this again shortly");
}

// Bodies that are not the bytes of the file would be kept as if they were.
base::Status expect_plain_bytes(const RequestHead& head) {
  const auto type = head.headers.find("Content-Type");
  if (type && type->starts_with("multipart/")) {
    return fail(ErrorCode::unsupported_media_type,
                "send the bytes of the file as the body, not a form; with curl: --upload-file");
  }
  const auto coding = head.headers.find("Content-Encoding");
  if (coding && *coding != "identity")
    return fail(ErrorCode::unsupported_media_type, "send the file without a content coding");
  // RFC 9110 §14.5: who takes no parts must not take a part for the whole.
  if (head.headers.find("Content-Range")) {
    return fail(
        Error(ErrorCode::invalid_value, "send the file whole").with("field", Literal("Content-Range")));
  }
  return {};
}

// The entry that says that the file is there, as an answer.
Answer stored(const service::Register& reg, const service::LedgerPlace& place, base::Language language) {
  const auto office = reg.office.current();
  if (!office) return refused(office.error(), language);
  const auto found = reg.ledger.entries({place.bucket.number}, place.sequence, 1);
  if (!found) return refused(found.error(), language);
  CHECK(!found->empty() && (*office)->policy() != nullptr);
  service::JsonWriter out;
  out.begin_object();
  write_entry(out, found->front().entry, *(*office)->policy(), language, service::Detail::sentences);
  out.key("ledger_entry").published(service::ledger_place(place.bucket, place.sequence)).end_object();
  return Answer{
      .status = 201, .content_type = "application/json", .body = std::move(out).take(), .route = route};
}

// One file coming in. Its steps follow one another: pieces are gathered on the server's threads, chunks
// sealed and written on a worker.
class Upload : public std::enable_shared_from_this<Upload> {
 public:
  Upload(const service::Register& reg, service::Workers& workers, Request request, Reply reply,
         std::unique_ptr<Attachments::Place> place)
      : reg_(reg),
        workers_(workers),
        language_(preferred_language(request.headers.find("Accept-Language"))),
        api_key_(api_key_of(request)),
        body_(std::move(request.stream)),
        reply_(std::move(reply)),
        place_(std::move(place)) {}

  // A server that is stopped lets go of what waits for a piece.
  ~Upload() {
    if (!writer_) return;
    workers_.run(
        [writer = std::shared_ptr<AttachmentWriter>(std::move(writer_))] { (void)writer->abandon(); });
  }

  void begin(const service::LedgerPlace& entry) {
    workers_.run([self = shared_from_this(), entry] {
      auto writer = AttachmentWriter::open(self->reg_, self->api_key_, entry);
      if (!writer) return self->give_up(writer.error());
      self->writer_ = std::make_unique<AttachmentWriter>(std::move(*writer));
      self->read_on();
    });
  }

 private:
  void read_on() {
    body_->next([self = shared_from_this()](Piece piece) { self->take(std::move(piece)); });
  }

  // Workers alone touch the store, so what blocks is handed to them.
  void take(Piece piece) {
    if (!piece) return later([error = piece.error()](Upload& upload) { upload.give_up(error); });
    if (!*piece) return later([](Upload& upload) { upload.end(); });
    waiting_ += **piece;
    if (waiting_.size() < service::attachment_chunk_bytes) return read_on();
    later([](Upload& upload) { upload.write(); });
  }

  template <typename Work>
  void later(Work work) {
    workers_.run([self = shared_from_this(), work = std::move(work)] { work(*self); });
  }

  void write() {
    while (waiting_.size() >= service::attachment_chunk_bytes) {
      std::string chunk = waiting_.substr(0, service::attachment_chunk_bytes);
      waiting_.erase(0, service::attachment_chunk_bytes);
      if (const auto written = writer_->write(Personal<std::string>(std::move(chunk))); !written)
        return give_up(written.error());
    }
    read_on();
  }

  void end() {
    if (!waiting_.empty()) {
      if (const auto written = writer_->write(Personal<std::string>(std::move(waiting_))); !written)
        return give_up(written.error());
    }
    const auto entry = writer_->finish();
    if (!entry) return give_up(entry.error());
    writer_.reset();
    place_.reset();
    reply_(stored(reg_, *entry, language_));
  }

  void give_up(const Error& error) {
    // An upload that cannot be dropped now is dropped when its time is over.
    if (const auto writer = std::exchange(writer_, nullptr)) (void)writer->abandon();
    place_.reset();
    Answer answer = refused(error, language_);
    answer.close = true;
    reply_(std::move(answer));
  }

  const service::Register& reg_;
  service::Workers& workers_;
  base::Language language_;
  std::string api_key_;
  std::unique_ptr<ByteStream> body_;
  Reply reply_;
  std::unique_ptr<Attachments::Place> place_;
  std::unique_ptr<AttachmentWriter> writer_;
  std::string waiting_;  // of the next chunk
};

// One file going out, a chunk whenever the peer has taken the last.
class Download final : public ByteStream {
 public:
  Download(service::Workers& workers, AttachmentReader reader, std::shared_ptr<Attachments::Place> place)
      : workers_(workers), open_(std::make_shared<Open>(Open{std::move(reader), std::move(place)})) {}

  void next(TakePiece take) override {
    workers_.run([open = open_, take = std::move(take)] {
      auto chunk = open->reader.next();
      if (!chunk) return take(fail(chunk.error()));
      if (!*chunk) return take(std::optional<std::string>());
      std::string bytes = service::AnswerWriter::file_bytes(open->reader, std::move(**chunk));
      // An empty file is one empty chunk.
      take(bytes.empty() ? std::optional<std::string>() : std::optional(std::move(bytes)));
    });
  }

 private:
  struct Open {
    AttachmentReader reader;
    std::shared_ptr<Attachments::Place> place;  // shared, for work that is queued is copied
  };
  service::Workers& workers_;
  std::shared_ptr<Open> open_;  // shared with the call that is open when the stream is given up
};

}  // namespace

std::unique_ptr<Attachments::Place> Attachments::Place::take(std::atomic<unsigned>& taken,
                                                             unsigned places_max) {
  taken.fetch_add(1);
  auto place = std::make_unique<Place>(taken);
  if (taken.load() <= places_max) return place;
  return nullptr;
}

void Attachments::take_in(const service::LedgerPlace& entry, Request request, Reply reply) {
  const base::Language language = preferred_language(request.headers.find("Accept-Language"));
  if (const auto plain = expect_plain_bytes(request); !plain) return reply(refused(plain.error(), language));
  auto place = Place::take(uploads_, uploads_max);
  if (!place) return reply(refused(too_many(), language));
  std::make_shared<Upload>(reg_, workers_, std::move(request), std::move(reply), std::move(place))
      ->begin(entry);
}

void Attachments::give_out(const service::LedgerPlace& entry, const Request& request, Reply reply) {
  const base::Language language = preferred_language(request.headers.find("Accept-Language"));
  std::shared_ptr<Place> place = Place::take(downloads_, downloads_max);
  if (!place) return reply(refused(too_many(), language));
  workers_.run([this, entry, language, place, key = api_key_of(request), reply = std::move(reply)]() mutable {
    auto reader = AttachmentReader::open(reg_, key, entry);
    if (!reader) return reply(refused(reader.error(), language));
    Answer answer{.content_type = "application/octet-stream",
                  .headers = {{"Content-Disposition", "attachment"}, {"Accept-Ranges", "none"}},
                  .route = route};
    answer.stream_bytes = reader->size_bytes();
    answer.stream = std::make_unique<Download>(workers_, std::move(*reader), std::move(place));
    reply(std::move(answer));
  });
}

}  // namespace daicho::http
