#include "ui/viewer/stage_view.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.h"
#include "ui/viewer/side_panels.h"

namespace viewer {
namespace {

constexpr double kGhostOpacity = 0.52;  // of up to three ghosts; more of them are fainter
constexpr double kEndedShare = 0.45;    // of a ghost's opacity after its last state
constexpr double kGap = 2;              // between pictures, device pixels
const QColor kGapInk(16, 20, 26);
constexpr double kTraceWidth = 1.8, kTraceToCome = 0.45;
const QColor kOwnColours(245, 247, 250);  // the trace of a body in the model's own colours

QString tr(const char* text) { return QCoreApplication::translate("viewer::StageView", text); }

double distance(const Point& a, const Point& b) { return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]); }

}  // namespace

StageView::StageView(SceneRenderer& renderer, std::shared_ptr<const Stage> stage)
    : renderer_(renderer), stage_(std::move(stage)) {
  const mjModel& model = renderer.model();
  int ghosts = 0;
  for (const Track& track : stage_->tracks) {
    for (const env::BodyState& state : track.states) {
      if (state.qpos.size() == static_cast<std::size_t>(model.nq)) continue;
      throw base::Error("“" + track.name.toStdString() + "” cannot be shown: its states have " +
                        std::to_string(state.qpos.size()) + " joint positions, " + stage_->environment.toStdString() +
                        " has " + std::to_string(model.nq));
    }
    TrackStatus status{track.name, track.colour, track.solid, LinePattern::whole, {}, 0};
    if (!track.solid) status.pattern = track.pattern.value_or(linePattern(ghosts));
    ghosts += track.solid ? 0 : 1;
    status_.push_back(status);
  }
  calcPaths();
}

void StageView::calcPaths() {
  paths_.clear();
  for (const Track& track : stage_->tracks) paths_.push_back(renderer_.calcPath(track.states));
}

Appearance StageView::appearanceOf(std::size_t i) const {
  const Track& track = stage_->tracks[i];
  Appearance look;
  look.colour = track.colour;
  look.solid = track.solid;
  look.edge = status_[i].pattern;
  if (track.states.empty()) return look;
  const auto last = static_cast<double>(track.states.size() - 1);
  const double at = std::min(step_, last);
  const auto from = static_cast<std::size_t>(at);
  look.from = &track.states[from];
  look.to = &track.states[std::min(from + 1, track.states.size() - 1)];
  look.fraction = at - static_cast<double>(from);
  const auto ghosts = static_cast<double>(std::ranges::count(stage_->tracks, false, &Track::solid));
  look.opacity = kGhostOpacity * std::sqrt(3 / std::max(3.0, ghosts)) * (step_ > last ? kEndedShare : 1);
  return look;
}

void StageView::pose(double step) {
  step_ = step;
  std::vector<Appearance> looks;
  for (std::size_t i = 0; i < stage_->tracks.size(); ++i) looks.push_back(appearanceOf(i));
  renderer_.pose(looks);
  updateStatus();
}

void StageView::updateStatus() {
  const auto solid = std::ranges::find_if(stage_->tracks, [](const Track& track) { return track.solid; });
  const auto truth = static_cast<std::size_t>(solid - stage_->tracks.begin());
  const bool has_truth = truth < stage_->tracks.size() && renderer_.isShown(truth);
  for (std::size_t i = 0; i < stage_->tracks.size(); ++i) {
    const std::size_t states = stage_->tracks[i].states.size();
    status_[i].note.clear();
    status_[i].apart = status_[i].value = std::numeric_limits<double>::quiet_NaN();
    if (!renderer_.isShown(i)) {
      status_[i].note = states == 0 ? tr("no states") : tr("not finite from step %1").arg(paths_[i].size());
      continue;
    }
    if (step_ > double(states - 1)) status_[i].note = tr("ended at step %1").arg(states - 1);
    const std::vector<double>& value = stage_->tracks[i].value;
    if (const auto at = static_cast<std::size_t>(step_); at < value.size()) status_[i].value = value[at];
    if (has_truth && i != truth) {
      status_[i].apart = distance(renderer_.followedBodyOf(i), renderer_.followedBodyOf(truth));
    }
  }
}

QImage StageView::render(const Camera& camera, QSize size, double device_pixel_ratio, bool side_by_side, bool traces) {
  const std::size_t count = stage_->tracks.size();
  if (!side_by_side || count < 2) {
    QImage image = renderer_.render(camera, size, device_pixel_ratio);
    if (traces) paintTraces(image, 0, count);
    return image;
  }
  QImage whole(size.boundedTo(SceneRenderer::kLargest), QImage::Format_RGB888);
  whole.fill(kGapInk);
  QPainter painter(&whole);
  const std::vector<QRectF> panels = sidePanels(QRectF(whole.rect()), static_cast<int>(count));
  for (std::size_t i = 0; i < count; ++i) {
    Appearance look = appearanceOf(i);
    look.solid = true;
    renderer_.pose({&look, 1});
    const QRect inside = panels[i].adjusted(kGap / 2, kGap / 2, -kGap / 2, -kGap / 2).toRect();
    QImage panel = renderer_.render(camera, inside.size(), device_pixel_ratio);
    if (traces) paintTraces(panel, i, i + 1);
    panel.setDevicePixelRatio(1);
    painter.drawImage(inside.topLeft(), panel);
  }
  painter.end();
  whole.setDevicePixelRatio(device_pixel_ratio);
  pose(step_);
  return whole;
}

QPointF StageView::aim(const Camera& camera, QSize size, bool side_by_side, QPointF place) {
  if (!side_by_side || stage_->tracks.size() < 2) {
    renderer_.aim(camera, size);
    return place;
  }
  const std::vector<QRectF> panels = sidePanels(QRectF({0, 0}, size), static_cast<int>(stage_->tracks.size()));
  const QPointF pixel(place.x() * size.width(), place.y() * size.height());
  for (std::size_t i = 0; i < panels.size(); ++i) {
    if (!panels[i].contains(pixel)) continue;
    Appearance look = appearanceOf(i);
    look.solid = true;
    renderer_.pose({&look, 1});
    renderer_.aim(camera, panels[i].size().toSize());
    return {(pixel.x() - panels[i].x()) / panels[i].width(), (pixel.y() - panels[i].y()) / panels[i].height()};
  }
  return {-1, -1};
}

/// Where the followed body is now, in the picture.
std::optional<QPointF> StageView::placeOnPath(const std::vector<Point>& path) const {
  if (path.empty()) return std::nullopt;
  const double at = std::min(step_, double(path.size() - 1));
  const auto from = static_cast<std::size_t>(at);
  const Point& a = path[from];
  const Point& b = path[std::min(from + 1, path.size() - 1)];
  Point point;
  for (std::size_t i = 0; i < 3; ++i) point[i] = a[i] + (at - double(from)) * (b[i] - a[i]);
  return renderer_.projection().place(point);
}

void StageView::paintTraces(QImage& image, std::size_t first, std::size_t last) const {
  const double ratio = image.devicePixelRatio();
  image.setDevicePixelRatio(1);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  for (std::size_t track = first; track < last; ++track) {
    const std::vector<Point>& path = paths_[track];
    QPainterPath so_far, to_come;
    bool draws = false;
    for (std::size_t i = 0; i < path.size(); ++i) {
      const auto place = renderer_.projection().place(path[i]);
      if (!place) {
        draws = false;
        continue;
      }
      QPainterPath& line = double(i) <= step_ ? so_far : to_come;
      if (draws && line.elementCount() == 0) line.moveTo(*renderer_.projection().place(path[i - 1]));
      if (draws) {
        line.lineTo(*place);
      } else {
        line.moveTo(*place);
      }
      draws = true;
    }
    const QColor own = stage_->tracks[track].colour;
    QPen pen(own.isValid() ? own : kOwnColours, kTraceWidth * ratio, penStyle(status_[track].pattern), Qt::FlatCap,
             Qt::RoundJoin);
    painter.strokePath(so_far, pen);
    const bool is_alive = renderer_.isShown(track) || last - first == 1;
    if (const auto place = placeOnPath(path); place && is_alive) {
      painter.setPen(QPen(kGapInk, kTraceWidth * ratio / 2));
      painter.setBrush(pen.color());
      painter.drawEllipse(*place, 2 * kTraceWidth * ratio, 2 * kTraceWidth * ratio);
      painter.setBrush(Qt::NoBrush);
    }
    QColor faint = pen.color();
    faint.setAlphaF(kTraceToCome);
    pen.setColor(faint);
    painter.strokePath(to_come, pen);
  }
  painter.end();
  image.setDevicePixelRatio(ratio);
}

}  // namespace viewer
