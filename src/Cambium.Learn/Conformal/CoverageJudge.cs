using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Makes the report of the coverage of intervals and sets.</summary>
static class CoverageJudge
{
    internal static CoverageReport OfIntervals(Table test, double expected, bool[] holds, double[] widths, EquatableArray<string> coverageBy, CoverageOptions options)
    {
        var sorted = widths.Order().ToArray();
        return Of(test, expected, holds, widths, coverageBy, options, [
            new Score("mean_width", widths.Average()),
            new Score("median_width", (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2),
        ]);
    }

    internal static CoverageReport OfSets(Table test, double expected, bool[] holds, double[] sizes, int[] truth, EquatableArray<string> classes, EquatableArray<string> coverageBy, CoverageOptions options)
    {
        var report = Of(test, expected, holds, sizes, coverageBy, options, [
            new Score("mean_set_size", sizes.Average()),
            new Score("empty", sizes.Count(size => size == 0) / (double)sizes.Length),
            new Score("single", sizes.Count(size => size == 1) / (double)sizes.Length),
        ]);
        return report with { Classes = PartsOf(truth, classes, holds, sizes, Units(test, options)) };
    }

    /// <summary>Wilson's 95 % interval of a share.</summary>
    internal static Interval Wilson(int hits, int rows)
    {
        var z = NormalDistribution.Quantile(0.975);
        var (share, spread) = ((double)hits / rows, z * z / rows);
        var middle = (share + (spread / 2)) / (1 + spread);
        var half = z / (1 + spread) * Math.Sqrt((share * (1 - share) / rows) + (spread / (4 * rows)));
        return new Interval(hits == 0 ? 0 : middle - half, hits == rows ? 1 : middle + half);
    }

    static CoverageReport Of(Table test, double expected, bool[] holds, double[] sizes, EquatableArray<string> coverageBy, CoverageOptions options, Score[] further)
    {
        var units = Units(test, options);
        var by = options.By.Count > 0 ? options.By : coverageBy;
        var names = by.Count == 0 ? [] : CalibrationCells.Names(test, by).ToArray();
        var groups = names.Distinct().Order(StringComparer.Ordinal).ToEquatableArray();
        var place = groups.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i);
        return new CoverageReport
        {
            Rows = holds.Length,
            Expected = expected,
            Scores = [new Score("coverage", Share(holds)) { Interval = IntervalOf(holds, units) }, .. further],
            By = string.Join(", ", by),
            Groups = by.Count == 0 ? [] : PartsOf(Array.ConvertAll(names, name => place[name]), groups, holds, sizes, units),
            Classes = [],
        };
    }

    static EquatableArray<CoveragePart> PartsOf(int[] codes, EquatableArray<string> names, bool[] holds, double[] sizes, int[] units) =>
        names.Select((name, code) => (Name: name, Rows: Enumerable.Range(0, codes.Length).Where(row => codes[row] == code).ToArray()))
            .Where(part => part.Rows.Length > 0)
            .Select(part =>
            {
                var own = Array.ConvertAll(part.Rows, row => holds[row]);
                return new CoveragePart(part.Name, own.Length, Share(own), IntervalOf(own, units.Length == 0 ? [] : Array.ConvertAll(part.Rows, row => units[row])), part.Rows.Average(row => sizes[row]));
            })
            .ToEquatableArray();

    /// <summary>The group of each row; nothing where each row stands for itself.</summary>
    static int[] Units(Table test, CoverageOptions options) => options.GroupBy.Length == 0 ? [] : RowKeys.ByValue(test[options.GroupBy]);

    static double Share(bool[] holds) => holds.Count(hold => hold) / (double)holds.Length;

    static Interval IntervalOf(bool[] holds, int[] units)
    {
        if (units.Length == 0)
        {
            return Wilson(holds.Count(hold => hold), holds.Length);
        }

        // A part of the rows may lack some of the groups; the bootstrap wants them numbered without gaps.
        var places = new Dictionary<int, int>();
        var own = Array.ConvertAll(units, unit => places.TryGetValue(unit, out var place) ? place : places[unit] = places.Count);
        var ends = Bootstrap.Of(new EvaluateOptions(), own, 1, () => times => [ShareOf(holds, times)]);
        return ends[0] ?? new Interval(double.NaN, double.NaN);
    }

    static double ShareOf(bool[] holds, byte[] times)
    {
        var (hits, rows) = (0, 0);
        for (var row = 0; row < holds.Length; row++)
        {
            rows += times[row];
            hits += holds[row] ? times[row] : 0;
        }

        return (double)hits / rows;
    }
}
