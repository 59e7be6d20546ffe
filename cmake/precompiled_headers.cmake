# Reading LibTorch's and Qt's headers takes most of the time of compiling a source here, so they are read once for many.
# Each source still includes what it uses: -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON builds the same without.
set(CMAKE_PCH_WARN_INVALID ON)
file(WRITE ${CMAKE_BINARY_DIR}/precompiled/library.cpp "")
file(WRITE ${CMAKE_BINARY_DIR}/precompiled/program.cpp "int main() {}\n")

set(standard_headers <algorithm> <array> <cmath> <filesystem> <functional> <memory> <optional> <span> <string> <vector>)

# A compiler accepts such a file only under the options and definitions that it was made with: hence one per kind. Those
# for widgets are for rooms above core/run, which bring LibTorch's options along.
function(precompile_headers kind source)
  cmake_parse_arguments(ARG "" "" "HEADERS;LINK" ${ARGN})
  if(source STREQUAL "program")
    add_executable(${kind} ${CMAKE_BINARY_DIR}/precompiled/program.cpp)
    set_target_properties(${kind} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/precompiled)
  else()
    add_library(${kind} STATIC ${CMAKE_BINARY_DIR}/precompiled/library.cpp)
  endif()
  target_link_libraries(${kind} PRIVATE workbench_flags ${ARG_LINK})
  target_precompile_headers(${kind} PRIVATE ${standard_headers} ${ARG_HEADERS})
endfunction()

precompile_headers(torch_headers library
  HEADERS <ATen/ATen.h> <nlohmann/json.hpp> LINK torch_system nlohmann_json::nlohmann_json)
precompile_headers(torch_test_headers program
  HEADERS <ATen/ATen.h> <nlohmann/json.hpp> <QtTest> LINK torch_system nlohmann_json::nlohmann_json Qt6::Test)
precompile_headers(widget_headers library HEADERS <QtWidgets> LINK torch_system Qt6::Widgets)
precompile_headers(widget_test_headers program HEADERS <QtTest> <QtWidgets>
  LINK torch_system Qt6::Test Qt6::Widgets)
