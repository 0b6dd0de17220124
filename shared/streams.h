// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The standard streams as bytes: what a program prints is the same on every system, so that a hash
// over it is. streams_linux.cpp, where they are so already, and streams_windows.cpp.

namespace distanskoll {

/// Before anything is read or written. On Windows line ends stay as they are, and a console shows
/// UTF-8.
void streams_as_bytes();

}  // namespace distanskoll
