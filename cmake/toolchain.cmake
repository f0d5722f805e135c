# Language level, warnings, sanitizers, and the helpers that make a build on two cores bearable.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

find_program(KAOMADO_CCACHE ccache)
if(KAOMADO_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
      ${KAOMADO_CCACHE})
endif()

# The first linker there is: mold, then lld, then whatever the compiler brings.
if(NOT CMAKE_SYSTEM_NAME STREQUAL "Windows")
  find_program(KAOMADO_MOLD mold)
  find_program(KAOMADO_LLD ld.lld)
  if(KAOMADO_MOLD)
    add_link_options(-fuse-ld=mold)
  elseif(KAOMADO_LLD)
    add_link_options(-fuse-ld=lld)
  endif()
endif()

# The cross compiler must not see /usr/include, only the header-only libraries in it.
if(CMAKE_SYSTEM_NAME STREQUAL "Windows")
  foreach(library nlohmann CLI)
    file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/headers)
    file(CREATE_LINK /usr/include/${library} ${CMAKE_BINARY_DIR}/headers/${library} SYMBOLIC)
  endforeach()
  include_directories(SYSTEM ${CMAKE_BINARY_DIR}/headers)
endif()

# Private to our own targets: a user of a header is not punished for our taste.
add_library(kaomado_warnings INTERFACE)
target_compile_options(kaomado_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wcast-align -Wimplicit-fallthrough -Werror
  $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual>)
# g++ 12 at -O2 sees overlapping copies in every `"text" + string` (its bug 105651, mended in 13).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(kaomado_warnings INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>)
endif()

# A build tree whose compiler changed forgets the variables of its preset: it would test without the sanitizer.
get_filename_component(KAOMADO_TREE ${CMAKE_BINARY_DIR} NAME)
if(KAOMADO_TREE MATCHES "^(asan|tsan)$" AND NOT KAOMADO_SANITIZE)
  message(FATAL_ERROR "${CMAKE_BINARY_DIR} has no sanitizer. Remedy: remove the folder and configure it again")
endif()

# How many times as long a test may take as it is told: a sanitizer slows everything, and limits only bound a failure.
set(KAOMADO_PATIENCE 1)
if(KAOMADO_SANITIZE)
  set(KAOMADO_PATIENCE 5)
  add_compile_options(-fsanitize=${KAOMADO_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${KAOMADO_SANITIZE})
endif()
# The thread sanitizer does not follow fences, and g++ refuses them under it. Asio sets them around its handlers beside the
# mutexes that order these; without the fences nothing is hidden: a race that only they prevented would be reported.
if(KAOMADO_SANITIZE STREQUAL "thread")
  add_compile_definitions(ASIO_DISABLE_FENCED_BLOCK BOOST_ASIO_DISABLE_FENCED_BLOCK) # the server's Asio, the portal's
endif()
if(KAOMADO_FUZZ AND KAOMADO_SANITIZE)
  add_link_options(-fsanitize=fuzzer-no-link) # what the rooms are compiled with, see kaomado_guides_fuzzers()
endif()
