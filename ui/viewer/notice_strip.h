#pragma once

#include <QFrame>
#include <QLabel>
#include <QProgressBar>
#include <QTimer>
#include <QToolButton>

#include "ui/viewer/viewer_frame.h"

namespace viewer {

/// One line under the picture: what has happened, until it is closed (good news goes by itself); or how far a recording
/// is, with the buttons that end it. Hidden when there is nothing to say.
class NoticeStrip : public QFrame {
  Q_OBJECT

 public:
  explicit NoticeStrip(QWidget* parent = nullptr);
  void showNotice(const Notice& notice);
  void showFilm(const FilmStatus& film);

 Q_SIGNALS:
  void filmEnded(bool keep);

 private:
  QToolButton* addButton(const QString& name, const QString& text, const QString& tooltip);
  void close();
  void showParts();

  QLabel* text_;
  QProgressBar* progress_;
  QToolButton *stop_, *cancel_, *close_;
  QTimer goes_;  // of good news
  Notice notice_;
  bool films_ = false;
};

}  // namespace viewer
