# How Daicho's folders become libraries, tests and embedded texts.

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
      CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_link_options(-fuse-ld=mold)
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  add_link_options(-fuse-ld=lld)
endif()

add_compile_options(-Wall -Wextra -Werror -Wshadow -Wnon-virtual-dtor -Wimplicit-fallthrough -Wswitch-enum)
# A designated initialiser names what differs from the default, and leaves out the rest on purpose.
add_compile_options(-Wno-missing-field-initializers)
add_compile_options(-fno-omit-frame-pointer -fstack-protector-strong)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 warns wrongly about moved-from variants and inlined string code at -O2.
  add_compile_options(-Wno-maybe-uninitialized -Wno-restrict -Wno-stringop-overflow -Wno-array-bounds
                      -Wno-dangling-pointer -Wno-free-nonheap-object)
endif()
if(DAICHO_SANITIZER)
  add_compile_options(-fsanitize=${DAICHO_SANITIZER} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${DAICHO_SANITIZER})
  add_compile_definitions(DAICHO_SANITIZED=1)
else()
  add_compile_definitions($<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=2>)
endif()

# The builds with sanitizers read the headers of the standard library and of the test framework once. The release
# build does not: there each file must name what it uses.
if(DAICHO_SANITIZER)
  add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
  set(STANDARD_HEADERS <algorithm> <array> <atomic> <chrono> <cstdint> <functional> <map> <memory> <mutex> <optional>
      <set> <span> <sstream> <string> <string_view> <unordered_map> <utility> <variant> <vector>)
  file(WRITE ${CMAKE_BINARY_DIR}/nothing.cc "")
  add_library(read_once OBJECT ${CMAKE_BINARY_DIR}/nothing.cc)
  target_precompile_headers(read_once PRIVATE ${STANDARD_HEADERS})
  if(DAICHO_TESTS)
    find_package(GTest REQUIRED)
    add_library(read_once_for_tests OBJECT ${CMAKE_BINARY_DIR}/nothing.cc)
    target_compile_options(read_once_for_tests PRIVATE -O0 -U_FORTIFY_SOURCE)
    target_link_libraries(read_once_for_tests PRIVATE GTest::gtest GTest::gmock)
    target_precompile_headers(read_once_for_tests PRIVATE <gtest/gtest.h> ${STANDARD_HEADERS})
  endif()
endif()

# daicho_library(NAME SOURCES … USES …): one folder, one static library `daicho_NAME`.
function(daicho_library name)
  cmake_parse_arguments(A "" "" "SOURCES;USES" ${ARGN})
  add_library(daicho_${name} STATIC ${A_SOURCES})
  target_include_directories(daicho_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(daicho_${name} PUBLIC ${A_USES})
  if(TARGET read_once)
    target_precompile_headers(daicho_${name} REUSE_FROM read_once)
  endif()
endfunction()

# The test programs that use several threads: what ThreadSanitizer looks at.
add_custom_target(thread_tests)

# daicho_test(NAME SOURCES … USES … [LABELS …] [TIMEOUT SECONDS] [SERIAL]): one test program `NAME`, one CTest entry.
function(daicho_test name)
  if(NOT DAICHO_TESTS)
    return()
  endif()
  cmake_parse_arguments(A "SERIAL" "TIMEOUT" "SOURCES;USES;LABELS" ${ARGN})
  add_executable(${name} ${A_SOURCES})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/src ${CMAKE_SOURCE_DIR})
  target_compile_definitions(${name} PRIVATE DAICHO_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE ${A_USES} GTest::gtest GTest::gmock GTest::gtest_main)
  # What is tested is optimised as it is shipped; the tests themselves had better compile soon.
  target_compile_options(${name} PRIVATE -O0 -U_FORTIFY_SOURCE)
  if(TARGET read_once_for_tests)
    target_precompile_headers(${name} REUSE_FROM read_once_for_tests)
  endif()
  if(NOT A_TIMEOUT)
    set(A_TIMEOUT 300)
  endif()
  # One CTest entry a program: a program of a thousand cases starts once.
  add_test(NAME ${name} COMMAND ${name} --gtest_brief=1)
  set_tests_properties(${name} PROPERTIES TIMEOUT ${A_TIMEOUT} LABELS "${A_LABELS}")
  if("threads" IN_LIST A_LABELS)
    add_dependencies(thread_tests ${name})
  endif()
  if(A_SERIAL)
    set_tests_properties(${name} PROPERTIES RUN_SERIAL TRUE)
  endif()
endfunction()

# daicho_embed(TARGET HEADER NAMESPACE FILE…): makes HEADER (under the build folder) with one
# `inline constexpr std::string_view` per file, named after the file (dots and dashes become underscores).
function(daicho_embed target header namespace)
  set(out ${CMAKE_BINARY_DIR}/embedded/${header})
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DNAMESPACE=${namespace} "-DFILES=${ARGN}"
            -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${ARGN} ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${out})
  target_include_directories(${target} PRIVATE ${CMAKE_BINARY_DIR}/embedded)
endfunction()
