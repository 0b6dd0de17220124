// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/netlink.h"

#include "shared/limits.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>

#include <linux/netlink.h>
#include <poll.h>
#include <sys/socket.h>

namespace distanskoll::agent {
namespace {

Error error_of(int number, std::string_view what) {
  ErrorCode code = ErrorCode::kIo;
  if (number == EPERM || number == EACCES) code = ErrorCode::kPermissionDenied;
  if (number == ENODEV || number == ENOENT || number == ESRCH || number == ENETUNREACH ||
      number == EHOSTUNREACH || number == ENETDOWN || number == EINVAL) {
    code = ErrorCode::kNotFound;
  }
  if (number == EOPNOTSUPP || number == EPROTONOSUPPORT || number == EAFNOSUPPORT) {
    code = ErrorCode::kUnsupported;
  }
  return {code, std::string("netlink: ") + std::string(what) + ": " +
                    std::generic_category().message(number)};
}

/// WireGuard and IPsec answers carry private keys, which we do not want and must not keep.
struct Wiped {
  std::span<std::uint8_t> bytes;
  ~Wiped() { ::explicit_bzero(bytes.data(), bytes.size()); }
};

}  // namespace

int milliseconds_left(Deadline deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - SystemClock().boot());
  return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 60'000));
}

void NetlinkBody::append(const void* data, std::size_t size) {
  const auto* first = static_cast<const std::uint8_t*>(data);
  bytes_.insert(bytes_.end(), first, first + size);
  bytes_.resize((bytes_.size() + 3) & ~std::size_t{3});
}

NetlinkBody& NetlinkBody::attribute(std::uint16_t type, ByteView value) {
  const nlattr header{static_cast<std::uint16_t>(sizeof(nlattr) + value.size()), type};
  append(&header, sizeof(header));
  append(value.data(), value.size());
  return *this;
}

Result<NetlinkSocket> NetlinkSocket::open(int protocol) {
  Descriptor fd(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol));
  if (!fd.open()) return error_of(errno, "socket");
  sockaddr_nl address{};
  address.nl_family = AF_NETLINK;
  if (::bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
    return error_of(errno, "bind");
  }
  return NetlinkSocket(std::move(fd));
}

Result<void> NetlinkSocket::ask(std::uint16_t type, bool dump, ByteView body, Deadline deadline,
                                const std::function<void(const NetlinkMessage&)>& row) {
  nlmsghdr header{};
  header.nlmsg_len = static_cast<std::uint32_t>(sizeof(header) + body.size());
  header.nlmsg_type = type;
  header.nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | (dump ? NLM_F_DUMP : 0));
  header.nlmsg_seq = ++sequence_;
  Bytes request(sizeof(header) + body.size());
  std::memcpy(request.data(), &header, sizeof(header));
  std::copy(body.begin(), body.end(), request.begin() + sizeof(header));
  sockaddr_nl kernel{};
  kernel.nl_family = AF_NETLINK;
  if (::sendto(fd_.get(), request.data(), request.size(), 0,
               reinterpret_cast<const sockaddr*>(&kernel), sizeof(kernel)) < 0) {
    return error_of(errno, "send");
  }
  // Not filled with zeros: pages that the kernel does not write are never touched.
  const auto storage = std::make_unique_for_overwrite<std::uint8_t[]>(limits::kNetlinkMessageBytes);
  const std::span buffer(storage.get(), limits::kNetlinkMessageBytes);
  for (;;) {
    const auto done = read_answers(dump, deadline, buffer, row);
    if (!done) return done.error();
    if (*done) return {};
  }
}

Result<bool> NetlinkSocket::read_answers(bool dump, Deadline deadline,
                                         std::span<std::uint8_t> buffer,
                                         const std::function<void(const NetlinkMessage&)>& row) {
  pollfd waiting{fd_.get(), POLLIN, 0};
  const int ready = ::poll(&waiting, 1, milliseconds_left(deadline));
  if (ready == 0) return Error{ErrorCode::kTimedOut, "netlink: the kernel does not answer"};
  if (ready < 0) {
    if (errno == EINTR) return false;
    return error_of(errno, "poll");
  }
  sockaddr_nl sender{};
  socklen_t sender_size = sizeof(sender);
  const auto got = ::recvfrom(fd_.get(), buffer.data(), buffer.size(), MSG_TRUNC,
                              reinterpret_cast<sockaddr*>(&sender), &sender_size);
  if (got < 0) {
    if (errno == EAGAIN || errno == EINTR) return false;
    return error_of(errno, "receive");
  }
  if (static_cast<std::size_t>(got) > buffer.size()) {
    return Error{ErrorCode::kTooLarge, "netlink: a message is longer than 256 KiB"};
  }
  if (sender.nl_pid != 0) return false;  // only the kernel is believed
  const std::span used = buffer.first(static_cast<std::size_t>(got));
  const Wiped wiped{used};
  ByteView rest(used);
  while (const auto message = next_message(rest)) {
    if (message->sequence != sequence_) continue;
    if (message->type == NLMSG_DONE) return true;
    if (message->type == NLMSG_ERROR) {
      std::int32_t number = 0;
      if (message->body.size() < sizeof(number)) return error_of(EIO, "answer");
      std::memcpy(&number, message->body.data(), sizeof(number));
      if (number == 0) return true;
      return error_of(-number, "answer");
    }
    if ((message->flags & NLM_F_DUMP_INTR) != 0) {
      return Error{ErrorCode::kConflict, "netlink: the tables changed while they were read"};
    }
    row(*message);
    if (!dump) return true;
  }
  return false;
}

}  // namespace distanskoll::agent
