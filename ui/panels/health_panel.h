#pragma once

#include <QWidget>

#include "ui/models/health_model.h"
#include "ui/panels/accents.h"

class QTableView;

namespace panels {

/// Icon and tone of a check's state; the word stands beside it.
struct HealthLook {
  QString icon;
  Tone tone;
};
HealthLook healthLook(models::HealthModel::Level level);

/// Every health check with its state, since when, the reason and what to do; troubles stand first.
class HealthPanel : public QWidget {
  Q_OBJECT

 public:
  explicit HealthPanel(models::HealthModel& health, QWidget* parent = nullptr);
  QTableView* table() const { return table_; }

 private:
  QTableView* table_;
};

}  // namespace panels
