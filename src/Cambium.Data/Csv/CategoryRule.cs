namespace Cambium.Data;

/// <summary>When text counts as repeating.</summary>
static class CategoryRule
{
    const int LevelsOfAnyTable = 1000;
    const int RowsPerLevel = 20;

    /// <summary>
    /// Whether values repeat enough to be levels: at most half as many distinct values as values, plus one, and at most
    /// 1,000 or a twentieth of the values, whichever is more.
    /// </summary>
    /// <remarks>
    /// The half keeps names and free text out of short tables, where any fixed count would let them in; the plus one lets a
    /// table of two or three rows have levels. The twentieth keeps out long keys, whose levels would take more room than they save.
    /// </remarks>
    internal static bool Repeats(long distinct, long values) => distinct <= (values / 2) + 1 && distinct <= MostLevels(values);

    /// <summary>The most levels that this many values can have.</summary>
    internal static int MostLevels(long values) => (int)Math.Max(LevelsOfAnyTable, values / RowsPerLevel);
}
