#pragma once

#include <QWidget>

#include "ui/models/parameter_model.h"

class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QTreeView;

namespace panels {

/// Every parameter of the registry by group, with a search and a card about the chosen one. Edits go to the board.
class ParametersPanel : public QWidget {
  Q_OBJECT

 public:
  ParametersPanel(bridge::ParameterBoard& board, bridge::SessionBridge& bridge, QWidget* parent = nullptr);

  QTreeView* tree() const { return tree_; }
  models::ParameterModel* model() const { return model_; }
  /// The row of a key as the tree shows it; invalid while the search hides it.
  QModelIndex row(const QString& key) const;

 private:
  void describe();
  void sayWhatEditsDo();

  bridge::ParameterBoard& board_;
  bridge::SessionBridge& bridge_;
  models::ParameterModel* model_;
  QSortFilterProxyModel* found_;
  QLabel* scope_;
  QLineEdit* search_;
  QTreeView* tree_;
  QLabel* card_;
};

}  // namespace panels
