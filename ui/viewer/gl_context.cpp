#include "ui/viewer/gl_context.h"

#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <dlfcn.h>

#include <array>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace viewer {
namespace {

constexpr unsigned kGlRenderer = 0x1F01;  // GL_RENDERER; the viewer needs no other word of gl.h

std::string eglReason() {
  char text[32];
  std::snprintf(text, sizeof text, "EGL error 0x%04x", static_cast<unsigned>(eglGetError()));
  return text;
}

/// A LibTorch that carries an LLVM of its own (2.6 in Debian 13) shows its names to the whole process, and Mesa's driver,
/// loaded later, would call those instead of its own LLVM's, and crash. Loaded here with its own names first, it does not.
void keepMesaApart() {
  static const bool is_apart = [] {
    const bool shows_llvm = ::dlsym(RTLD_DEFAULT, "LLVMConsumeError") != nullptr;
    return shows_llvm && ::dlopen("libEGL_mesa.so.0", RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND) != nullptr;
  }();
  static_cast<void>(is_apart);
}

std::vector<EGLDisplay> candidateDisplays() {
  std::vector<EGLDisplay> displays;
  const auto query = reinterpret_cast<PFNEGLQUERYDEVICESEXTPROC>(eglGetProcAddress("eglQueryDevicesEXT"));
  const auto display_of =
      reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
  if (query && display_of) {
    std::array<EGLDeviceEXT, 16> devices{};
    EGLint count = 0;
    if (query(static_cast<EGLint>(devices.size()), devices.data(), &count)) {
      for (EGLint i = 0; i < count; ++i) {
        displays.push_back(display_of(EGL_PLATFORM_DEVICE_EXT, devices[static_cast<std::size_t>(i)], nullptr));
      }
    }
  }
  if (display_of) displays.push_back(display_of(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr));
  displays.push_back(eglGetDisplay(EGL_DEFAULT_DISPLAY));
  return displays;
}

/// A current context on this display, or null with the reason. mjr_makeContext needs the compatibility profile, which
/// is what comes when no version is asked for.
EGLContext makeCurrentContext(EGLDisplay display, std::string& reason) {
  if (display == EGL_NO_DISPLAY || !eglInitialize(display, nullptr, nullptr)) {
    reason = "no display: " + eglReason();
    return EGL_NO_CONTEXT;
  }
  const EGLint attributes[] = {EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_NONE};
  const EGLint any_surface[] = {EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_SURFACE_TYPE, EGL_DONT_CARE, EGL_NONE};
  EGLConfig config = nullptr;
  EGLint count = 0;
  if (!eglBindAPI(EGL_OPENGL_API) || !eglChooseConfig(display, attributes, &config, 1, &count) || count == 0) {
    if (!eglChooseConfig(display, any_surface, &config, 1, &count) || count == 0) {
      reason = "no OpenGL configuration: " + eglReason();
      return EGL_NO_CONTEXT;
    }
  }
  const EGLContext context = eglCreateContext(display, config, EGL_NO_CONTEXT, nullptr);
  if (context == EGL_NO_CONTEXT) {
    reason = "no OpenGL context: " + eglReason();
    return EGL_NO_CONTEXT;
  }
  if (!eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context)) {
    reason = "the context needs a surface: " + eglReason();
    eglDestroyContext(display, context);
    return EGL_NO_CONTEXT;
  }
  return context;
}

}  // namespace

GlContext::GlContext() {
  if (std::getenv("MBPO_VIEWER_NO_GL")) throw base::Error("switched off by MBPO_VIEWER_NO_GL");
  keepMesaApart();
  std::string reason = "no EGL display";
  for (const EGLDisplay display : candidateDisplays()) {
    const EGLContext context = makeCurrentContext(display, reason);
    if (context == EGL_NO_CONTEXT) continue;
    display_ = display;
    context_ = context;
    using GetString = const unsigned char* (*)(unsigned);
    const auto get_string = reinterpret_cast<GetString>(eglGetProcAddress("glGetString"));
    if (const unsigned char* name = get_string ? get_string(kGlRenderer) : nullptr) {
      renderer_ = reinterpret_cast<const char*>(name);
    }
    return;
  }
  throw base::Error("no OpenGL through EGL (" + reason + "); install libegl-mesa0 and libgl1-mesa-dri");
}

GlContext::~GlContext() {
  // The display stays initialised: it is shared by everything in the process that asked for the same one.
  eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
  eglDestroyContext(display_, context_);
  eglReleaseThread();
}

bool GlContext::isSoftware() const {
  for (const std::string_view name : {"llvmpipe", "softpipe", "swrast", "SWR"}) {
    if (renderer_.find(name) != std::string::npos) return true;
  }
  return false;
}

void GlContext::requireHealth() {
  ++pictures_;
  if (eglGetCurrentContext() != context_) throw base::Error("the OpenGL context is no longer current");
  const char* lost_after = std::getenv("MBPO_VIEWER_LOSE_GL");
  if (lost_after && pictures_ > std::atoi(lost_after)) {
    throw base::Error("the OpenGL context was lost (MBPO_VIEWER_LOSE_GL is set)");
  }
}

}  // namespace viewer
