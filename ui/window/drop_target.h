#pragma once

#include <QObject>

class QLabel;
class QMimeData;
class QWidget;

namespace window {

/// Lets a window take a local file, a folder or a scenario's text by drag and drop; while something hangs over it, a
/// sign says what a drop would do.
class DropTarget : public QObject {
  Q_OBJECT

 public:
  explicit DropTarget(QWidget& window);

  bool eventFilter(QObject* watched, QEvent* event) override;

 Q_SIGNALS:
  void fileDropped(const QString& path);
  void scenarioDropped(const QString& text);

 private:
  void showSign(const QString& text);

  QWidget& window_;
  QLabel* sign_;
};

}  // namespace window
