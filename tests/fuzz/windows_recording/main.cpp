// SPDX-License-Identifier: EUPL-1.2
// A recording of what Windows said: what is read can be written and read again as the same, is no
// longer than it may be, and every probe answers from it with words of the schema.
#include "agent/host/no_host.h"
#include "agent/probes/windows_catalog.h"
#include "agent/probes/windows_recording.h"
#include "shared/bytes.h"
#include "shared/clock.h"
#include "shared/report/schema.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace distanskoll;
  using namespace distanskoll::agent;
  auto read = windows::read_recording(as_text(ByteView(data, size)));
  if (!read) return 0;
  const std::string hidden = windows::write_recording(windows::anonymous(*read));
  const auto again = windows::read_recording(hidden);
  if (!again || windows::write_recording(windows::anonymous(*again)) != hidden) std::abort();
  windows::RecordedWindows recorded(std::move(*read));
  Probes probes = windows::make_probes(recorded, {});
  NoHost host;
  const SystemClock clock;
  ProbeContext context;
  context.clock = &clock;
  for (const auto& probe : probes) {
    const auto observation = probe->observe(host, context);
    if (!report::check(report::name_of(probe->id()), observation)) std::abort();
  }
  return 0;
}
