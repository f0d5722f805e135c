# How a room, a program, a test and an embedded data file are declared. The layer rule lives here.

# A room of libs/. LAYER is its floor; USES names rooms on lower floors only (checked), LINKS outside libraries.
# DATA files are compiled in (see kaomado_embed).
function(kaomado_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "LAYER" "SOURCES;USES;LINKS;DATA")
  if(arg_UNPARSED_ARGUMENTS OR NOT DEFINED arg_LAYER)
    message(FATAL_ERROR "kaomado_library(${name}): LAYER is missing or an argument is unknown: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  add_library(kaomado_${name} STATIC ${arg_SOURCES})
  set_target_properties(kaomado_${name} PROPERTIES KAOMADO_LAYER ${arg_LAYER})
  target_include_directories(kaomado_${name} PUBLIC include PRIVATE src)
  kaomado_guides_fuzzers(kaomado_${name})
  target_link_libraries(kaomado_${name} PRIVATE $<BUILD_INTERFACE:kaomado_warnings> ${arg_LINKS})
  foreach(used IN LISTS arg_USES)
    if(NOT TARGET kaomado_${used})
      message(FATAL_ERROR "${name} uses ${used}, which is not a room declared before it")
    endif()
    get_target_property(below kaomado_${used} KAOMADO_LAYER)
    if(NOT below LESS arg_LAYER)
      message(FATAL_ERROR "${name} (layer ${arg_LAYER}) may not use ${used} (layer ${below})")
    endif()
    target_link_libraries(kaomado_${name} PUBLIC kaomado_${used})
  endforeach()
  foreach(file IN LISTS arg_DATA)
    kaomado_embed(kaomado_${name} ${file})
  endforeach()
endfunction()

# Code whose branches libFuzzer is to see. The tests' own code is left out: it would only take longer to compile.
function(kaomado_guides_fuzzers target)
  if(KAOMADO_FUZZ AND KAOMADO_SANITIZE)
    target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fsanitize=fuzzer-no-link>)
  endif()
endfunction()

# Compiles a data file into a target: `#include "embedded/<stem>.hpp"` gives
# kaomado::embedded::<stem>(), a std::string_view of the file. '.', '-' become '_' in <stem>. Two targets may embed files
# of the same name: each sees its own.
function(kaomado_embed target file)
  get_filename_component(path ${file} ABSOLUTE)
  get_filename_component(base ${file} NAME)
  string(MAKE_C_IDENTIFIER ${base} stem)
  set(dir ${CMAKE_CURRENT_BINARY_DIR}/embedded_${target})
  set(symbol kaomado_embedded_${target}_${stem})
  set(section ".rodata,\\\"a\\\"")
  if(WIN32)
    set(section ".rdata,\\\"dr\\\"")
  endif()
  file(CONFIGURE OUTPUT ${dir}/embedded/${stem}.hpp @ONLY CONTENT [=[
#pragma once
#include <string_view>
extern "C" const char @symbol@_begin[];
extern "C" const char @symbol@_end[];
namespace kaomado::embedded {
[[maybe_unused]] static std::string_view @stem@() { return {@symbol@_begin, static_cast<std::size_t>(@symbol@_end - @symbol@_begin)}; }
} // namespace kaomado::embedded
]=])
  file(CONFIGURE OUTPUT ${dir}/${stem}.c @ONLY CONTENT [=[
__asm__(".section @section@\n"
        ".global @symbol@_begin\n.global @symbol@_end\n"
        "@symbol@_begin:\n.incbin \"@path@\"\n@symbol@_end:\n.byte 0\n.text\n");
]=])
  set_source_files_properties(${dir}/${stem}.c PROPERTIES OBJECT_DEPENDS ${path})
  target_sources(${target} PRIVATE ${dir}/${stem}.c)
  target_include_directories(${target} PRIVATE ${dir})
endfunction()

# Compiles every file of a folder into a target, as the table server::builtInFiles(); an absent folder gives an empty one.
# What is in the folder is looked at when CMake runs: build the page first, then configure.
function(kaomado_embed_folder target folder)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded_${target})
  file(GLOB_RECURSE files RELATIVE ${folder} CONFIGURE_DEPENDS ${folder}/*)
  set(assembly "")
  set(declared "")
  set(rows "")
  set(number 0)
  foreach(file IN LISTS files)
    set(symbol kaomado_web_${number})
    # One statement a file: a string literal may be 4095 characters long.
    string(APPEND assembly "__asm__(\".section .rodata,\\\"a\\\"\\n.global ${symbol}_begin\\n.global ${symbol}_end\\n\"\n"
      "        \"${symbol}_begin:\\n.incbin \\\"${folder}/${file}\\\"\\n${symbol}_end:\\n.byte 0\\n.text\\n\");\n")
    string(APPEND declared "extern \"C\" const char ${symbol}_begin[];\nextern \"C\" const char ${symbol}_end[];\n")
    string(APPEND rows "        {\"/${file}\", {${symbol}_begin, static_cast<std::size_t>(${symbol}_end - ${symbol}_begin)}},\n")
    list(APPEND paths ${folder}/${file})
    math(EXPR number "${number} + 1")
  endforeach()
  # The declaration is for an empty folder: a file of C has at least one.
  file(CONFIGURE OUTPUT ${out}/web_files.c @ONLY CONTENT "@assembly@extern int kaomado_web;\n")
  file(CONFIGURE OUTPUT ${out}/web_files.cpp @ONLY CONTENT [=[
#include "static_files.hpp"
@declared@
namespace kaomado::server {
const std::vector<StaticFile>& builtInFiles() {
    static const std::vector<StaticFile> kFiles{
@rows@    };
    return kFiles;
}
} // namespace kaomado::server
]=])
  set_source_files_properties(${out}/web_files.c PROPERTIES OBJECT_DEPENDS "${paths}")
  target_sources(${target} PRIVATE ${out}/web_files.c ${out}/web_files.cpp)
endfunction()

# A program of apps/; may use any room.
function(kaomado_program name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;USES;LINKS")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE kaomado_warnings ${arg_LINKS})
  foreach(used IN LISTS arg_USES)
    target_link_libraries(${name} PRIVATE kaomado_${used})
  endforeach()
endfunction()

# A test program tests/unit/<room> and the like; each TEST becomes a ctest entry named by its sentence.
# LABELS: unit, scenario, witness or fault. RESOURCE_LOCK keeps tests apart that share a thing.
# THREADS: several threads are at work in it, so that the thread sanitizer's lane runs it.
# WHOLE: one ctest entry for the program, whose tests share something that is slow to start.
# DATABASES: the program is about SQLite; one more entry for each engine named here runs all of it with
# KAOMADO_TEST_DATABASE set (tests/support/database/), tests named *Sqlite* apart and those of SQLITE_ENOUGH, which open
# hundreds of databases for the sake of something else.
function(kaomado_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "THREADS;WHOLE" "TIMEOUT" "SOURCES;USES;LINKS;LABELS;PROPERTIES;DATABASES;SQLITE_ENOUGH")
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  math(EXPR arg_TIMEOUT "${arg_TIMEOUT} * ${KAOMADO_PATIENCE}")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE kaomado_warnings kaomado_test_support GTest::gmock_main ${arg_LINKS})
  foreach(used IN LISTS arg_USES)
    target_link_libraries(${name} PRIVATE kaomado_${used})
  endforeach()
  if(arg_THREADS)
    set_property(GLOBAL APPEND PROPERTY KAOMADO_THREADED ${name})
  endif()
  set(properties TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}" ${arg_PROPERTIES})
  if(arg_WHOLE)
    add_test(NAME "${name}: all" COMMAND ${name} --gtest_brief=1)
    set_tests_properties("${name}: all" PROPERTIES ${properties})
  else()
    gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 120 TEST_PREFIX "${name}: "
      PROPERTIES ${properties})
  endif()
  list(JOIN arg_SQLITE_ENOUGH ":" apart)
  foreach(engine IN LISTS arg_DATABASES)
    add_test(NAME "${name}: on ${engine}" COMMAND ${name} --gtest_brief=1 --gtest_filter=-*Sqlite*:${apart})
    set_tests_properties("${name}: on ${engine}" PROPERTIES ${properties} TIMEOUT 600
      ENVIRONMENT KAOMADO_TEST_DATABASE=${engine})
  endforeach()
endfunction()
