// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Probe `disk_encryption` in Windows: what the methods of Win32_EncryptableVolume answer now, of
// every volume with a drive letter. Encrypted with protection off is `suspended`: the key lies open
// on the disk (also while it waits for activation). A failed call makes the volume unknown, never
// good. The recovery password is never asked for. Where the service is refused, the shell property
// that the session's helper reads stands in, with source `session`; only its values 1 and 6 are
// protected.

#include "agent/host/windows_questions.h"
#include "agent/probes/probe.h"
#include "agent/probes/volumes.h"

#include <memory>

namespace distanskoll::agent::windows {

[[nodiscard]] VolumeState state_of(const EncryptableVolume& volume);

/// Pure.
[[nodiscard]] report::Observation interpret_bitlocker(
    const Result<BitLocker>& answer, const Result<std::vector<ShellVolume>>& shell);

[[nodiscard]] std::unique_ptr<Probe> make_disk_encryption_probe(WindowsQuestions& questions);

}  // namespace distanskoll::agent::windows
