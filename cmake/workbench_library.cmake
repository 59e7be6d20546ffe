# One folder is one small static library: add_workbench_library(name [QT] [PRECOMPILED …] SOURCES … LINK …).
add_library(workbench_flags INTERFACE)
target_include_directories(workbench_flags INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/core)
target_compile_options(workbench_flags INTERFACE -Wall -Wextra -Wshadow -Wpedantic
  $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>  # for ccache
  # GCC 12 takes LibTorch's views of braced lists for dangling pointers.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-dangling-pointer>
  $<$<BOOL:${WORKBENCH_WERROR}>:-Werror>)
# Qt's `slots` and `signals` macros collide with LibTorch's member names.
target_compile_definitions(workbench_flags INTERFACE QT_NO_KEYWORDS
  WORKBENCH_RESOURCE_DIR="${PROJECT_SOURCE_DIR}/resources" WORKBENCH_VERSION="${PROJECT_VERSION}")
if(WORKBENCH_SANITIZE)
  target_compile_options(workbench_flags INTERFACE -fsanitize=${WORKBENCH_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(workbench_flags INTERFACE -fsanitize=${WORKBENCH_SANITIZE})
  if(WORKBENCH_SANITIZE MATCHES "address")
    # Half of the time of compiling: the preset `ubsan` has them, and AddressSanitizer stops at a null pointer too.
    target_compile_options(workbench_flags INTERFACE -fno-sanitize=null,alignment,vptr)
  endif()
endif()

if(WORKBENCH_LIBFUZZER)
  # GCC, because Clang 14 cannot read LibTorch's headers with libstdc++ 12; libFuzzer takes both.
  target_compile_options(workbench_flags INTERFACE -fsanitize-coverage=trace-pc,trace-cmp)
endif()

function(add_workbench_library name)
  cmake_parse_arguments(ARG "QT" "PRECOMPILED" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC workbench_flags ${ARG_LINK})
  if(ARG_QT)
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
  endif()
  if(ARG_PRECOMPILED)
    target_precompile_headers(${name} REUSE_FROM ${ARG_PRECOMPILED})
  endif()
endfunction()
