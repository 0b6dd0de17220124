# SPDX-License-Identifier: EUPL-1.2
# distanskoll_library(NAME SOURCES … LINK …): a static library with the project's flags.
# distanskoll_program(NAME SOURCES … LINK …): an executable with the project's flags.
# distanskoll_test(NAME LABEL unit|integration|system|fault SOURCES … LINK …): a GoogleTest binary.
# distanskoll_fuzz(NAME SOURCES … LINK …): tests/fuzz/NAME/main.cpp; its corpus runs as a unit test
#   in every build, and with DISTANSKOLL_FUZZ it is a libFuzzer program as well.
# The targets unit_tests, integration_tests, system_tests, fault_tests and fuzz_targets build all of
# a kind; tests/run uses them.
include(GoogleTest)
foreach(kind unit_tests integration_tests system_tests fault_tests fuzz_targets)
  add_custom_target(${kind})
endforeach()

# Absolute paths stay out of the flags of test files (see test_paths.h).
configure_file(${PROJECT_SOURCE_DIR}/packaging/build/test_paths.cpp.in
  ${PROJECT_BINARY_DIR}/test_paths.cpp @ONLY)
add_library(distanskoll_test_paths STATIC ${PROJECT_BINARY_DIR}/test_paths.cpp)
target_link_libraries(distanskoll_test_paths PRIVATE distanskoll_flags)

if(WIN32)
  include(${PROJECT_SOURCE_DIR}/packaging/windows/resource.cmake)
endif()

# The precompiled headers, one for libraries and one for tests (their flags differ).
add_library(distanskoll_std OBJECT ${PROJECT_SOURCE_DIR}/packaging/build/std.cpp)
target_link_libraries(distanskoll_std PRIVATE distanskoll_flags)
target_precompile_headers(distanskoll_std PRIVATE ${PROJECT_SOURCE_DIR}/packaging/build/std.h)
function(distanskoll_test_flags name)
  target_link_libraries(${name} PRIVATE distanskoll_flags GTest::gmock GTest::gtest_main)
  # What is tested is compiled as it ships; the tests themselves are not worth the optimizer's time.
  # For Windows they are: each inline function left over is a section, and GNU ld takes a minute for 20,000.
  if(NOT WIN32)
    target_compile_options(${name} PRIVATE -O0 -U_FORTIFY_SOURCE)
  endif()
endfunction()
add_executable(distanskoll_std_test EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/packaging/build/std.cpp)
distanskoll_test_flags(distanskoll_std_test)
target_precompile_headers(distanskoll_std_test PRIVATE ${PROJECT_SOURCE_DIR}/packaging/build/std_test.h)

function(distanskoll_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC distanskoll_flags ${arg_LINK})
  target_precompile_headers(${name} REUSE_FROM distanskoll_std)
endfunction()

function(distanskoll_program name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE distanskoll_flags ${arg_LINK})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
  if(WIN32)
    distanskoll_windows_resource(${name})
  endif()
endfunction()

function(distanskoll_test name)
  cmake_parse_arguments(arg "" "LABEL;TIMEOUT" "SOURCES;LINK" ${ARGN})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 60)
  endif()
  if(NOT TARGET ${arg_LABEL}_tests)
    message(FATAL_ERROR "${name}: LABEL is unit, integration, system or fault, not '${arg_LABEL}'")
  endif()
  add_executable(${name} ${arg_SOURCES})
  add_dependencies(${arg_LABEL}_tests ${name})
  distanskoll_test_flags(${name})
  target_link_libraries(${name} PRIVATE tests_support ${arg_LINK} distanskoll_test_paths)
  target_precompile_headers(${name} REUSE_FROM distanskoll_std_test)
  if(arg_LABEL STREQUAL unit AND NOT DISTANSKOLL_SANITIZE)
    # One process for all of a folder: most tests take less time than a program to start. Under the
    # sanitizers each has its own, so that what leaks is its test's.
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS unit TIMEOUT 900)
  else()
    gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60
      PROPERTIES LABELS ${arg_LABEL} TIMEOUT ${arg_TIMEOUT})
  endif()
endfunction()

add_library(distanskoll_corpus_main OBJECT ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus_main.cpp)
target_link_libraries(distanskoll_corpus_main PRIVATE distanskoll_flags)
target_precompile_headers(distanskoll_corpus_main REUSE_FROM distanskoll_std)

function(distanskoll_fuzz name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  set(dir ${PROJECT_SOURCE_DIR}/tests/fuzz/${name})
  add_executable(fuzz_${name}_corpus ${dir}/main.cpp ${arg_SOURCES})
  target_link_libraries(fuzz_${name}_corpus PRIVATE distanskoll_corpus_main distanskoll_flags ${arg_LINK})
  if(NOT WIN32)
    # Compiled as a library is, so that the libraries' header serves.
    set_target_properties(fuzz_${name}_corpus PROPERTIES POSITION_INDEPENDENT_CODE OFF)
    target_compile_options(fuzz_${name}_corpus PRIVATE -fPIC)
  endif()
  target_precompile_headers(fuzz_${name}_corpus REUSE_FROM distanskoll_std)
  add_dependencies(unit_tests fuzz_${name}_corpus)
  add_test(NAME fuzz_${name}_corpus COMMAND fuzz_${name}_corpus ${dir}/corpus)
  set_tests_properties(fuzz_${name}_corpus PROPERTIES LABELS "unit;fuzz" TIMEOUT 120)
  if(DISTANSKOLL_FUZZ)
    add_executable(fuzz_${name} ${dir}/main.cpp ${arg_SOURCES})
    add_dependencies(fuzz_targets fuzz_${name})
    target_link_libraries(fuzz_${name} PRIVATE distanskoll_flags ${arg_LINK})
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  endif()
endfunction()
