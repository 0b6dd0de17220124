// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What nearly every file reads first, compiled once: the presets release and dev precompile this
// header (helpers.cmake), which takes a third off a cold build. Files include what they use all the
// same; the presets tidy and fuzz build without it and fail where one does not.

#include <algorithm>
#include <array>
#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <ranges>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <boost/system/result.hpp>
