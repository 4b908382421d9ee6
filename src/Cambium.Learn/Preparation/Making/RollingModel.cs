using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Adds what columns were like in the last rows before each row.</summary>
public sealed class RollingModel : TransformModel
{
    readonly RowHistory _history;

    internal RollingModel(Rolling recipe, RowHistory history)
    {
        Recipe = recipe;
        _history = history;
    }

    /// <inheritdoc/>
    public override Rolling Recipe { get; }

    /// <summary>The names of the columns that the step adds.</summary>
    public EquatableArray<string> Names => _history.Fields.SelectMany(column => Recipe.Statistics.Select(statistic => NameOf(column, statistic))).ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows)
    {
        var fitting = ColumnFit.Fit(rows, _history.Read());
        var (statistics, least) = (Recipe.Statistics, Math.Min(Recipe.MinRows, Recipe.Window));
        var made = Names.Select(_ => new double[rows.RowCount]).ToArray();
        _history.ForEach(fitting, (row, field, past) =>
        {
            var window = past[Math.Max(0, past.Length - Recipe.Window)..];
            var isEnough = GroupValues.Of(GroupStatistic.Count, window) >= least;
            for (var i = 0; i < statistics.Count; i++)
            {
                made[(field * statistics.Count) + i][row] = isEnough ? GroupValues.Of(statistics[i], window) : double.NaN;
            }
        });
        return MadeColumns.With(fitting, Names.Select((name, i) => Column.Of(name, made[i])));
    }

    internal override IEnumerable<MadeColumn> Made =>
        _history.Fields.SelectMany(column => Recipe.Statistics.Select(statistic => new MadeColumn(NameOf(column, statistic), [column.Name])));

    internal override void Write(ModelWriter writer) => _history.Write(writer);

    internal static RollingModel Read(Rolling recipe, ModelReader reader) => new(recipe, RowHistory.Read(reader));

    string NameOf(Field column, GroupStatistic statistic) => string.Create(CultureInfo.InvariantCulture, $"{column.Name}_{GroupValues.NameOf(statistic)}{Recipe.Window}");
}
