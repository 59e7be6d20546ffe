#pragma once

#include <string>

namespace viewer {

/// An OpenGL context without window or surface, current on the thread that made it and to be destroyed there. Tries EGL
/// devices, then Mesa's surfaceless platform, then the default display. Throws base::Error with the reason when none
/// works (or when MBPO_VIEWER_NO_GL is set).
class GlContext {
 public:
  GlContext();
  ~GlContext();
  GlContext(const GlContext&) = delete;
  GlContext& operator=(const GlContext&) = delete;

  const std::string& renderer() const { return renderer_; }  ///< GL_RENDERER
  bool isSoftware() const;
  /// After each picture. Throws base::Error when the context is lost. MBPO_VIEWER_LOSE_GL=n loses it after the n-th
  /// picture, to try what happens then.
  void requireHealth();

 private:
  void* display_ = nullptr;
  void* context_ = nullptr;
  std::string renderer_;
  int pictures_ = 0;
};

}  // namespace viewer
