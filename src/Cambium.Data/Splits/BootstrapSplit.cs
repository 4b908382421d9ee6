using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>
/// Learns from as many rows as there are, drawn with replacement, and judges by the rows that were not drawn: about 37 in 100. When: rows are few, and the .632+ estimate is wanted.
/// </summary>
/// <remarks>Source: B. Efron, R. Tibshirani, "Improvements on Cross-Validation: The .632+ Bootstrap Method", 1997.</remarks>
public sealed record BootstrapSplit : Splitter
{
    /// <summary>How often. Default 50. Range [1, 10,000].</summary>
    public int Times { get; init => field = Check.InRange(value, 1, 10_000); } = 50;

    /// <summary>The column of which each value is drawn as often as it occurs; null: none. A number or date-time column of more than ten values goes by its tenths.</summary>
    public string? StratifyBy { get; init; }

    /// <summary>The same seed gives the same samples. Default 0.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<RowSplit> Split(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var strata = RowSplitter.RowsByKey(StratifyBy is null ? new int[table.RowCount] : RowKeys.ByStratum(table[StratifyBy]));
        if (strata.All(rows => rows.Length < 2))
        {
            throw new TableException(
                $"A bootstrap sample leaves rows out only where {(StratifyBy is null ? "there are two rows or more" : $"two rows or more share a value of '{StratifyBy}'")}; the table has {table.RowCount} rows."
                + (StratifyBy is null ? "" : " Draw without strata."));
        }

        var root = new RandomStream(Seed);
        return new RowSplits(Times, time => Draw(strata, table.RowCount, root.Fork(time)));
    }

    internal override Splitter Reseeded(long seed) => this with { Seed = seed };

    static RowSplit Draw(int[][] strata, int rows, RandomStream random)
    {
        while (true)
        {
            var times = new int[rows];
            foreach (var stratum in strata)
            {
                foreach (var _ in stratum)
                {
                    times[stratum[random.NextInt(stratum.Length)]]++;
                }
            }

            // A sample of very few rows may hold each of them once.
            if (times.Contains(0))
            {
                return new RowSplit(
                    times.SelectMany((count, row) => Enumerable.Repeat(row, count)).ToEquatableArray(),
                    Enumerable.Range(0, rows).Where(row => times[row] == 0).ToEquatableArray());
            }
        }
    }
}
