#include "ui/rollouts/episode_bar.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/panels/font_fit.h"
#include "ui/panels/icon.h"
#include "ui/rollouts/busy_sign.h"

namespace rollouts {
namespace {

constexpr double kRoomForWords = 720;  // pixels at 100 % text

}  // namespace

EpisodeBar::EpisodeBar(QWidget* parent)
    : QWidget(parent),
      what_(new QLabel(this)),
      basis_(new QLabel(this)),
      follow_(new QCheckBox(tr("Follow newest"), this)),
      busy_(new BusySign(this)) {
  previous_ = makeButton("episode_previous", "chevron_up", tr("Previous episode"),
                         tr("The episode above in the list (Alt+Up)"));
  next_ =
      makeButton("episode_next", "chevron_down", tr("Next episode"), tr("The episode below in the list (Alt+Down)"));
  list_ = makeButton("episode_list_toggle", "sort", tr("List of episodes"),
                     tr("Show the list of kept episodes, or hide it"));
  list_->setCheckable(true);
  list_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  renew_ = makeButton("rollout_renew", "redo", tr("Imagine anew"), tr("Ask the run's newest model again"));
  what_->setObjectName(QStringLiteral("rolloutWhat"));
  panels::setRelativeFont(*what_, 1, QFont::DemiBold);
  basis_->setObjectName(QStringLiteral("rolloutBasis"));
  basis_->setProperty("tone", QStringLiteral("muted"));
  panels::setRelativeFont(*basis_, 0.9);
  for (QLabel* label : {what_, basis_}) {
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    label->setMinimumWidth(60);
  }
  follow_->setObjectName(QStringLiteral("episode_follow"));
  follow_->setAccessibleName(tr("Follow the newest episode"));
  follow_->setToolTip(tr("Go to each new evaluation episode as the run keeps it, and ask its newest model"));
  auto* lines = new QVBoxLayout;
  lines->setContentsMargins(4, 0, 4, 0);
  lines->setSpacing(0);
  lines->addWidget(what_);
  lines->addWidget(basis_);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(4);
  row->addWidget(previous_);
  row->addWidget(next_);
  row->addLayout(lines, 1);
  row->addWidget(busy_);
  row->addWidget(renew_);
  row->addWidget(follow_);
  row->addWidget(list_);
  connect(previous_, &QToolButton::clicked, this, &EpisodeBar::previousAsked);
  connect(next_, &QToolButton::clicked, this, &EpisodeBar::nextAsked);
  connect(list_, &QToolButton::clicked, this, &EpisodeBar::listToggled);
  connect(renew_, &QToolButton::clicked, this, &EpisodeBar::renewAsked);
  connect(follow_, &QCheckBox::clicked, this, &EpisodeBar::followingChanged);
}

QToolButton* EpisodeBar::makeButton(const char* name, const char* icon, const QString& spoken, const QString& tip) {
  auto* button = new QToolButton(this);
  button->setObjectName(QString::fromLatin1(name));
  button->setIcon(panels::icon(QString::fromLatin1(icon)));
  button->setAccessibleName(spoken);
  button->setToolTip(tip);
  panels::fitToFont(*button, [button] {
    const int side = qRound(16 * panels::textScale());
    button->setIconSize({side, side});
  });
  return button;
}

void EpisodeBar::showText(const QString& what, const QString& basis, const QString& notes) {
  what_text_ = what;
  basis_text_ = basis;
  what_->setToolTip(what);
  basis_->setToolTip(basis + notes);
  elide();
}

QString EpisodeBar::text() const { return what_text_ + u'\n' + basis_text_; }

void EpisodeBar::elide() {
  what_->setText(what_->fontMetrics().elidedText(what_text_, Qt::ElideRight, std::max(60, what_->width())));
  basis_->setText(basis_->fontMetrics().elidedText(basis_text_, Qt::ElideRight, std::max(60, basis_->width())));
}

void EpisodeBar::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  // Where large text leaves little room, icons and short words do.
  const double room = width() / panels::textScale();
  list_->setToolButtonStyle(room < kRoomForWords ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
  follow_->setText(room < kRoomForWords ? tr("Follow") : tr("Follow newest"));
  layout()->activate();
  elide();
}

void EpisodeBar::showWays(bool previous, bool next) {
  previous_->setEnabled(previous);
  next_->setEnabled(next);
}

void EpisodeBar::showBusy(bool busy) { busy_->setBusy(busy); }
void EpisodeBar::setFollowing(bool following) { follow_->setChecked(following); }
bool EpisodeBar::isFollowing() const { return follow_->isChecked(); }

void EpisodeBar::offerList(bool offered, int episodes) {
  list_->setVisible(offered);
  list_->setText(tr("Episodes (%1)").arg(episodes));
}

void EpisodeBar::setListShown(bool shown) { list_->setChecked(shown); }

}  // namespace rollouts
