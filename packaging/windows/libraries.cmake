# SPDX-License-Identifier: EUPL-1.2
# The same library targets as dependencies.cmake makes on Linux, for the preset `windows`: static
# ones from packaging/windows/dependencies, Boost and GoogleTest compiled here from Debian's packages,
# which carry their sources, and headers that hold for every system.
if(NOT EXISTS ${DISTANSKOLL_WINDOWS_LIBRARIES}/lib/libcrypto.a)
  message(FATAL_ERROR "No libraries for Windows here. Run: packaging/windows/dependencies")
endif()
find_package(Threads REQUIRED)
set(OPENSSL_USE_STATIC_LIBS ON)
find_package(OpenSSL 3.0 REQUIRED)

# Only these of /usr/include: a header of Linux' C library must never be found.
set(portable ${PROJECT_BINARY_DIR}/include)
file(MAKE_DIRECTORY ${portable})
foreach(name boost CLI spdlog)
  file(CREATE_LINK /usr/include/${name} ${portable}/${name} SYMBOLIC)
endforeach()
add_library(portable_headers INTERFACE)
target_include_directories(portable_headers SYSTEM INTERFACE ${portable} ${DISTANSKOLL_WINDOWS_LIBRARIES}/include)
target_compile_definitions(portable_headers INTERFACE
  _WIN32_WINNT=0x0A00 WIN32_LEAN_AND_MEAN NOMINMAX UNICODE _UNICODE BOOST_ALL_NO_LIB)

# Everywhere, for what is precompiled includes some of it.
target_link_libraries(distanskoll_flags INTERFACE portable_headers)

add_library(boost_json STATIC ${CMAKE_CURRENT_LIST_DIR}/boost_json.cpp)
add_library(boost_url STATIC ${CMAKE_CURRENT_LIST_DIR}/boost_url.cpp)
foreach(name boost_json boost_url)
  target_link_libraries(${name} PUBLIC portable_headers)
endforeach()
add_library(Boost::headers ALIAS portable_headers)
add_library(Boost::json ALIAS boost_json)
add_library(Boost::url ALIAS boost_url)
add_library(CLI11::CLI11 ALIAS portable_headers)

foreach(name fmt yaml-cpp sqlite3 SQLiteCpp)
  add_library(${name} STATIC IMPORTED GLOBAL)
  set_target_properties(${name} PROPERTIES IMPORTED_LOCATION ${DISTANSKOLL_WINDOWS_LIBRARIES}/lib/lib${name}.a)
  target_link_libraries(${name} INTERFACE portable_headers)
endforeach()
target_link_libraries(SQLiteCpp INTERFACE sqlite3)
target_compile_definitions(yaml-cpp INTERFACE YAML_CPP_STATIC_DEFINE)
add_library(fmt::fmt ALIAS fmt)
add_library(spdlog INTERFACE)
target_link_libraries(spdlog INTERFACE fmt)
add_library(spdlog::spdlog ALIAS spdlog)

# Windows' own import libraries.
add_library(windows_system INTERFACE)
target_link_libraries(windows_system INTERFACE ws2_32 mswsock crypt32 iphlpapi advapi32 shell32 ole32
  oleaut32 secur32 wtsapi32)

add_subdirectory(/usr/src/googletest ${PROJECT_BINARY_DIR}/googletest EXCLUDE_FROM_ALL)
foreach(name gmock gtest gtest_main)
  if(NOT TARGET GTest::${name})
    add_library(GTest::${name} ALIAS ${name})
  endif()
endforeach()
