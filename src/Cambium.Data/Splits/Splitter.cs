using System.Text.Json.Serialization;

namespace Cambium.Data;

/// <summary>
/// Says how rows are split into those to learn from and those to judge by, once or several times. Immutable; equal when all settings are equal. The same settings and rows give the
/// same splits on every machine.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(KFold), "k-fold")]
[JsonDerivedType(typeof(StratifiedKFold), "stratified-k-fold")]
[JsonDerivedType(typeof(GroupKFold), "group-k-fold")]
[JsonDerivedType(typeof(StratifiedGroupKFold), "stratified-group-k-fold")]
[JsonDerivedType(typeof(RepeatedFolds), "repeated-folds")]
[JsonDerivedType(typeof(LeaveOneOut), "leave-one-out")]
[JsonDerivedType(typeof(LeaveOneGroupOut), "leave-one-group-out")]
[JsonDerivedType(typeof(ShuffleSplit), "shuffle-split")]
[JsonDerivedType(typeof(BootstrapSplit), "bootstrap")]
[JsonDerivedType(typeof(TimeSeriesSplit), "time-series-split")]
[JsonDerivedType(typeof(PurgedKFold), "purged-k-fold")]
[JsonDerivedType(typeof(PredefinedFolds), "predefined-folds")]
public abstract record Splitter
{
    private protected Splitter()
    {
    }

    /// <summary>Splits the rows of a table. Each split is made when it is asked for.</summary>
    /// <exception cref="ArgumentException">A column is not there or of the wrong type, or there are more folds than rows.</exception>
    /// <exception cref="TableException">The rows cannot be split so; the message says why.</exception>
    public abstract IReadOnlyList<RowSplit> Split(Table table);

    /// <summary>The columns that rows are grouped, ordered or dealt by. They say where a row is from, and are not meant as features.</summary>
    internal virtual EquatableArray<string> KeyColumns => [];

    /// <summary>Whether training rows come in the order of time, the latest last.</summary>
    internal virtual bool IsOrdered => false;

    /// <summary>The same splitter with another seed; null where nothing in it is random.</summary>
    internal virtual Splitter? Reseeded(long seed) => null;

    /// <summary>Makes sure that there are as many rows as folds.</summary>
    private protected static void CheckFolds(Table table, int folds)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (folds > table.RowCount)
        {
            throw new ArgumentOutOfRangeException(nameof(folds), folds, $"Folds must be between 2 and the number of rows, {table.RowCount}.");
        }
    }

    /// <summary>The group of each row, numbered from 0 in the order of appearance, and their number.</summary>
    private protected static (int[] Groups, int Count) GroupsOf(Table table, string by, int atLeast)
    {
        ArgumentNullException.ThrowIfNull(table);
        var groups = RowKeys.ByValue(table[by]);
        var count = groups.Length == 0 ? 0 : groups.Max() + 1;
        return count >= atLeast
            ? (groups, count)
            : throw new TableException($"Column '{by}' has {count} {(count == 1 ? "group" : "groups")}, too few for {atLeast} folds. Ask for fewer folds, or group by another column.") { Column = by };
    }
}
