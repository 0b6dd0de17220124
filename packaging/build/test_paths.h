// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Where a test finds the clone and the build folder it belongs to: DISTANSKOLL_SOURCE_DIR and
// DISTANSKOLL_BINARY_DIR, absolute paths without a slash at the end. The values live in one
// generated source per build folder instead of in compiler flags, so that a test file compiles to
// the same object in every clone and ccache can serve it. They are not literals: write
// std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "policies".

extern const char* const distanskoll_test_source_dir;
extern const char* const distanskoll_test_binary_dir;

#define DISTANSKOLL_SOURCE_DIR distanskoll_test_source_dir
#define DISTANSKOLL_BINARY_DIR distanskoll_test_binary_dir
