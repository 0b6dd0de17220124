// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/intake/carry_out.h"
#include "server/api/resources.h"
#include "shared/ascii.h"
#include "shared/limits.h"

#include <memory>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace distanskoll::server::api {
namespace {

namespace intake = agreements::intake;
using access::Act;
using access::Answering;
using access::Caller;
using access::Resource;
using agreements::imports::FileForm;
using intake::FileKind;
using net::Request;
using net::Response;

/// What importing such a file takes: the duty to keep that register.
access::Needs needs_of(FileKind kind) {
  switch (kind) {
    case FileKind::kEmployees:
      return access::needs(Resource::kPersons, Act::kWrite);
    case FileKind::kUnits:
      return access::needs(Resource::kUnits, Act::kWrite);
    case FileKind::kAgreements:
    case FileKind::kTrainings:
      return access::needs(Resource::kAgreements, Act::kWrite);
    case FileKind::kInventory:
      return access::needs(Resource::kInventory, Act::kWrite);
  }
  return access::needs(Resource::kPersons, Act::kWrite);
}

/// A file speaks of everybody, so only who keeps all of the register may bring one.
bool keeps_all(const Caller& caller) {
  return caller.scope() == access::Scope::kAll && caller.acting().units.empty();
}

/// The bytes say which charset it is, whatever the header says; Excel's browsers name CSV so.
std::optional<FileForm> form_of(std::string_view content_type) {
  std::string type = ascii_lowered(content_type.substr(0, content_type.find(';')));
  std::erase(type, ' ');
  if (type == "text/csv" || type == "application/vnd.ms-excel") return FileForm::kCsv;
  if (type == "application/json") return FileForm::kJson;
  return std::nullopt;
}

Result<bool> yes_no(const net::Query& query, std::string_view name, bool otherwise) {
  for (const auto& [given, value] : query) {
    if (given != name) continue;
    if (value == "true" || value == "false") return value == "true";
    return Error{ErrorCode::kMalformed, fmt::format("{} is true or false", name)};
  }
  return otherwise;
}

Result<intake::ImportWish> read_wish(FileKind kind, const Request& request, const Caller& caller) {
  const auto query = net::parse_query(request.query);
  if (!query) return query.error();
  intake::ImportWish wish;
  for (const auto& [name, value] : *query) {
    if (name == "system") {
      wish.system = value;
    } else if (name != "dry_run" && name != "full" && name != "many") {
      return Error{ErrorCode::kMalformed, fmt::format("there is no parameter \"{}\" here", name)};
    }
  }
  const auto dry_run = yes_no(*query, "dry_run", true);
  if (!dry_run) return dry_run.error();
  const auto full = yes_no(*query, "full", false);
  if (!full) return full.error();
  const auto many = yes_no(*query, "many", false);
  if (!many) return many.error();
  wish.kind = kind;
  wish.full = *full;
  wish.many = *many;
  wish.apply = !*dry_run;
  wish.by = caller.by();
  // Who is new is known from the file alone.
  wish.shown = [caller](const std::string& person) {
    return caller.registry().employees.find(person) == nullptr || caller.sees_person(person);
  };
  return wish;
}

void carry_out(const ApiParts& parts, const intake::ImportWish& wish, const Answering& answering) {
  auto done = intake::carry_out(parts.sequencer, parts.registry, parts.clock, wish);
  if (!done) return answering.refuse(done.error());
  Response response;
  if (wish.apply && !done->written) response.status = 422;  // the report says why
  response.body = boost::json::serialize(done->report);
  answering.naming(std::move(done->persons), std::move(response));
}

void post_import(const ApiParts& parts, FileKind kind, Request& request, const Caller& caller,
                 const Answering& answering) {
  if (!keeps_all(caller)) {
    return answering.refuse(
        {ErrorCode::kPermissionDenied,
         "a file is imported by who keeps the whole register, not in this role"});
  }
  const auto form = form_of(request.header("Content-Type"));
  if (!form) {
    return answering.unnamed(
        net::problem(415, "unsupported", "a file is text/csv or application/json"));
  }
  auto read = read_wish(kind, request, caller);
  if (!read) return answering.refuse(read.error());
  read->form = *form;
  read->bytes = std::move(request.body);
  auto wish = std::make_shared<const intake::ImportWish>(std::move(*read));
  const bool taken = parts.slow_work.submit([parts, wish, answering](bool stopping) {
    if (stopping) return answering.refuse({ErrorCode::kUnavailable, "the collector is stopping"});
    carry_out(parts, *wish, answering);
  });
  if (!taken) {
    answering.refuse({ErrorCode::kUnavailable,
                      "other files are being imported; send this one again in half a minute"});
  }
}

}  // namespace

void add_import_routes(access::Door& door, const ApiParts& parts) {
  for (const FileKind kind : intake::kAllFileKinds) {
    door.on(
        net::Method::kPost, fmt::format("/api/v1/imports/{}", to_string(kind)), needs_of(kind),
        [parts, kind](Request& request, const Caller& caller, const Answering& answering) {
          post_import(parts, kind, request, caller, answering);
        },
        limits::kImportSentBytes);
  }
}

}  // namespace distanskoll::server::api
