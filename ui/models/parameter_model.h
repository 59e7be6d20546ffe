#pragma once

#include <QAbstractItemModel>
#include <vector>

#include "ui/bridge/parameter_board.h"

namespace models {

/// Every key of the parameter registry below its group, with the board's values: nothing about a parameter is said
/// anywhere but in the registry. Editing goes to the board, which refuses what is not allowed.
class ParameterModel : public QAbstractItemModel {
  Q_OBJECT

 public:
  enum Column { name_column, value_column, column_count };
  enum Role {
    key_role = Qt::UserRole,
    symbol_role,
    unit_role,
    live_role,       ///< bool: may change while a run goes on
    lock_role,       ///< why it cannot be edited now; empty: it can
    changed_role,    ///< bool: not the preset's value
    phase_role,      ///< int of bridge::EditState::Phase
    choices_role,    ///< QStringList; empty: free text
    search_role,     ///< all that a search should find
    group_changed_role  ///< of a group: how many of its values are not the preset's
  };

  explicit ParameterModel(bridge::ParameterBoard& board, QObject* parent = nullptr);

  /// Null for a group.
  const mbpo::Parameter* parameter(const QModelIndex& index) const;
  QModelIndex find(const QString& key, int column = value_column) const;
  /// Values that are not the preset's; seed, environment and preset itself do not count.
  int changedCount() const;

  QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
  QModelIndex parent(const QModelIndex& index) const override;
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  struct Group {
    QString name;
    std::vector<const mbpo::Parameter*> parameters;
  };

  int changedCount(const Group& group) const;
  QVariant groupData(const Group& group, int column, int role) const;
  QVariant displayed(const mbpo::Parameter& parameter, int column) const;

  bridge::ParameterBoard& board_;
  std::vector<Group> groups_;
};

/// Help, range, unit, default and whether it is live, as rich text.
QString parameterDescription(const mbpo::Parameter& parameter, const mbpo::Configuration& defaults);

}  // namespace models
