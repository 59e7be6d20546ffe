# What the workbench stands on. Everything comes from Debian packages (see run.sh for their names).
find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Precompiled headers change what ccache may take for granted.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()
find_program(LLD ld.lld)
if(LLD)
  add_link_options(-fuse-ld=lld)
endif()

find_package(Threads REQUIRED)
find_package(ZLIB REQUIRED)
find_package(OpenMP REQUIRED COMPONENTS CXX)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Qt6 REQUIRED COMPONENTS Core Gui Widgets Charts Svg Test)
# Qt tells each test its own folders by definitions, for data that none of ours looks for there; with them no two folders
# could share a precompiled header.
get_target_property(qt_test_definitions Qt6::Test INTERFACE_COMPILE_DEFINITIONS)
list(FILTER qt_test_definitions EXCLUDE REGEX "QT_TESTCASE_(BUILD|SOURCE)DIR")
set_target_properties(Qt6::Test PROPERTIES INTERFACE_COMPILE_DEFINITIONS "${qt_test_definitions}")

# Torch's package file appends its warning-laden flags to every target; keep ours.
set(workbench_flags "${CMAKE_CXX_FLAGS}")
find_package(Torch REQUIRED)
set(CMAKE_CXX_FLAGS "${workbench_flags}")

# oneDNN multiplies matrices with the instruction set that the processor has.
# (Debian's package file would ask for OpenCL, which its library does not use.)
find_path(ONEDNN_INCLUDE_DIR dnnl.hpp REQUIRED)
find_library(ONEDNN_LIBRARY dnnl REQUIRED)
add_library(onednn INTERFACE)
target_include_directories(onednn SYSTEM INTERFACE ${ONEDNN_INCLUDE_DIR})
target_link_libraries(onednn INTERFACE ${ONEDNN_LIBRARY})

# EGL renders the viewer without a window system.
find_path(EGL_INCLUDE_DIR EGL/egl.h REQUIRED)
find_library(EGL_LIBRARY EGL REQUIRED)
add_library(egl INTERFACE)
target_include_directories(egl SYSTEM INTERFACE ${EGL_INCLUDE_DIR})
target_link_libraries(egl INTERFACE ${EGL_LIBRARY})

# Debian's MuJoCo package names a qhull include folder that it does not install.
find_package(mujoco REQUIRED)
get_target_property(mujoco_includes mujoco::mujoco INTERFACE_INCLUDE_DIRECTORIES)
if(mujoco_includes)
  list(FILTER mujoco_includes EXCLUDE REGEX "qhull")
  set_target_properties(mujoco::mujoco PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${mujoco_includes}")
endif()

# LibTorch as a target whose headers never raise our warnings.
add_library(torch_system INTERFACE)
target_include_directories(torch_system SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
target_link_libraries(torch_system INTERFACE ${TORCH_LIBRARIES} OpenMP::OpenMP_CXX)  # LibTorch's own threads

# Of Debian's OpenBLAS flavours the OpenMP one shares LibTorch's threads; the pthread one has its own, which spin and,
# on busy cores, make training several times slower. Prefer it here, whatever the system's default is. An old-style
# RPATH, because it must also reach the libraries that LibTorch itself asks for.
find_library(OPENBLAS_OPENMP libopenblas.so.0 PATHS /usr/lib/${CMAKE_LIBRARY_ARCHITECTURE}/openblas-openmp
  NO_DEFAULT_PATH)
if(OPENBLAS_OPENMP)
  cmake_path(GET OPENBLAS_OPENMP PARENT_PATH openblas_folder)
  list(APPEND CMAKE_BUILD_RPATH ${openblas_folder})
  list(APPEND CMAKE_INSTALL_RPATH ${openblas_folder})
  add_link_options(-Wl,--disable-new-dtags)
endif()
