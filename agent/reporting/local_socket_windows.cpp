// SPDX-License-Identifier: EUPL-1.2
// A named pipe on Windows. One instance listens at a time; a thread serves one client after the
// other, each within a second, which is what sixteen at once would wait for as well. Everybody on
// this computer may connect, nobody over the network; who asks is read from the client's token.
#include "agent/host/windows_handle.h"
#include "agent/host/windows_host.h"
#include "agent/host/windows_pipe.h"
#include "agent/reporting/local_socket.h"

#include <array>
#include <system_error>
#include <thread>

namespace distanskoll::agent {

namespace {

using Steady = std::chrono::steady_clock;

constexpr DWORD kBuffer = 4096;
/// SYSTEM and administrators all; whoever is signed in on this computer, or a service, reads and
/// writes but makes no instance; the network nothing. Integrity "low" may write up: browsers' too.
constexpr wchar_t kWhoMay[] =
    L"D:P(D;;FA;;;NU)(A;;FA;;;SY)(A;;FA;;;BA)(A;;FA;;;OW)(A;;0x12019b;;;AU)";
/// local_answer.h's numbers: root's for administrators; nobody's when it cannot be told.
constexpr std::uint32_t kAdministrator = 0;
constexpr std::uint32_t kNobody = 0xFFFF'FFFF;

Error pipe_error(const std::filesystem::path& path, DWORD number) {
  const ErrorCode code = number == ERROR_FILE_NOT_FOUND  ? ErrorCode::kNotFound
                         : number == ERROR_PIPE_BUSY     ? ErrorCode::kUnavailable
                         : number == ERROR_ACCESS_DENIED ? ErrorCode::kPermissionDenied
                                                         : ErrorCode::kIo;
  return {code, path.string() + ": " + std::system_category().message(static_cast<int>(number))};
}

bool speaks_as_administrator(HANDLE pipe) {
  if (::ImpersonateNamedPipeClient(pipe) == 0) return false;
  std::array<std::uint8_t, SECURITY_MAX_SID_SIZE> sid{};
  DWORD size = static_cast<DWORD>(sid.size());
  BOOL is = FALSE;
  const bool known =
      ::CreateWellKnownSid(WinBuiltinAdministratorsSid, nullptr, sid.data(), &size) != 0 &&
      ::CheckTokenMembership(nullptr, sid.data(), &is) != 0;
  ::RevertToSelf();
  return known && is != FALSE;
}

/// Who asks: an administrator, or the person of a session of this computer.
std::uint32_t account_at(HANDLE pipe) {
  if (speaks_as_administrator(pipe)) return kAdministrator;
  ULONG session = 0;
  return ::GetNamedPipeClientSessionId(pipe, &session) != 0 ? account_of_session(session) : kNobody;
}

DWORD milliseconds_to(Steady::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Steady::now()).count();
  return left > 0 ? static_cast<DWORD>(left) : 0;
}

}  // namespace

class LocalSocket::Server {
 public:
  Server(Handle pipe, Handle stop, std::filesystem::path path, Answer answer)
      : pipe_(std::move(pipe)),
        stop_(std::move(stop)),
        path_(std::move(path)),
        answer_(std::move(answer)),
        thread_([this] { serve(); }) {}

  ~Server() {
    ::SetEvent(stop_.get());
    thread_.join();
  }

 private:
  void serve();
  void serve_client();

  Handle pipe_;
  Handle stop_;
  std::filesystem::path path_;
  Answer answer_;
  std::thread thread_;  // last: it uses everything above
};

void LocalSocket::Server::serve_client() {
  const auto deadline = Steady::now() + kLocalDeadline;
  PipeOperation operation(pipe_.get(), stop_.get());
  std::string request;
  std::size_t end = std::string::npos;
  while ((end = request.find('\n')) == std::string::npos) {
    std::array<char, kLocalRequestBytes + 1> part{};
    const auto got = operation.run(
        [&](OVERLAPPED* with) {
          return ::ReadFile(pipe_.get(), part.data(), static_cast<DWORD>(part.size()), nullptr,
                            with);
        },
        milliseconds_to(deadline));
    if (!got || *got == 0) return;
    request.append(part.data(), *got);
    if (request.size() > kLocalRequestBytes) return;
  }
  const auto question = parse_local_request(request.substr(0, end));
  const std::uint32_t account = account_at(pipe_.get());
  const std::string answer = question ? answer_(*question, account) : error_answer("malformed");
  std::size_t sent = 0;
  while (sent < answer.size()) {
    const auto put = operation.run(
        [&](OVERLAPPED* with) {
          return ::WriteFile(pipe_.get(), answer.data() + sent,
                             static_cast<DWORD>(answer.size() - sent), nullptr, with);
        },
        milliseconds_to(deadline));
    if (!put || *put == 0) return;
    sent += *put;
  }
  // What the client has not read would go with the connection: it hangs up when it has all.
  std::array<char, 1> nothing{};
  operation.run(
      [&](OVERLAPPED* with) {
        return ::ReadFile(pipe_.get(), nothing.data(), static_cast<DWORD>(nothing.size()), nullptr,
                          with);
      },
      milliseconds_to(deadline));
}

void LocalSocket::Server::serve() {
  while (::WaitForSingleObject(stop_.get(), 0) != WAIT_OBJECT_0) {
    PipeOperation connection(pipe_.get(), stop_.get());
    const auto connected = connection.run(
        [&](OVERLAPPED* with) { return ::ConnectNamedPipe(pipe_.get(), with); }, INFINITE);
    if (!connected) {
      if (::WaitForSingleObject(stop_.get(), 0) == WAIT_OBJECT_0) return;
      // A client that was gone before it was there.
      ::DisconnectNamedPipe(pipe_.get());
      continue;
    }
    serve_client();
    ::DisconnectNamedPipe(pipe_.get());
  }
}

LocalSocket::LocalSocket(std::unique_ptr<Server> server) : server_(std::move(server)) {}
LocalSocket::~LocalSocket() = default;

Result<std::unique_ptr<LocalSocket>> LocalSocket::open(const std::filesystem::path& path,
                                                       Answer answer) {
  // Only the first may use the name: an instance of somebody else's would get our clients.
  Handle pipe =
      make_pipe(path.wstring(), kWhoMay, true, static_cast<DWORD>(kLocalClients), kBuffer);
  if (!pipe.open()) {
    const DWORD why = ::GetLastError();
    if (why == ERROR_ACCESS_DENIED || why == ERROR_PIPE_BUSY) {
      return Error{ErrorCode::kConflict, path.string() + ": another agent listens there"};
    }
    return pipe_error(path, why);
  }
  Handle stop(::CreateEventW(nullptr, TRUE, FALSE, nullptr));
  if (!stop.open()) return pipe_error(path, ::GetLastError());
  return std::unique_ptr<LocalSocket>(new LocalSocket(
      std::make_unique<Server>(std::move(pipe), std::move(stop), path, std::move(answer))));
}

Result<std::string> ask_local_socket(const std::filesystem::path& path, LocalQuestion question) {
  const auto deadline = Steady::now() + std::chrono::seconds(2);
  Handle client;
  while (true) {
    // The server learns who we are and can do nothing in our name.
    client = Handle(::CreateFileW(
        path.c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_EXISTING,
        FILE_FLAG_OVERLAPPED | SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION, nullptr));
    if (client.open()) break;
    const DWORD why = ::GetLastError();
    if (why != ERROR_PIPE_BUSY || milliseconds_to(deadline) == 0) return pipe_error(path, why);
    ::WaitNamedPipeW(path.c_str(), milliseconds_to(deadline));
  }
  PipeOperation operation(client.get(), nullptr);
  const std::string_view line = question == LocalQuestion::kPosture
                                    ? "{\"v\":1,\"ask\":\"posture\"}\n"
                                    : "{\"v\":1,\"ask\":\"check\"}\n";
  const auto put = operation.run(
      [&](OVERLAPPED* with) {
        return ::WriteFile(client.get(), line.data(), static_cast<DWORD>(line.size()), nullptr,
                           with);
      },
      milliseconds_to(deadline));
  if (!put || *put != line.size()) return pipe_error(path, ERROR_BROKEN_PIPE);
  std::string answer;
  std::array<char, kBuffer> part{};
  while (answer.size() <= kLocalAnswerBytes && (answer.empty() || answer.back() != '\n')) {
    const auto got = operation.run(
        [&](OVERLAPPED* with) {
          return ::ReadFile(client.get(), part.data(), static_cast<DWORD>(part.size()), nullptr,
                            with);
        },
        milliseconds_to(deadline));
    if (!got || *got == 0) break;
    answer.append(part.data(), *got);
  }
  if (answer.empty() || answer.back() != '\n') {
    if (milliseconds_to(deadline) == 0) {
      return Error{ErrorCode::kTimedOut, path.string() + ": the agent does not answer"};
    }
    return Error{ErrorCode::kUnavailable, path.string() + ": the agent is busy; ask again"};
  }
  answer.pop_back();
  return answer;
}

}  // namespace distanskoll::agent
