# SPDX-License-Identifier: EUPL-1.2
# Toolchain of the preset `windows`: Debian's mingw-w64 with POSIX threads. Libraries come from
# build/windows-dependencies, which packaging/windows/dependencies makes; nothing of Linux is found.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_C_COMPILER x86_64-w64-mingw32-gcc-posix)
set(CMAKE_CXX_COMPILER x86_64-w64-mingw32-g++-posix)
set(CMAKE_RC_COMPILER x86_64-w64-mingw32-windres)
get_filename_component(DISTANSKOLL_WINDOWS_LIBRARIES
  ${CMAKE_CURRENT_LIST_DIR}/../../build/windows-dependencies REALPATH)
set(CMAKE_FIND_ROOT_PATH /usr/x86_64-w64-mingw32 ${DISTANSKOLL_WINDOWS_LIBRARIES})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
find_program(DISTANSKOLL_WINE NAMES wine DOC "Runs the tests of a Windows build")
if(DISTANSKOLL_WINE)
  set(CMAKE_CROSSCOMPILING_EMULATOR ${CMAKE_CURRENT_LIST_DIR}/../../tests/windows/start)
endif()
