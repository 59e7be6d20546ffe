#include "ui/window/drop_target.h"

#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QUrl>

#include "mbpo/scenario.h"
#include "ui/window/dropped_file.h"

namespace window {
namespace {

/// The first local file; empty: none.
QString localFile(const QMimeData& data) {
  const QList<QUrl> urls = data.urls();
  for (const QUrl& url : urls) {
    if (url.isLocalFile()) return url.toLocalFile();
  }
  return {};
}

bool isScenario(const QMimeData& data) { return data.hasText() && mbpo::looksLikeScenario(data.text().toStdString()); }

}  // namespace

DropTarget::DropTarget(QWidget& window) : QObject(&window), window_(window), sign_(new QLabel(&window)) {
  window.setAcceptDrops(true);
  window.installEventFilter(this);
  sign_->setObjectName(QStringLiteral("dropSign"));
  sign_->setProperty("dropSign", true);
  sign_->setAttribute(Qt::WA_TransparentForMouseEvents);
  sign_->setAlignment(Qt::AlignCenter);
  sign_->hide();
}

bool DropTarget::eventFilter(QObject* watched, QEvent* event) {
  switch (event->type()) {
    case QEvent::DragEnter: {
      auto* drag = static_cast<QDragEnterEvent*>(event);
      const QString file = localFile(*drag->mimeData());
      if (file.isEmpty() && !isScenario(*drag->mimeData())) return false;
      showSign(file.isEmpty() ? tr("Load this scenario") : dropPromise(lookAtDroppedFile(file)));
      drag->acceptProposedAction();
      return true;
    }
    case QEvent::DragMove: static_cast<QDragMoveEvent*>(event)->acceptProposedAction(); return true;
    case QEvent::DragLeave: sign_->hide(); return true;
    case QEvent::Drop: {
      sign_->hide();
      auto* drop = static_cast<QDropEvent*>(event);
      drop->acceptProposedAction();
      const QString file = localFile(*drop->mimeData());
      if (!file.isEmpty()) {
        Q_EMIT fileDropped(file);
      } else {
        Q_EMIT scenarioDropped(drop->mimeData()->text());
      }
      return true;
    }
    default: return QObject::eventFilter(watched, event);
  }
}

void DropTarget::showSign(const QString& text) {
  sign_->setText(text);
  sign_->setMargin(24);
  sign_->adjustSize();
  sign_->move((window_.width() - sign_->width()) / 2, (window_.height() - sign_->height()) / 2);
  sign_->raise();
  sign_->show();
}

}  // namespace window
