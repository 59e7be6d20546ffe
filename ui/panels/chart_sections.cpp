#include "ui/panels/chart_sections.h"

#include <QButtonGroup>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <algorithm>

#include "ui/panels/adaptive_grid.h"
#include "ui/panels/flow_layout.h"

namespace panels {
namespace {

constexpr int kBetweenSections = 10, kSpacing = 4;
constexpr int kLeastView = 140;  // pixels of charts; where there is less room, the whole page scrolls
constexpr int kReach = 40;  // pixels: a heading this far below the upper edge is the section in view

/// As tall as its chips need at its width. It says so as a least size, not as a height for a width: that would spread to
/// the page, which would then scroll rather than let the charts shrink.
class ChipRow : public QWidget {
 public:
  using QWidget::QWidget;
  bool hasHeightForWidth() const override { return false; }
  QSize sizeHint() const override { return minimumSizeHint(); }
  QSize minimumSizeHint() const override {
    return {layout()->minimumSize().width(), layout()->heightForWidth(std::max(width(), 1))};
  }

 protected:
  void resizeEvent(QResizeEvent* event) override {
    QWidget::resizeEvent(event);
    updateGeometry();
  }
};

/// A name with a hairline to the right edge.
QWidget* makeHeading(const QString& id, const QString& title, const QString& tooltip, QWidget* parent) {
  auto* heading = new QWidget(parent);
  auto* label = new QLabel(title, heading);
  label->setObjectName(QStringLiteral("heading_") + id);
  QFont strong = label->font();
  strong.setWeight(QFont::DemiBold);
  label->setFont(strong);
  label->setProperty("tone", QStringLiteral("muted"));
  label->setToolTip(tooltip);
  auto* rule = new QFrame(heading);
  rule->setProperty("rule", true);
  rule->setFixedHeight(1);
  auto* row = new QHBoxLayout(heading);
  row->setContentsMargins(2, 0, 0, 0);
  row->setSpacing(8);
  row->addWidget(label);
  row->addWidget(rule, 1, Qt::AlignVCenter);
  return heading;
}

}  // namespace

ChartSections::ChartSections(int least_chart_width, int chart_height, QWidget* parent)
    : QWidget(parent),
      least_chart_width_(least_chart_width),
      chart_height_(chart_height),
      chips_(new ChipRow(this)),
      chip_row_(new FlowLayout(4, chips_)),
      chip_group_(new QButtonGroup(this)),
      scroll_(new QScrollArea(this)),
      content_(new QWidget),
      column_(new QVBoxLayout(content_)) {
  chips_->setObjectName(QStringLiteral("sectionChips"));
  chips_->setAccessibleName(tr("Sections of the dashboard"));
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(kBetweenSections);
  column_->addStretch(1);
  scroll_->setObjectName(QStringLiteral("dashboardScroll"));
  scroll_->setAccessibleName(tr("Charts"));
  scroll_->setWidgetResizable(true);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setMinimumHeight(kLeastView);
  scroll_->setWidget(content_);
  scroll_->viewport()->installEventFilter(this);
  content_->installEventFilter(this);
  connect(scroll_->verticalScrollBar(), &QScrollBar::valueChanged, this, &ChartSections::lightChip);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  column->addWidget(chips_);
  column->addWidget(scroll_, 1);
}

void ChartSections::addSection(const QString& id, const QString& title, const QString& tooltip) {
  Section section;
  section.id = id;
  section.body = new QWidget(content_);
  section.column = new QVBoxLayout(section.body);
  section.column->setContentsMargins(0, 0, 0, 0);
  section.column->setSpacing(kSpacing);
  section.column->addWidget(makeHeading(id, title, tooltip, section.body));
  section.grid = new AdaptiveGrid(least_chart_width_, chart_height_, section.body);
  section.column->addWidget(section.grid);
  column_->insertWidget(column_->count() - 1, section.body);

  section.chip = new QPushButton(title, chips_);
  section.chip->setObjectName(QStringLiteral("section_") + id);
  section.chip->setAccessibleName(tr("Go to %1").arg(title));
  section.chip->setToolTip(tooltip);
  section.chip->setProperty("chip", true);
  section.chip->setCheckable(true);
  chip_group_->addButton(section.chip);
  chip_row_->addWidget(section.chip);
  connect(section.chip, &QPushButton::clicked, this, [this, id] { goTo(id); });
  sections_ << section;
  if (current_.isEmpty()) {
    current_ = id;
    section.chip->setChecked(true);
  }
}

void ChartSections::addChart(QWidget* chart) { sections_.last().grid->add(chart); }

void ChartSections::addAbove(const QString& id, QWidget* widget) {
  if (const Section* section = find(id)) section->column->insertWidget(section->column->count() - 1, widget);
}

const ChartSections::Section* ChartSections::find(const QString& id) const {
  const auto found = std::ranges::find(sections_, id, &Section::id);
  return found == sections_.end() ? nullptr : &*found;
}

QStringList ChartSections::ids() const {
  QStringList ids;
  for (const Section& section : sections_) ids << section.id;
  return ids;
}

void ChartSections::goTo(const QString& id) {
  const Section* section = find(id);
  if (section == nullptr) return;
  content_->layout()->activate();
  scroll_->verticalScrollBar()->setValue(section->body->y());
  anchor_ = id;
  // The last sections cannot reach the upper edge; the one that was asked for is lit all the same.
  current_ = id;
  section->chip->setChecked(true);
}

void ChartSections::lightChip() {
  anchor_.clear();
  const int top = scroll_->verticalScrollBar()->value();
  const Section* in_view = &sections_.first();
  for (const Section& section : sections_) {
    if (section.body->isVisible() && section.body->y() <= top + kReach) in_view = &section;
  }
  current_ = in_view->id;
  in_view->chip->setChecked(true);
}

void ChartSections::makePicture(const QString& id, int chart_height) {
  picture_chart_height_ = chart_height;
  for (const Section& section : sections_) section.body->setVisible(id.isEmpty() || section.id == id);
  chips_->setVisible(id.isEmpty());
  scroll_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  giveHeight(0);
}

void ChartSections::settle() {
  // Twice: a grid that has got its width may choose other columns.
  for (int pass = 0; pass < 2; ++pass) {
    for (const Section& section : sections_) {
      section.grid->layout()->activate();
      section.column->activate();
    }
    column_->activate();
    layout()->activate();
    content_->resize(scroll_->viewport()->size());
    column_->setGeometry(content_->rect());
    for (const Section& section : sections_) {
      section.column->setGeometry(section.body->rect());
      section.grid->layout()->setGeometry(section.grid->rect());
    }
  }
}

int ChartSections::heightFor(int width) const {
  const int chips = chips_->isHidden() ? 0 : chip_row_->heightForWidth(width) + layout()->spacing();
  int height = chips - kBetweenSections;
  for (const Section& section : sections_) {
    if (section.body->isHidden()) continue;
    const bool bends = section.column->hasHeightForWidth();
    height += (bends ? section.column->totalHeightForWidth(width) : section.column->totalSizeHint().height());
    height += kBetweenSections;
  }
  return height;
}

/// Charts of all sections are equally tall, such that whole rows with their headings fill the view.
void ChartSections::giveHeight(int viewport_height) {
  int height = picture_chart_height_;
  if (height == 0 && viewport_height > 0 && !sections_.isEmpty()) {
    const int heading = sections_.first().column->itemAt(0)->sizeHint().height() + kSpacing;
    const int each = viewport_height + kBetweenSections, least = chart_height_ + heading + kBetweenSections;
    const int rows = std::max(1, each / least);
    height = std::clamp(each / rows - heading - kBetweenSections, chart_height_, 2 * chart_height_);
  }
  for (const Section& section : sections_) {
    section.grid->setRowHeight(std::max(height, chart_height_));
    section.grid->layout()->activate();
    section.grid->updateGeometry();  // else its old height is what a picture asks for
    section.column->invalidate();
  }
}

bool ChartSections::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::Resize) return QWidget::eventFilter(watched, event);
  if (watched == scroll_->viewport()) giveHeight(scroll_->viewport()->height());
  // What grows above a section that was asked for must not push it out of view.
  if (watched == content_ && !anchor_.isEmpty()) goTo(anchor_);
  return QWidget::eventFilter(watched, event);
}

}  // namespace panels
