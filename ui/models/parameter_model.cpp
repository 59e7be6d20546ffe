#include "ui/models/parameter_model.h"

#include <algorithm>

#include "ui/models/number_text.h"

namespace models {
namespace {

QString text(const std::string& value) { return QString::fromStdString(value); }

bool isNumber(const mbpo::Parameter& parameter) {
  return std::holds_alternative<double mbpo::Configuration::*>(parameter.member) ||
         std::holds_alternative<std::int64_t mbpo::Configuration::*>(parameter.member);
}

QString numberText(double value) {
  const bool whole = value == static_cast<double>(static_cast<qint64>(value));
  return whole ? groupedText(static_cast<qint64>(value)) : shortText(value);
}

QStringList choicesOf(const mbpo::Parameter& parameter) {
  if (std::holds_alternative<bool mbpo::Configuration::*>(parameter.member)) {
    return {QStringLiteral("true"), QStringLiteral("false")};
  }
  QStringList choices;
  for (const std::string& choice : parameter.choices) choices << text(choice);
  return choices;
}

}  // namespace

QString parameterDescription(const mbpo::Parameter& parameter, const mbpo::Configuration& defaults) {
  QStringList facts;
  if (isNumber(parameter)) {
    facts << ParameterModel::tr("Range %1 … %2%3")
                 .arg(numberText(parameter.minimum), numberText(parameter.maximum),
                      parameter.unit.empty() ? ParameterModel::tr(", no unit") : u' ' + text(parameter.unit));
  } else if (const QStringList choices = choicesOf(parameter); !choices.isEmpty()) {
    facts << ParameterModel::tr("One of %1").arg(choices.join(QStringLiteral(", ")));
  } else {
    facts << ParameterModel::tr("Form: %1").arg(text(mbpo::allowedText(parameter)));
  }
  facts << ParameterModel::tr("Preset: %1").arg(text(mbpo::parameterText(defaults, parameter)));
  const QString when = parameter.live()
                           ? ParameterModel::tr("● Live: takes effect at the next stage boundary of a run.")
                           : ParameterModel::tr("Set before a run: %1").arg(text(parameter.restart_reason));
  const QString symbol = parameter.symbol.empty() ? QString() : QStringLiteral(" (%1)").arg(text(parameter.symbol));
  return QStringLiteral("<b>%1</b>%2<br>%3<br>%4<br>%5")
      .arg(text(parameter.key), symbol, text(parameter.help).toHtmlEscaped(),
           facts.join(QStringLiteral(" · ")).toHtmlEscaped(), when.toHtmlEscaped());
}

ParameterModel::ParameterModel(bridge::ParameterBoard& board, QObject* parent)
    : QAbstractItemModel(parent), board_(board) {
  for (const mbpo::Parameter& parameter : mbpo::parameterRegistry()) {
    const QString name = text(parameter.group);
    auto group = std::find_if(groups_.begin(), groups_.end(), [&](const Group& g) { return g.name == name; });
    if (group == groups_.end()) group = groups_.insert(groups_.end(), Group{name, {}});
    group->parameters.push_back(&parameter);
  }
  connect(&board_, &bridge::ParameterBoard::changed, this, [this](const QString& key) {
    const QModelIndex name = find(key, name_column);
    Q_EMIT dataChanged(name, find(key, value_column));
    Q_EMIT dataChanged(name.parent(), name.parent());
  });
  connect(&board_, &bridge::ParameterBoard::replaced, this, [this] {
    for (int g = 0; g < rowCount(); ++g) {
      const QModelIndex group = index(g, 0);
      Q_EMIT dataChanged(index(0, 0, group), index(rowCount(group) - 1, value_column, group));
    }
  });
}

// Groups carry the internal id 0, parameters their group's row + 1.
const mbpo::Parameter* ParameterModel::parameter(const QModelIndex& index) const {
  if (!index.isValid() || index.internalId() == 0) return nullptr;
  return groups_[index.internalId() - 1].parameters[static_cast<std::size_t>(index.row())];
}

QModelIndex ParameterModel::find(const QString& key, int column) const {
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    const auto& parameters = groups_[g].parameters;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      if (text(parameters[i]->key) == key) return createIndex(static_cast<int>(i), column, g + 1);
    }
  }
  return {};
}

QModelIndex ParameterModel::index(int row, int column, const QModelIndex& parent) const {
  if (!hasIndex(row, column, parent)) return {};
  return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : 0);
}

QModelIndex ParameterModel::parent(const QModelIndex& index) const {
  if (!index.isValid() || index.internalId() == 0) return {};
  return createIndex(static_cast<int>(index.internalId()) - 1, 0, quintptr{0});
}

int ParameterModel::rowCount(const QModelIndex& parent) const {
  if (!parent.isValid()) return static_cast<int>(groups_.size());
  if (parent.internalId() != 0 || parent.column() != 0) return 0;
  return static_cast<int>(groups_[static_cast<std::size_t>(parent.row())].parameters.size());
}

int ParameterModel::columnCount(const QModelIndex&) const { return column_count; }

Qt::ItemFlags ParameterModel::flags(const QModelIndex& index) const {
  if (!index.isValid()) return Qt::NoItemFlags;
  const mbpo::Parameter* known = parameter(index);
  if (known == nullptr) return Qt::ItemIsEnabled;
  Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
  if (index.column() == value_column && board_.lockReason(text(known->key)).isEmpty()) flags |= Qt::ItemIsEditable;
  return flags;
}

int ParameterModel::changedCount(const Group& group) const {
  return static_cast<int>(std::count_if(group.parameters.begin(), group.parameters.end(), [this](const auto* parameter) {
    const QString key = text(parameter->key);
    return key != QLatin1String("seed") && board_.changedFromDefault(key);
  }));
}

int ParameterModel::changedCount() const {
  int count = 0;
  for (const Group& group : groups_) count += changedCount(group);
  return count;
}

QVariant ParameterModel::groupData(const Group& group, int column, int role) const {
  if (role == group_changed_role) return changedCount(group);
  if (role == Qt::DisplayRole && column == name_column) return group.name.left(1).toUpper() + group.name.mid(1);
  return {};
}

QVariant ParameterModel::displayed(const mbpo::Parameter& parameter, int column) const {
  return column == name_column ? text(parameter.key) : board_.value(text(parameter.key));
}

QVariant ParameterModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const mbpo::Parameter* known = parameter(index);
  if (known == nullptr) return groupData(groups_[static_cast<std::size_t>(index.row())], index.column(), role);
  const QString key = text(known->key);
  switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return displayed(*known, index.column());
    case Qt::ToolTipRole: return parameterDescription(*known, board_.defaults());
    case Qt::AccessibleTextRole: {
      const QString said = QStringLiteral("%1 = %2").arg(key, board_.value(key));
      if (!board_.changedFromDefault(key)) return said;
      return tr("%1, changed from the preset's %2").arg(said, text(mbpo::parameterText(board_.defaults(), *known)));
    }
    case key_role: return key;
    case symbol_role: return text(known->symbol);
    case unit_role: return text(known->unit);
    case live_role: return known->live();
    case lock_role: return board_.lockReason(key);
    case changed_role: return board_.changedFromDefault(key);
    case phase_role: return static_cast<int>(board_.edit(key).phase);
    case choices_role: return choicesOf(*known);
    case search_role: return QStringList{key, text(known->symbol), text(known->help), text(known->group)}.join(u' ');
    default: return {};
  }
}

bool ParameterModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  const mbpo::Parameter* known = parameter(index);
  if (known == nullptr || role != Qt::EditRole || index.column() != value_column) return false;
  return board_.request(text(known->key), value.toString().trimmed());
}

QVariant ParameterModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  return section == name_column ? tr("Parameter") : tr("Value");
}

}  // namespace models
