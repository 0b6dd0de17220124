// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What nearly every test reads first, compiled once (helpers.cmake): std.h and GoogleTest. Tests
// include what they use all the same.

#include "packaging/build/std.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
