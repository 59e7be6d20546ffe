#pragma once

#include <QLabel>
#include <QToolButton>
#include <QWidget>

namespace viewer {

/// The buttons under the picture: pause, new episode, slower, speed, faster, mean or sampled action, live, camera.
/// It shows a state and asks for changes; it decides nothing.
class TransportBar : public QWidget {
  Q_OBJECT

 public:
  explicit TransportBar(QWidget* parent = nullptr);
  void showPaused(bool paused);
  void showSampled(bool sampled);
  void showLive(bool live);
  void showSpeed(double speed);

 Q_SIGNALS:
  void pauseToggled(bool paused);
  void resetRequested();
  void slowerRequested();
  void fasterRequested();
  void sampledToggled(bool sampled);
  void liveToggled(bool live);
  void cameraResetRequested();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  QToolButton* addButton(const QString& name, const QString& text, const QString& tooltip, bool checkable = false);
  void drawIcons();
  void fitToFont();

  QToolButton *pause_, *reset_, *slower_, *faster_, *sampled_, *live_, *camera_;
  QLabel* speed_;
};

}  // namespace viewer
