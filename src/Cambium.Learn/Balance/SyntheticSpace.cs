using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Training rows among which new rows can be made: which are near each other, and what lies between two of them.</summary>
sealed class SyntheticSpace
{
    // Each level is a direction of the space that distances are taken in.
    const int MostLevels = 500;

    readonly Table _features;
    readonly (string Name, ReadOnlyMemory<double> Values)[] _numbers;
    readonly (int[] Codes, int Levels)[] _categories;
    readonly Transform _step;

    SyntheticSpace(Table features, (string, ReadOnlyMemory<double>)[] numbers, (int[], int)[] categories, Transform step)
    {
        _features = features;
        _numbers = numbers;
        _categories = categories;
        _step = step;
    }

    /// <summary>Reads the features.</summary>
    /// <exception cref="TableException">A column is text or sparse, misses numbers, holds infinite ones, or categories have too many levels; the
    /// message lists every problem.</exception>
    internal static SyntheticSpace Of(Table features, Transform step)
    {
        var problems = new List<string>();
        var numbers = new List<(string, ReadOnlyMemory<double>)>();
        var categories = new List<(int[] Codes, int Levels)>();
        foreach (var column in features.Columns)
        {
            switch (column)
            {
                case Column<double> or Column<long> or Column<DateTime>:
                    var values = Numbers(column);
                    problems.AddRange(Problem(column, values.Span));
                    numbers.Add((column.Name, values));
                    break;
                case CategoryColumn category:
                    categories.Add((Array.ConvertAll(category.Codes.ToArray(), code => code + 1), category.Levels.Count + 1));
                    break;
                case Column<bool> truths:
                    categories.Add(([.. Enumerable.Range(0, truths.Length).Select(row => !truths.Validity[row] ? 0 : truths.Values[row] ? 2 : 1)], 3));
                    break;
                default:
                    problems.Add($"column '{column.Name}' holds {column.Type} values, which have no rows between them: drop or encode it before");
                    break;
            }
        }

        if (numbers.Count + categories.Count == 0 && problems.Count == 0)
        {
            problems.Add("there is no column besides the target");
        }

        if (categories.Sum(category => category.Levels) > MostLevels)
        {
            problems.Add($"the categories have {categories.Sum(category => category.Levels)} levels, expected at most {MostLevels}: join rare levels before");
        }

        return problems.Count == 0
            ? new SyntheticSpace(features, [.. numbers], [.. categories], step)
            : throw new TableException($"{step.GetType().Name} cannot balance the rows: {string.Join("; ", problems)}.");
    }

    /// <summary>How far two of the rows stand apart that differ in one category alone.</summary>
    internal double CategoryStep(int[] rows)
    {
        var deviations = _numbers.Select(column => Deviation(column.Values.Span, rows)).Order().ToArray();
        var middle = deviations.Length / 2;
        var median = deviations.Length == 0 ? 1 : deviations.Length % 2 == 1 ? deviations[middle] : (deviations[middle - 1] + deviations[middle]) / 2;
        return median;
    }

    /// <summary>The k nearest of each of some rows among them, as places in the list; the nearest first, of equals the lower place.</summary>
    /// <exception cref="TableException">Distances overflow.</exception>
    internal int[] Nearest(int[] rows, int k, double categoryStep, FitOptions options)
    {
        var (points, p) = Coordinates(rows, categoryStep);
        var problems = new NeighbourSpace(DistanceMetric.Euclidean, 2).Problems(points, [.. Enumerable.Range(0, p).Select(NameOf)]);
        if (problems.Count > 0)
        {
            throw new TableException($"{_step.GetType().Name} cannot balance the rows: {string.Join("; ", problems)}.");
        }

        var nearest = new int[checked(rows.Length * k)];
        new NeighbourIndex(points, p, new Distance(DistanceKind.Euclidean), NeighbourSearch.Auto, options.CancellationToken, options.MaxThreads).Nearest(
            points, k, skipOwn: true, (first, _, found, _) => found.CopyTo(nearest.AsSpan(first * k)), options.MaxThreads, options.CancellationToken);
        return nearest;
    }

    /// <summary>The rows, and new ones after them.</summary>
    internal StepRows Add(StepRows rows, List<SyntheticRow> added)
    {
        var n = _features.RowCount;
        var places = new int[n + added.Count];
        for (var row = 0; row < places.Length; row++)
        {
            places[row] = row < n ? row : added[row - n].Base;
        }

        var taken = ClassRows.Take(rows, places);
        var columns = taken.Features.Columns.ToArray();
        var (number, category) = (0, 0);
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = columns[i] is CategoryColumn or Column<bool>
                ? Voted(columns[i], _categories[category++], n, added)
                : Between(columns[i], _numbers[number++].Values.Span, n, added);
        }

        return taken with { Features = Table.Create(columns) };
    }

    static Column Between(Column column, ReadOnlySpan<double> numbers, int n, List<SyntheticRow> added)
    {
        var between = new double[added.Count];
        for (var i = 0; i < between.Length; i++)
        {
            var from = numbers[added[i].Base];
            between[i] = from + (added[i].Step * (numbers[added[i].Toward] - from));
        }

        switch (column)
        {
            case Column<long> whole:
                var longs = whole.Values.ToArray();
                for (var i = 0; i < between.Length; i++)
                {
                    longs[n + i] = (long)Math.Round(between[i]);
                }

                return Column.Of(column.Name, longs);
            case Column<DateTime> moments:
                var dates = moments.Values.ToArray();
                for (var i = 0; i < between.Length; i++)
                {
                    dates[n + i] = new DateTime(Math.Clamp((long)Math.Round(between[i] * TimeSpan.TicksPerDay), 0, DateTime.MaxValue.Ticks), DateTimeKind.Unspecified);
                }

                return Column.Of(column.Name, dates);
            default:
                var values = ((Column<double>)column).Values.ToArray();
                between.CopyTo(values, n);
                return Column.Of(column.Name, values);
        }
    }

    static Column Voted(Column column, (int[] Codes, int Levels) category, int n, List<SyntheticRow> added)
    {
        var winners = new int[added.Count];
        var votes = new int[category.Levels];
        for (var i = 0; i < winners.Length; i++)
        {
            var voters = added[i].Voters.Span;
            foreach (var row in voters)
            {
                votes[category.Codes[row]]++;
            }

            // The nearest come first, so that the first of equals is the nearer one's.
            var best = category.Codes[voters[0]];
            foreach (var row in voters)
            {
                best = votes[category.Codes[row]] > votes[best] ? category.Codes[row] : best;
            }

            foreach (var row in voters)
            {
                votes[category.Codes[row]] = 0;
            }

            winners[i] = best;
        }

        if (column is CategoryColumn levels)
        {
            var codes = levels.Codes.ToArray();
            for (var i = 0; i < winners.Length; i++)
            {
                codes[n + i] = winners[i] - 1;
            }

            return new CategoryColumn(column.Name, codes, levels.Levels);
        }

        var truths = (Column<bool>)column;
        var values = new bool[n + winners.Length];
        truths.Values[..n].CopyTo(values);
        for (var i = 0; i < winners.Length; i++)
        {
            values[n + i] = winners[i] == 2;
        }

        return new Column<bool>(column.Name, values, Validity.FromRows(values.Length, row => row < n ? truths.Validity[row] : winners[row - n] != 0));
    }

    /// <summary>The rows as points: numbers as they are, each level of a category a direction.</summary>
    (double[] Points, int Coordinates) Coordinates(int[] rows, double categoryStep)
    {
        var p = _numbers.Length + _categories.Sum(category => category.Levels);
        var points = new double[checked(rows.Length * p)];
        for (var j = 0; j < _numbers.Length; j++)
        {
            var values = _numbers[j].Values.Span;
            for (var i = 0; i < rows.Length; i++)
            {
                points[(i * p) + j] = values[rows[i]];
            }
        }

        // Two rows of other levels differ in two directions.
        var height = categoryStep / Math.Sqrt(2);
        var first = _numbers.Length;
        foreach (var (codes, levels) in _categories)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                points[(i * p) + first + codes[rows[i]]] = height;
            }

            first += levels;
        }

        return (points, p);
    }

    string NameOf(int coordinate) => coordinate < _numbers.Length ? _numbers[coordinate].Name : "categories";

    static ReadOnlyMemory<double> Numbers(Column column)
    {
        if (column is not Column<DateTime> moments)
        {
            return ColumnFit.Numbers(column);
        }

        var days = new double[moments.Length];
        for (var row = 0; row < days.Length; row++)
        {
            days[row] = moments.Validity[row] ? moments.Values[row].Ticks / (double)TimeSpan.TicksPerDay : double.NaN;
        }

        return days;
    }

    static IEnumerable<string> Problem(Column column, ReadOnlySpan<double> values)
    {
        for (var row = 0; row < values.Length; row++)
        {
            if (double.IsNaN(values[row]))
            {
                return [$"column '{column.Name}' misses values (first in row {row + 1}): put the step Impute before"];
            }

            if (double.IsInfinity(values[row]))
            {
                return [$"column '{column.Name}' holds infinite values (first in row {row + 1}): correct or drop them"];
            }
        }

        return [];
    }

    static double Deviation(ReadOnlySpan<double> values, int[] rows)
    {
        var moments = (Count: 0, Mean: 0.0, Squares: 0.0);
        foreach (var row in rows)
        {
            moments.Count++;
            var step = values[row] - moments.Mean;
            moments.Mean += step / moments.Count;
            moments.Squares += step * (values[row] - moments.Mean);
        }

        return Math.Sqrt(moments.Squares / moments.Count);
    }
}
