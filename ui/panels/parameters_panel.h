#pragma once

#include <QSet>
#include <QWidget>

#include "ui/models/parameter_model.h"

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeView;

namespace panels {

class ParameterFilter;
class ScenarioStrip;

/// Every parameter of the registry by group, with a search, filters and a card about the chosen one. Edits go to the
/// board. Keys, anywhere in a row: Return, F2 or typing edits its value, Delete asks for the preset's.
class ParametersPanel : public QWidget {
  Q_OBJECT

 public:
  ParametersPanel(bridge::ParameterBoard& board, bridge::SessionBridge& bridge, QWidget* parent = nullptr);

  QTreeView* tree() const { return tree_; }
  models::ParameterModel* model() const { return model_; }
  ScenarioStrip* scenario() const { return scenario_; }
  /// The row of a key as the tree shows it; invalid while search or filters hide it.
  QModelIndex row(const QString& key) const;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void buildTree();
  QHBoxLayout* buildScope();
  QHBoxLayout* buildFilters();
  QPushButton* addChip(const QString& name, const QString& text, const QString& tip);
  bool handleKey(int key, const QString& text);
  QWidget* editorOf(const QString& key) const;
  void search(const QString& text);
  void describe();
  void showMenu(const QPoint& place);
  void sayWhatEditsDo();
  void resetAll();

  bridge::ParameterBoard& board_;
  bridge::SessionBridge& bridge_;
  models::ParameterModel* model_;
  ParameterFilter* found_;
  ScenarioStrip* scenario_;
  QLabel* scope_;
  QPushButton* reset_all_;
  QLineEdit* search_;
  QTreeView* tree_;
  QLabel* card_;
  QSet<QString> collapsed_;  ///< groups that the reader closed; a search opens all for its time
  bool searching_ = false;
};

}  // namespace panels
