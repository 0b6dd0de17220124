# SPDX-License-Identifier: EUPL-1.2
# One interface target carries every warning, hardening and sanitizer flag of the project.
add_library(distanskoll_flags INTERFACE)
target_include_directories(distanskoll_flags INTERFACE ${PROJECT_SOURCE_DIR})
# -pthread everywhere: some libraries bring it, and a precompiled header must be read as it was made.
if(NOT WIN32)
  target_compile_options(distanskoll_flags INTERFACE -pthread)
  target_link_options(distanskoll_flags INTERFACE -pthread)
endif()
target_compile_options(distanskoll_flags INTERFACE
  -Wall -Wextra -Wconversion -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wswitch-enum -Werror
  -fstack-protector-strong)
# -O2 keeps the agent small. What GCC 12 believes to see after inlining std::string, vector and
# Boost's variant (GCC bugs 105651, 105329, 107532) is false each time it was looked at; clang-tidy,
# the sanitizers and the debug builds find what is real.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND (CMAKE_BUILD_TYPE STREQUAL "Release" OR DISTANSKOLL_SANITIZE))
  target_compile_options(distanskoll_flags INTERFACE
    -Wno-restrict -Wno-maybe-uninitialized -Wno-array-bounds -Wno-stringop-overflow
    -Wno-stringop-overread -Wno-dangling-pointer)
endif()
target_compile_definitions(distanskoll_flags INTERFACE
  DISTANSKOLL_VERSION="${PROJECT_VERSION}"
  $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
# Sources that exist once for each system end in this (files_linux.cpp, files_windows.cpp).
if(WIN32)
  set(DISTANSKOLL_SYSTEM windows)
  # The agent has 8 MiB for itself and all its libraries: small code, and none that nobody calls.
  set(CMAKE_CXX_FLAGS_RELEASE "-Os -DNDEBUG")
  add_compile_options(-ffunction-sections -fdata-sections)
  # One file that needs no DLL but Windows' own, at an address that changes, the same bytes each time;
  # its pages lie in it as they lie in memory (Wine copies them otherwise).
  target_link_options(distanskoll_flags INTERFACE -static -fstack-protector-strong
    -Wl,--gc-sections,--dynamicbase,--high-entropy-va,--nxcompat,--no-insert-timestamp,--file-alignment,4096)
else()
  set(DISTANSKOLL_SYSTEM linux)
  target_link_options(distanskoll_flags INTERFACE -Wl,-z,relro,-z,now)
endif()

if(DISTANSKOLL_SANITIZE)
  target_compile_options(distanskoll_flags INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(distanskoll_flags INTERFACE -fsanitize=address,undefined)
endif()
if(DISTANSKOLL_FUZZ)
  target_compile_options(distanskoll_flags INTERFACE
    -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(distanskoll_flags INTERFACE -fsanitize=address,undefined)
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM AND NOT WIN32)
  target_link_options(distanskoll_flags INTERFACE -fuse-ld=mold)
endif()
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  # A file compiles to the same object in every clone, so a fresh one finds what another left.
  # What its manual asks for with precompiled headers is the sloppiness; no file here uses __TIME__.
  set(DISTANSKOLL_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros
    ${CCACHE_PROGRAM})
  set(CMAKE_C_COMPILER_LAUNCHER ${DISTANSKOLL_LAUNCHER})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${DISTANSKOLL_LAUNCHER})
else()
  # ccache makes paths relative by itself, and an option that names this folder would be part of its key.
  target_compile_options(distanskoll_flags INTERFACE -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.)
endif()
