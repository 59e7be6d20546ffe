#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QMap>
#include <QMetaEnum>
#include <QTimer>
#include <QWidget>
#include <algorithm>
#include <cstdio>
#include <vector>

namespace support {

/// An application that knows how long each of its events took, apart from the events within: who blocks a window.
class TimedApplication : public QApplication {
 public:
  using QApplication::QApplication;

  struct Sum {
    int count = 0;
    double total = 0, worst = 0;  ///< milliseconds, of the events' own time
  };

  void setTiming(bool timing) { timing_ = timing; }
  /// Tells on stderr every event from outside that took this long, with what took it; 0: none.
  void tellLongerThan(double milliseconds) { tell_from_ = milliseconds; }
  void clearTimes() { sums_.clear(); }
  const QMap<QString, Sum>& sums() const { return sums_; }

  bool notify(QObject* receiver, QEvent* event) override {
    if (!timing_) return QApplication::notify(receiver, event);
    const QString name = nameOf(*receiver, *event);  // before it may delete itself
    inner_.push_back(0);
    QElapsedTimer clock;
    clock.start();
    const bool done = QApplication::notify(receiver, event);
    const double all = static_cast<double>(clock.nsecsElapsed()) * 1e-6;
    const double own = all - inner_.back();
    inner_.pop_back();
    Sum& sum = sums_[name];
    ++sum.count;
    sum.total += own;
    sum.worst = std::max(sum.worst, own);
    if (tell_from_ > 0 && own > 0.4) long_ones_.push_back({name, own});
    if (!inner_.empty()) {
      inner_.back() += all;
    } else {
      tell(name, all);
    }
    return done;
  }

 private:
  static QString called(const QObject& object) {
    return QString::fromLatin1(object.metaObject()->className()) + u' ' + object.objectName();
  }
  static QString nameOf(const QObject& receiver, const QEvent& event) {
    QString who = called(receiver);
    const QObject* around = &receiver;
    // Timers, viewports and the like say little: their owner says more.
    for (int i = 0; i < 2 && around->parent() != nullptr; ++i) {
      around = around->parent();
      who += QStringLiteral(" < ") + called(*around);
    }
    const char* type = QMetaEnum::fromType<QEvent::Type>().valueToKey(event.type());
    return QString::fromLatin1(type == nullptr ? "event" : type) + u' ' + who;
  }
  void tell(const QString& name, double all) {
    if (tell_from_ > 0 && all >= tell_from_) {
      std::fprintf(stderr, "%6.1f ms  %s\n", all, qPrintable(name));
      std::ranges::sort(long_ones_, std::greater<>(), &std::pair<QString, double>::second);
      for (std::size_t i = 0; i < std::min<std::size_t>(long_ones_.size(), 8); ++i) {
        if (long_ones_[i].second > 1)
          std::fprintf(stderr, "           %6.1f own  %s\n", long_ones_[i].second, qPrintable(long_ones_[i].first));
      }
    }
    long_ones_.clear();
  }

  bool timing_ = false;
  double tell_from_ = 0;
  std::vector<double> inner_;
  std::vector<std::pair<QString, double>> long_ones_;
  QMap<QString, Sum> sums_;
};

}  // namespace support
