using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>Holds out a share of the rows at random, again and again, each time from all rows. When: the share held out and the number of fits are to be chosen freely.</summary>
/// <remarks>Source: R. R. Picard, R. D. Cook, "Cross-Validation of Regression Models", 1984 (Monte Carlo cross-validation).</remarks>
public sealed record ShuffleSplit : Splitter
{
    /// <summary>How often. Default 10. Range [1, 10,000].</summary>
    public int Times { get; init => field = Check.InRange(value, 1, 10_000); } = 10;

    /// <summary>The share of rows held out, in (0, 1): rounded to rows; with groups, as near as they allow. Default 0.2. Range (0, 1).</summary>
    public double TestShare
    {
        get;
        init => field = value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(TestShare), value, "TestShare must lie between 0 and 1, both excluded.");
    }
        = 0.2;

    /// <summary>
    /// The column whose values are as frequent among the rows held out as in the whole; null: none. A number or date-time column of more than ten values goes by its tenths. Not together with
    /// <see cref="GroupBy"/>.
    /// </summary>
    public string? StratifyBy { get; init; }

    /// <summary>The column whose equal values are held out together; null: none. Rows without a value are one group.</summary>
    public string? GroupBy { get; init; }

    /// <summary>The same seed gives the same splits. Default 0.</summary>
    public long Seed { get; init; }

    internal override EquatableArray<string> KeyColumns => GroupBy is null ? [] : [GroupBy];

    /// <inheritdoc/>
    public override IReadOnlyList<RowSplit> Split(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        Table.CheckOneWay(StratifyBy, GroupBy);
        var rows = table.RowCount;
        var size = (int)Math.Round(TestShare * rows, MidpointRounding.AwayFromZero);
        if (GroupBy is not null)
        {
            var (groups, _) = GroupsOf(table, GroupBy, 2);
            return Draw(rows, random => RowSplitter.Grouped(groups, size, random));
        }

        if (size == 0 || size == rows)
        {
            throw new TableException(
                $"Holding out a share of {TestShare} of {rows} rows leaves none to {(size == 0 ? "judge by" : "learn from")}. Use another share, or a table with more rows.");
        }

        var strata = StratifyBy is null ? new int[rows] : RowKeys.ByStratum(table[StratifyBy]);
        return Draw(rows, random => RowSplitter.Stratified(strata, size, random));
    }

    internal override Splitter Reseeded(long seed) => this with { Seed = seed };

    RowSplits Draw(int rows, Func<RandomStream, bool[]> mark)
    {
        var root = new RandomStream(Seed);
        return new RowSplits(Times, time =>
        {
            var isTest = mark(root.Fork(time));
            return RowSplits.OfTest(rows, row => isTest[row]);
        });
    }
}
