#pragma once

#include <QBasicTimer>
#include <QObject>
#include <QPointer>
#include <QWidget>
#include <deque>
#include <functional>

namespace charts {

/// The widgets whose picture has become old, in the order in which they get a new one. A turn of the event loop makes
/// pictures for a few milliseconds only and then lets events in: however many charts change at once, a click between
/// two of them is answered at once. The chart under the pointer goes first. One that nobody sees drops out, and asks
/// again when it is painted. GUI thread.
class PictureQueue : public QObject {
  Q_OBJECT

 public:
  /// The one of all charts; it lives as long as the application.
  static PictureQueue& shared();

  /// `make` will be called within one of the next turns, unless the widget is gone or cannot be seen by then. A widget
  /// that waits keeps its place, and what it was to be made with.
  void add(QWidget& widget, std::function<void()> make);
  /// Makes at once all that waits, also what making it asks for: for pictures without an event loop.
  void finish();
  std::size_t waiting() const { return queue_.size(); }

 protected:
  void timerEvent(QTimerEvent* event) override;

 private:
  struct Entry {
    QPointer<QWidget> widget;
    std::function<void()> make;
  };
  void makeFirst();

  std::deque<Entry> queue_;
  QBasicTimer turn_;
};

}  // namespace charts
