// SPDX-License-Identifier: EUPL-1.2
#include "tests/fleet/chronicle.h"

#include <map>
#include <utility>

namespace distanskoll::fleet {

std::vector<AnyRecord> news_of(const std::vector<Known>& registers, std::optional<LocalDay> from,
                               LocalDay to) {
  using server::agreements::RecordKind;
  std::map<std::pair<RecordKind, std::string>, const AnyRecord*> newest;
  for (const Known& known : registers) {
    if (known.on > to) break;
    if (from && known.on <= *from) continue;
    newest[{kind_of(known.record), id_of(known.record)}] = &known.record;
  }
  std::vector<AnyRecord> news;
  news.reserve(newest.size());
  for (const auto& [id, record] : newest) news.push_back(*record);
  return news;
}

Result<void> Chronicle::tell(WallTime now) {
  const LocalDay today = compliance::local_day(now);
  if (told_ && *told_ >= today) return {};
  const std::vector<AnyRecord> news = news_of(registers_, told_, today);
  if (!news.empty()) DISTANSKOLL_TRY(collector_.write(news));
  told_ = today;
  return {};
}

}  // namespace distanskoll::fleet
