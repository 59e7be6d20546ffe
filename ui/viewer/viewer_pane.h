#pragma once

#include <QImage>
#include <QString>
#include <QWidget>
#include <memory>

#include "agent/frozen_policy.h"
#include "ui/viewer/stage.h"
#include "ui/viewer/view_option.h"
#include "ui/viewer/viewer_frame.h"

namespace viewer {

/// A MuJoCo body that plays the newest policy in real time, or a stage of recorded and imagined bodies, with camera,
/// transport, recording and MuJoCo's own ways with pointer (viewport.h) and keys: Space pauses, ← and → go a step, −
/// and = change the speed (1/32 … 8×), Backspace begins anew, [ ] turn through the model's cameras, Esc frees the
/// camera, letters and digits show and hide things (view_option.h), L loops, B puts bodies side by side, Ctrl+P saves
/// the picture.
///
/// All physics, rendering and recording happen on a worker thread of low priority that owns its own environment, model
/// and surfaceless GL context; the GUI thread only paints finished pictures. Nothing is stepped or rendered while the
/// pane is hidden, except for a recording. Without a policy the body moves by smooth random actions, labelled as such.
/// What goes wrong (unknown task, bad model, no GL) is said in the pane; a fault in the middle is met by one new
/// beginning. GUI thread.
class ViewerPane : public QWidget {
  Q_OBJECT

 public:
  explicit ViewerPane(QWidget* parent = nullptr);
  ~ViewerPane() override;

  /// A bundled task's name or a task file. Forgets the policy. Loads on the worker; errors appear in the pane.
  void setEnvironment(const QString& name_or_path);
  QString environment() const;

  /// The policy to play from now on and the real step it is from; null: random. A policy whose sizes do not fit the
  /// environment is not played, and the pane says so.
  void setPolicy(std::shared_ptr<const agent::FrozenPolicy> policy, qint64 step);

  /// Shows recorded and imagined bodies instead of the live policy, from their first step, paused or playing as before;
  /// null: back to the live policy. The stage's own environment is loaded on the worker when it is another one.
  void showStage(std::shared_ptr<const Stage> stage);
  std::shared_ptr<const Stage> stage() const;
  /// Of the stage: the step that is shown, or was last asked for; fractional between two states.
  double step() const;
  bool loops() const;
  bool isSideBySide() const;

  bool isPaused() const;
  bool playsSampledActions() const;
  /// Whether new policies are taken over as they come.
  bool isLive() const;
  double speed() const;  ///< asked for: simulated seconds per second

  /// The newest picture without HUD; null before the first.
  QImage currentFrame() const;
  /// Number of pictures received so far.
  qint64 framesShown() const;
  ViewOptions options() const;
  bool isRecording() const;  ///< as of the newest picture
  /// The last thing that was said under the picture; empty before.
  Notice notice() const;
  /// What is wrong, or empty.
  QString problem() const;

  QSize sizeHint() const override { return {420, 380}; }
  QSize minimumSizeHint() const override { return {240, 200}; }

 public Q_SLOTS:
  /// Somebody trains on this machine, here or in another process: pictures without a GPU then keep below
  /// FrameGovernor::kTrainingCeiling of a core, at less than full resolution where it must be, and say so.
  void setTraining(bool training);
  void setPaused(bool paused);
  void setSampledActions(bool sampled);
  void setLive(bool live);
  void slower();
  void faster();
  void setSpeed(double speed);                 ///< the nearest step of the ladder 1/32, 1/16, … 8
  void setFrameRate(int pictures_per_second);  ///< at most; 5 … 60, at first 30
  void resetEpisode();                         ///< with a stage: back to its first step
  void setStep(double step);                   ///< of the stage, clamped to it
  void setLoop(bool loops);                    ///< begin anew after the last step, instead of pausing there
  void setSideBySide(bool side_by_side);       ///< each track in a picture of its own, by the same camera
  void resetCamera();
  void setOption(viewer::ViewOption option, bool shown);
  /// Of the present picture, with its text if that is shown. A PNG, whole or not at all; the pane says how it went.
  void savePicture(const QString& path);
  /// A video (.mp4, .webm) or a folder of PNGs (any other name): a stage's from its first to its last step, the live
  /// policy's from now until endRecording. `pictures_per_second` of its own time; the speed is the pane's.
  void beginRecording(const QString& path, int pictures_per_second = 30);
  void endRecording(bool keep = true);

 Q_SIGNALS:
  /// One line for a status bar: "hopper · policy of step 4 000 · return 213", or the problem.
  void statusChanged(const QString& text);
  void frameShown();
  void stepChanged(double step);  ///< while a stage plays, once a picture; not for setStep
  void noticed(const viewer::Notice& notice);
  void pausedChanged(bool paused);  ///< by whatever: a key, a button, setPaused, the stage's end

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  struct Parts;
  void connectViewport();
  void connectBar();
  void connectMenu();
  void takeFrame();
  void takeStage(const ViewerFrame& frame);
  void tellView();
  void tellStage();
  void stepBy(int steps);
  bool handleKey(int key, Qt::KeyboardModifiers modifiers, bool only_asks);
  void askForPicture();
  void askForFilm();
  std::unique_ptr<Parts> parts_;
};

}  // namespace viewer
