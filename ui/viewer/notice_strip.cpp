#include "ui/viewer/notice_strip.h"

#include <QFileInfo>
#include <QHBoxLayout>

namespace viewer {
namespace {

constexpr int kGoodNewsStay = 8000;  // ms

/// The word in front, so that colour is not all that tells a fault from good news.
QString styled(const Notice& notice) {
  const QString text = notice.text.toHtmlEscaped();
  switch (notice.kind) {
    case Notice::Kind::error: return QStringLiteral("<b>%1</b> %2").arg(NoticeStrip::tr("Error:"), text);
    case Notice::Kind::warning: return QStringLiteral("<b>%1</b> %2").arg(NoticeStrip::tr("Note:"), text);
    default: return text;
  }
}

}  // namespace

NoticeStrip::NoticeStrip(QWidget* parent) : QFrame(parent) {
  setObjectName(QStringLiteral("viewer_notice"));
  setAccessibleName(tr("Message of the viewer"));
  setFrameShape(QFrame::StyledPanel);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(8, 2, 2, 2);
  text_ = new QLabel(this);
  text_->setObjectName(QStringLiteral("viewer_notice_text"));
  text_->setWordWrap(true);
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  text_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);  // a long path does not widen the pane
  row->addWidget(text_, 1);
  progress_ = new QProgressBar(this);
  progress_->setObjectName(QStringLiteral("viewer_film_progress"));
  progress_->setAccessibleName(tr("Progress of the recording"));
  progress_->setToolTip(tr("Pictures recorded"));
  progress_->setMaximumWidth(12 * fontMetrics().averageCharWidth());
  row->addWidget(progress_);
  stop_ = addButton(QStringLiteral("viewer_film_stop"), tr("Stop"), tr("End the recording and keep it"));
  cancel_ = addButton(QStringLiteral("viewer_film_cancel"), tr("Cancel"), tr("End the recording and throw it away"));
  close_ = addButton(QStringLiteral("viewer_notice_close"), QStringLiteral("×"), tr("Close this message"));
  close_->setAccessibleName(tr("Close"));
  connect(stop_, &QToolButton::clicked, this, [this] { Q_EMIT filmEnded(true); });
  connect(cancel_, &QToolButton::clicked, this, [this] { Q_EMIT filmEnded(false); });
  connect(close_, &QToolButton::clicked, this, &NoticeStrip::close);
  goes_.setSingleShot(true);
  goes_.setInterval(kGoodNewsStay);
  connect(&goes_, &QTimer::timeout, this, &NoticeStrip::close);
  hide();
}

QToolButton* NoticeStrip::addButton(const QString& name, const QString& text, const QString& tooltip) {
  auto* button = new QToolButton(this);
  button->setObjectName(name);
  button->setText(text);
  button->setAccessibleName(text);
  button->setToolTip(tooltip);
  button->setAutoRaise(true);
  button->setFocusPolicy(Qt::TabFocus);
  layout()->addWidget(button);
  return button;
}

void NoticeStrip::showNotice(const Notice& notice) {
  if (notice.number == notice_.number) return;
  notice_ = notice;
  goes_.stop();
  if (notice_.kind == Notice::Kind::done) goes_.start();
  if (!films_) text_->setText(styled(notice_));
  showParts();
}

void NoticeStrip::showFilm(const FilmStatus& film) {
  if (!film.running && !films_) return;
  films_ = film.running;
  if (film.running) {
    text_->setText(
        film.expected > 0
            ? tr("● Recording %1").arg(QFileInfo(film.path).fileName())
            : tr("● Recording %1: %n picture(s)", nullptr, film.pictures).arg(QFileInfo(film.path).fileName()));
    text_->setToolTip(film.path);
    progress_->setRange(0, film.expected);
    progress_->setValue(film.pictures);
  } else {
    text_->setText(styled(notice_));
    text_->setToolTip({});
  }
  showParts();
}

void NoticeStrip::close() {
  goes_.stop();
  notice_.text.clear();
  showParts();
}

void NoticeStrip::showParts() {
  for (QWidget* part : std::initializer_list<QWidget*>{progress_, stop_, cancel_}) part->setVisible(films_);
  close_->setVisible(!films_);
  setVisible(films_ || !notice_.text.isEmpty());
}

}  // namespace viewer
