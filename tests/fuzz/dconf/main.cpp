// SPDX-License-Identifier: EUPL-1.2
// Settings databases (GVDB): opened, searched, and their nested tables too.
#include "agent/probes/dconf.h"

using namespace distanskoll;
using namespace distanskoll::agent;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = as_text({data, size});
  (void)parse_variant(bytes);
  (void)parse_dconf_profile(bytes);
  const auto table = SettingsTable::open(bytes);
  if (!table) return 0;
  (void)table->value("/org/gnome/desktop/session/idle-delay");
  (void)table->has("");
  if (const auto locks = table->table(".locks")) {
    (void)locks->has("/org/gnome/desktop/session/idle-delay");
  }
  if (const auto schema = table->table("org.gnome.desktop.session")) {
    (void)schema->value("idle-delay");
  }
  return 0;
}
