// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One netlink socket: asks the kernel and reads the answer before a deadline. Made anew for each
// round of questions (a socket costs microseconds and keeps nothing). One thread.

#include "agent/host/descriptor.h"
#include "agent/host/host.h"
#include "agent/host/netlink_rows.h"

#include <functional>
#include <span>

namespace distanskoll::agent {

class NetlinkSocket {
 public:
  /// `protocol`: NETLINK_ROUTE, NETLINK_XFRM, NETLINK_GENERIC. kUnsupported: not in this kernel.
  [[nodiscard]] static Result<NetlinkSocket> open(int protocol);

  /// Sends one request and hands every message of the answer to `row`. `dump`: all rows, else one.
  /// Errors of the kernel: EPERM and EACCES kPermissionDenied; ENODEV, ENOENT, ESRCH, ENETUNREACH,
  /// EHOSTUNREACH, EINVAL (a blackhole route) kNotFound; EOPNOTSUPP and EPROTONOSUPPORT
  /// kUnsupported; all others kIo.
  [[nodiscard]] Result<void> ask(std::uint16_t type, bool dump, ByteView body, Deadline deadline,
                                 const std::function<void(const NetlinkMessage&)>& row);

 private:
  explicit NetlinkSocket(Descriptor fd) : fd_(std::move(fd)) {}
  [[nodiscard]] Result<bool> read_answers(bool dump, Deadline deadline,
                                          std::span<std::uint8_t> buffer,
                                          const std::function<void(const NetlinkMessage&)>& row);
  Descriptor fd_;
  std::uint32_t sequence_ = 0;
};

/// Builds a request's body: a fixed struct, then attributes.
class NetlinkBody {
 public:
  template <class T>
  explicit NetlinkBody(const T& head) {
    append(&head, sizeof(head));
  }
  NetlinkBody& attribute(std::uint16_t type, ByteView value);
  [[nodiscard]] const Bytes& bytes() const { return bytes_; }

 private:
  void append(const void* data, std::size_t size);
  Bytes bytes_;
};

/// Milliseconds until `deadline` for poll(): 0 when past, at most one minute.
[[nodiscard]] int milliseconds_left(Deadline deadline);

}  // namespace distanskoll::agent
