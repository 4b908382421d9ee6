using System.Collections;

namespace Cambium.Data;

/// <summary>Splits that are made when they are asked for, so that leaving out each of many rows in turn does not fill the memory.</summary>
sealed class RowSplits(int count, Func<int, RowSplit> make) : IReadOnlyList<RowSplit>
{
    public int Count => count;

    public RowSplit this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
            return make(index);
        }
    }

    /// <summary>One split a fold: its rows are the test, all others the training rows. A row of fold −1 is never tested.</summary>
    internal static RowSplits OfFolds(int[] foldOf, int count) => new(count, fold => OfTest(foldOf.Length, row => foldOf[row] == fold));

    /// <summary>The rows that are tested, and all others, both in order.</summary>
    internal static RowSplit OfTest(int rows, Func<int, bool> isTest)
    {
        var parts = Enumerable.Range(0, rows).ToLookup(isTest);
        return new RowSplit(parts[false].ToEquatableArray(), parts[true].ToEquatableArray());
    }

    public IEnumerator<RowSplit> GetEnumerator() => Enumerable.Range(0, count).Select(make).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
