#pragma once

#include <QObject>

namespace rollouts {
class RolloutsPage;
}
namespace viewer {
class ViewerPane;
}

namespace window {

/// Lets the viewer play what the page Rollouts shows: its bodies while the page is in front, the live policy otherwise;
/// a step chosen on the page moves the bodies, bodies that play move the page's crosshair.
class StageLink : public QObject {
  Q_OBJECT

 public:
  /// A child of the pane: it goes with the pane, before or after the page.
  StageLink(rollouts::RolloutsPage& page, viewer::ViewerPane& pane);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void show();

  rollouts::RolloutsPage& page_;
  viewer::ViewerPane& pane_;
};

}  // namespace window
