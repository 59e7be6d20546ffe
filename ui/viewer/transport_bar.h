#pragma once

#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QWidget>

namespace viewer {

/// The buttons under the picture: pause, new episode, a step back or forward, slower, speed, faster, mean or sampled
/// action and live (or, with a stage, loop and side by side), camera, menu. In a narrow pane those are left out that
/// the menu or the keys have too. It shows a state and asks for changes; it decides nothing.
class TransportBar : public QWidget {
  Q_OBJECT

 public:
  explicit TransportBar(QWidget* parent = nullptr);
  void showPaused(bool paused);
  void showSampled(bool sampled);
  void showLive(bool live);
  void showSpeed(double speed);
  void showStage(bool has_stage, bool loops, bool side_by_side);
  void setMenu(QMenu* menu) { menu_->setMenu(menu); }

 Q_SIGNALS:
  void pauseToggled(bool paused);
  void resetRequested();
  void slowerRequested();
  void fasterRequested();
  void sampledToggled(bool sampled);
  void liveToggled(bool live);
  void cameraResetRequested();
  void stepRequested(int by);
  void loopToggled(bool loops);
  void sideBySideToggled(bool side_by_side);

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QToolButton* addButton(const QString& name, const QString& text, const QString& tooltip, bool checkable = false);
  void drawIcons();
  void fitToFont();
  void fitToWidth();

  QToolButton *pause_, *reset_, *back_, *forward_, *slower_, *faster_;
  QToolButton *sampled_, *live_, *loop_, *side_by_side_, *camera_, *menu_;
  QLabel* speed_;
  bool has_stage_ = false;
};

}  // namespace viewer
