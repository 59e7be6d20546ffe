#include "ui/rollouts/invitation.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QVBoxLayout>
#include <cmath>

#include "ui/charts/chart_theme.h"
#include "ui/panels/font_fit.h"
#include "ui/panels/icon.h"
#include "ui/rollouts/member_look.h"

namespace rollouts {
namespace {

constexpr int kReadableWidth = 520;

/// A fan without numbers: one truth, members that part from it. A picture of the idea, no data.
class Sketch : public QWidget {
 public:
  explicit Sketch(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("rolloutSketch"));
    setAccessibleName(tr("Sketch: a solid line of truth, and dashed ones of the model's members that part from it"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  }
  QSize sizeHint() const override {
    const double scale = std::min(panels::textScale(), 1.3);
    return {qRound(340 * scale), qRound(130 * scale)};
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const charts::ChartTheme theme(palette());
    const double start = width() * 0.28, middle = height() * 0.5;
    const auto truth = [&](double x) { return middle - height() * 0.16 * std::sin(5.2 * x / width() + 0.3); };
    const auto parting = [&](double x) { return std::pow(std::max(0.0, (x - start) / (width() - start)), 1.5); };
    const auto curve = [&](double amount, double from) {
      QPainterPath path(QPointF(from, truth(from) + amount * height() * parting(from)));
      for (double x = from; x <= width() - 4; x += 3) path.lineTo(x, truth(x) + amount * height() * parting(x));
      return path;
    };
    QPainterPath band = curve(0.36, start);
    band.connectPath(curve(-0.29, start).toReversed());
    QColor wash = theme.series(5);
    wash.setAlphaF(theme.isDark() ? 0.22f : 0.16f);
    painter.fillPath(band, wash);
    painter.setPen(QPen(theme.marker, 1, Qt::DashLine));
    painter.drawLine(QPointF(start, 8), QPointF(start, height() - 8));
    const double amounts[] = {0.30, 0.16, -0.07, -0.2};
    for (int member = 0; member < 4; ++member) {
      charts::SeriesSpec spec;
      spec.dash = lookOfMember(member).dash;
      painter.setPen(theme.pen(spec, lookOfMember(member).colour, 0));
      painter.drawPath(curve(amounts[member], start));
    }
    painter.setPen(QPen(theme.text, 2.4));
    painter.drawPath(curve(0, 4));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.text);
    painter.drawEllipse(QPointF(start, truth(start)), 4, 4);
  }
};

}  // namespace

Invitation::Invitation(QWidget* parent)
    : QWidget(parent),
      title_(new QLabel(this)),
      words_(new QLabel(this)),
      train_(new QPushButton(tr("Train live"), this)) {
  setObjectName(QStringLiteral("rolloutInvitation"));
  title_->setObjectName(QStringLiteral("rolloutInvitationTitle"));
  title_->setAlignment(Qt::AlignCenter);
  title_->setWordWrap(true);
  panels::setRelativeFont(*title_, 1.15, QFont::DemiBold);
  words_->setObjectName(QStringLiteral("rolloutInvitationWords"));
  words_->setAlignment(Qt::AlignCenter);
  words_->setWordWrap(true);
  words_->setProperty("tone", QStringLiteral("muted"));
  panels::fitToFont(*words_, [this] { words_->setMaximumWidth(qRound(kReadableWidth * panels::textScale())); });
  train_->setObjectName(QStringLiteral("rolloutTrain"));
  train_->setProperty("primary", true);
  train_->setIcon(panels::icon(QStringLiteral("play"), panels::Tone::on_accent));
  train_->setAccessibleName(tr("Train live"));
  train_->setToolTip(tr("Start a run of your own; its episodes and its model appear here"));
  connect(train_, &QPushButton::clicked, this, &Invitation::trainAsked);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(24, 16, 24, 16);
  column->setSpacing(10);
  column->addStretch(2);
  column->addWidget(new Sketch(this), 0, Qt::AlignHCenter);
  column->addWidget(title_);
  auto* middle = new QHBoxLayout;
  middle->addStretch(1);
  middle->addWidget(words_, 1000);  // as wide as is pleasant to read, or as there is room
  middle->addStretch(1);
  column->addLayout(middle);
  column->addSpacing(6);
  column->addWidget(train_, 0, Qt::AlignHCenter);
  column->addStretch(3);
}

void Invitation::refresh(const bridge::RunState& state, bool looked) {
  const QString idea =
      tr("From a state of a real episode the learned model imagines what comes next. Here you see the "
         "truth as a solid line and body, each member of the ensemble as a dashed line and a ghost, how "
         "fast they part, and whether the model knows it.");
  train_->setVisible(state.source != bridge::Source::live || !state.active);
  if (state.source == bridge::Source::none) {
    title_->setText(tr("No run is shown"));
    words_->setText(idea + u'\n' + tr("Train one, or open one from the list of runs."));
  } else if (state.example) {
    title_->setText(tr("The bundled example keeps no episodes"));
    words_->setText(idea + u'\n' +
                    tr("It has its numbers only. Train live: the first episode is here within a minute."));
  } else if (state.active) {
    title_->setText(tr("No episode yet"));
    words_->setText(idea + u'\n' + tr("Training episodes appear as they end, evaluation episodes after each epoch."));
  } else if (!looked) {
    title_->setText(tr("Looking for episodes …"));
    words_->setText(idea);
  } else {
    title_->setText(tr("This run has kept no episodes"));
    words_->setText(idea + u'\n' +
                    tr("It is from before episodes were kept, or ended before its first. Train on, or train "
                       "another one."));
  }
}

}  // namespace rollouts
