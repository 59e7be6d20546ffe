#include "ui/panels/run_header.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>

#include "ui/panels/elided_label.h"
#include "ui/panels/font_fit.h"
#include "ui/panels/icon.h"

namespace panels {
namespace {

QString runName(const bridge::RunState& state) {
  return RunHeader::tr("%1 · %2 · seed %3").arg(state.environment, state.preset).arg(state.seed);
}

struct Words {
  QString icon, title, note;
  Tone tone = Tone::muted;
};

Words words(const bridge::RunState& state, bool training) {
  if (state.source == bridge::Source::none) {
    return {QStringLiteral("note"), RunHeader::tr("No run yet"),
            RunHeader::tr("Train one live, or open one from the list on the left."), Tone::muted};
  }
  if (state.source == bridge::Source::live) {
    const Tone tone = state.status == QLatin1String("failed") ? Tone::refused : training ? Tone::applied : Tone::muted;
    const QString title = training ? RunHeader::tr("Live: %1") : RunHeader::tr("Your run: %1");
    return {statusIcon(state.status), title.arg(runName(state)), state.status, tone};
  }
  if (state.example) {
    return {QStringLiteral("recorded"), RunHeader::tr("Recorded example, not live"),
            RunHeader::tr("%1, came with the program").arg(runName(state)), Tone::accent};
  }
  if (state.active) {
    return {statusIcon(state.status), RunHeader::tr("Following another process: %1").arg(runName(state)),
            RunHeader::tr("%1; its settings can only be changed there").arg(state.status), Tone::applied};
  }
  return {QStringLiteral("recorded"), RunHeader::tr("Recorded: %1, not live").arg(runName(state)),
          RunHeader::tr("%1 run in %2").arg(state.status, state.name), Tone::accent};
}

}  // namespace

QString statusIcon(const QString& status) {
  if (status == QLatin1String("running")) return QStringLiteral("live");
  if (status == QLatin1String("paused")) return QStringLiteral("pause");
  if (status == QLatin1String("stopping") || status == QLatin1String("stopped")) return QStringLiteral("stop");
  if (status == QLatin1String("finished")) return QStringLiteral("finished");
  if (status == QLatin1String("failed")) return QStringLiteral("alarm");
  if (status == QLatin1String("interrupted")) return QStringLiteral("interrupted");
  return QStringLiteral("note");
}

RunHeader::RunHeader(QWidget* parent)
    : QWidget(parent),
      symbol_(new QToolButton(this)),
      title_(new ElidedLabel(this)),
      note_(new ElidedLabel(this)),
      train_(new QPushButton(this)) {
  setObjectName(QStringLiteral("runHeader"));
  fitToFont(*symbol_, [this] {
    const int side = qRound(18 * textScale());
    symbol_->setIconSize({side, side});
  });
  symbol_->setFocusPolicy(Qt::NoFocus);
  symbol_->setAttribute(Qt::WA_TransparentForMouseEvents);
  symbol_->setAccessibleName(tr("Status of the run"));
  title_->setObjectName(QStringLiteral("runTitle"));
  setRelativeFont(*title_, 1.1, QFont::DemiBold);
  note_->setObjectName(QStringLiteral("runNote"));
  note_->setProperty("tone", QStringLiteral("muted"));
  train_->setObjectName(QStringLiteral("trainLive"));
  train_->setText(tr("Train live"));
  train_->setAccessibleName(tr("Train live"));
  train_->setProperty("primary", true);
  train_->setIcon(icon(QStringLiteral("play"), Tone::on_accent));
  connect(train_, &QPushButton::clicked, this, &RunHeader::trainAsked);

  auto* texts = new QVBoxLayout;
  texts->setSpacing(0);
  texts->addWidget(title_);
  texts->addWidget(note_);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(6);
  row->addWidget(symbol_);
  row->addLayout(texts, 1);
  row->addWidget(train_);
}

QString RunHeader::title() const { return title_->text(); }

void RunHeader::hideButton() {
  button_hidden_ = true;
  train_->hide();
}

void RunHeader::refresh(const bridge::RunState& state, bool training, const QString& next_run) {
  const Words shown = words(state, training);
  symbol_->setIcon(icon(shown.icon, shown.tone));
  symbol_->setAccessibleDescription(state.status);
  if (title_->text() != shown.title) {
    title_->setText(shown.title);
    title_->setToolTip(shown.title);
  }
  if (note_->text() != shown.note) {
    note_->setText(shown.note);
    note_->setToolTip(state.directory);
  }
  train_->setVisible(!training && !button_hidden_);
  train_->setToolTip(tr("Start training %1 now (F5)").arg(next_run));
}

}  // namespace panels
