# SPDX-License-Identifier: EUPL-1.2
# distanskoll_windows_resource(NAME): version resource and manifest of a program. Its version text says
# what a build must not be taken for: one that nobody has signed, one with libraries of old sources.
enable_language(RC)
option(DISTANSKOLL_SIGNED "Set by packaging/sign, for what it is about to sign" OFF)
set(DISTANSKOLL_VERSION_TEXT ${PROJECT_VERSION})
if(EXISTS ${DISTANSKOLL_WINDOWS_LIBRARIES}/tests-only)
  string(APPEND DISTANSKOLL_VERSION_TEXT " for tests only")
endif()
if(NOT DISTANSKOLL_SIGNED)
  string(APPEND DISTANSKOLL_VERSION_TEXT " unsigned")
endif()
set(DISTANSKOLL_DESCRIPTION_distanskoll-agent "Distanskoll: kontrollerar datorns skydd vid arbete på annan plats")
set(DISTANSKOLL_DESCRIPTION_distanskoll-session "Distanskoll: ser det som bara syns för den inloggade")
set(DISTANSKOLL_DESCRIPTION_distanskoll-audit "Distanskoll: granskarens program")

function(distanskoll_windows_resource name)
  set(DISTANSKOLL_PROGRAM ${name})
  set(DISTANSKOLL_DESCRIPTION ${DISTANSKOLL_DESCRIPTION_${name}})
  if(NOT DISTANSKOLL_DESCRIPTION)
    set(DISTANSKOLL_DESCRIPTION "Distanskoll")
  endif()
  set(file ${CMAKE_CURRENT_BINARY_DIR}/${name}.rc)
  configure_file(${PROJECT_SOURCE_DIR}/packaging/windows/program.rc.in ${file} @ONLY)
  set_property(SOURCE ${file} PROPERTY OBJECT_DEPENDS
    ${PROJECT_SOURCE_DIR}/packaging/windows/program.manifest)
  target_sources(${name} PRIVATE ${file})
endfunction()
