using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Adds what columns held some rows before.</summary>
public sealed class LagModel : TransformModel
{
    readonly RowHistory _history;

    internal LagModel(Lag recipe, RowHistory history)
    {
        Recipe = recipe;
        _history = history;
    }

    /// <inheritdoc/>
    public override Lag Recipe { get; }

    /// <summary>The names of the columns that the step adds.</summary>
    public EquatableArray<string> Names => _history.Fields.SelectMany(column => Recipe.Rows.Select(lag => NameOf(column, lag))).ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows)
    {
        var fitting = ColumnFit.Fit(rows, _history.Read());
        var lags = Recipe.Rows;
        var made = Names.Select(_ => new double[rows.RowCount]).ToArray();
        _history.ForEach(fitting, (row, field, past) =>
        {
            for (var i = 0; i < lags.Count; i++)
            {
                made[(field * lags.Count) + i][row] = past.Length >= lags[i] ? past[^lags[i]] : double.NaN;
            }
        });
        return MadeColumns.With(fitting, Names.Select((name, i) => Column.Of(name, made[i])));
    }

    internal override IEnumerable<MadeColumn> Made => _history.Fields.SelectMany(column => Recipe.Rows.Select(lag => new MadeColumn(NameOf(column, lag), [column.Name])));

    internal override void Write(ModelWriter writer) => _history.Write(writer);

    internal static LagModel Read(Lag recipe, ModelReader reader) => new(recipe, RowHistory.Read(reader));

    static string NameOf(Field column, int lag) => string.Create(CultureInfo.InvariantCulture, $"{column.Name}_lag{lag}");
}
