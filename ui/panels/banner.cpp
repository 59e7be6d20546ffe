#include "ui/panels/banner.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include "ui/panels/icon.h"

namespace panels {
namespace {

constexpr int kMost = 3;

struct Look {
  const char* style;
  const char* icon;
  Tone tone;
  const char* word;
};

Look look(Banner::Kind kind) {
  switch (kind) {
    case Banner::Kind::success: return {"success", "check", Tone::applied, QT_TRANSLATE_NOOP("Banner", "Done")};
    case Banner::Kind::warning: return {"warning", "warning", Tone::pending, QT_TRANSLATE_NOOP("Banner", "Warning")};
    case Banner::Kind::error: return {"error", "alarm", Tone::refused, QT_TRANSLATE_NOOP("Banner", "Error")};
    default: return {"note", "note", Tone::accent, QT_TRANSLATE_NOOP("Banner", "Note")};
  }
}

}  // namespace

Banner::Banner(Kind kind, const QString& title, const QString& detail, QWidget* parent)
    : QFrame(parent), kind_(kind), text_(new QLabel(this)), action_(new QPushButton(this)) {
  const Look shown = look(kind);
  setObjectName(QStringLiteral("banner"));
  setProperty("banner", QString::fromLatin1(shown.style));
  setAccessibleName(tr(shown.word));

  auto* symbol = new QToolButton(this);
  symbol->setIcon(icon(QString::fromLatin1(shown.icon), shown.tone));
  symbol->setIconSize({18, 18});
  symbol->setFocusPolicy(Qt::NoFocus);
  symbol->setAttribute(Qt::WA_TransparentForMouseEvents);
  symbol->setAccessibleName(tr(shown.word));

  text_->setObjectName(QStringLiteral("bannerText"));
  text_->setWordWrap(true);
  text_->setTextFormat(Qt::RichText);
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse);

  action_->setObjectName(QStringLiteral("bannerAction"));
  action_->setProperty("primary", true);
  action_->setAccessibleName(tr("What to do"));
  action_->setToolTip(tr("What to do"));
  action_->hide();
  connect(action_, &QPushButton::clicked, this, &Banner::triggered);

  auto* close = new QToolButton(this);
  close->setObjectName(QStringLiteral("bannerDismiss"));
  close->setIcon(icon(QStringLiteral("cross"), Tone::muted));
  close->setIconSize({14, 14});
  close->setToolTip(tr("Dismiss this message"));
  close->setAccessibleName(tr("Dismiss"));
  connect(close, &QToolButton::clicked, this, &Banner::dismissed);

  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(8, 6, 6, 6);
  row->setSpacing(8);
  row->addWidget(symbol, 0, Qt::AlignTop);
  row->addWidget(text_, 1);
  row->addWidget(action_, 0, Qt::AlignVCenter);
  row->addWidget(close, 0, Qt::AlignTop);
  setText(title, detail);
}

QString Banner::title() const { return title_; }
QString Banner::detail() const { return detail_; }

void Banner::setText(const QString& title, const QString& detail) {
  title_ = title;
  detail_ = detail;
  const QString body = detail.toHtmlEscaped().replace(u'\n', QLatin1String("<br>"));
  text_->setText(QStringLiteral("<b>%1</b>%2%3")
                     .arg(title.toHtmlEscaped(), body.isEmpty() ? QString() : QStringLiteral("<br>"), body));
  setAccessibleDescription(title + u' ' + detail);
}

void Banner::setAction(const QString& text, const QString& tooltip) {
  action_->setText(text);
  action_->setToolTip(tooltip);
  action_->setAccessibleName(text);
  action_->show();
}

BannerStack::BannerStack(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("bannerStack"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(8, 8, 8, 0);
  column->setSpacing(6);
  hide();
}

Banner* BannerStack::show(Banner::Kind kind, const QString& topic, const QString& title, const QString& detail) {
  dismiss(topic);
  if (banners_.size() == kMost) remove(banners_.first());
  auto* banner = new Banner(kind, title, detail, this);
  banner->setProperty("topic", topic);
  banners_ << banner;
  layout()->addWidget(banner);
  connect(banner, &Banner::dismissed, this, [this, banner] { remove(banner); });
  QWidget::show();
  return banner;
}

void BannerStack::dismiss(const QString& topic) {
  const QList<Banner*> shown = banners_;
  for (Banner* banner : shown) {
    if (banner->property("topic").toString() == topic) remove(banner);
  }
}

void BannerStack::dismissAll() {
  while (!banners_.isEmpty()) remove(banners_.first());
}

void BannerStack::remove(Banner* banner) {
  banners_.removeOne(banner);
  layout()->removeWidget(banner);
  banner->hide();
  banner->deleteLater();  // its own button may be the caller
  setVisible(!banners_.isEmpty());
}

}  // namespace panels
