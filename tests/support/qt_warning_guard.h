#pragma once

#include <QMutex>
#include <QStringList>
#include <QtGlobal>

#include <utility>

namespace support {

/// Collects what Qt complains about while it lives: in a test a Qt warning is a failure. Known complaints of the
/// platform that tests run on are let through. One at a time; any thread may warn.
class QtWarningGuard {
 public:
  QtWarningGuard() {
    warnings().clear();
    previous() = qInstallMessageHandler(&QtWarningGuard::handle);
  }
  ~QtWarningGuard() { qInstallMessageHandler(previous()); }
  QtWarningGuard(const QtWarningGuard&) = delete;
  QtWarningGuard& operator=(const QtWarningGuard&) = delete;

  /// What was said since the last call; empty is as it should be.
  QString take() {
    const QMutexLocker lock(&mutex());
    return std::exchange(warnings(), {}).join(u'\n');
  }

 private:
  static bool ofThePlatform(const QString& message) {
    return message.contains(QLatin1String("propagateSizeHints")) || message.contains(QLatin1String("XDG_RUNTIME_DIR")) ||
           message.contains(QLatin1String("This plugin does not support"));
  }

  static void handle(QtMsgType type, const QMessageLogContext& context, const QString& message) {
    if (ofThePlatform(message)) return;
    if (type == QtWarningMsg || type == QtCriticalMsg) {
      const QMutexLocker lock(&mutex());
      warnings() << message;
    }
    if (previous() != nullptr) previous()(type, context, message);
  }

  static QStringList& warnings() {
    static QStringList list;
    return list;
  }
  static QMutex& mutex() {
    static QMutex guard;
    return guard;
  }
  static QtMessageHandler& previous() {
    static QtMessageHandler handler = nullptr;
    return handler;
  }
};

}  // namespace support
