using Cambium.Data;
using Cambium.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Cambium.Learn.Tests;

/// <summary>A random table that the invariants are tried on; it prints what makes it again.</summary>
/// <param name="Seed">What the values are drawn from.</param>
/// <param name="Rows">Training rows, and as many to be answered.</param>
/// <param name="Numbers">How many columns of numbers, each in a unit of its own.</param>
/// <param name="Ties">Whether the first column has few values.</param>
/// <param name="Gaps">Whether values are missing and a category is there, for learners that take such.</param>
/// <param name="Classes">How many classes, for classifiers.</param>
sealed record RandomTable(int Seed, int Rows, int Numbers, bool Ties, bool Gaps, int Classes)
{
    // Whole multiples of this leave room for a power of two and a whole number: scaling and shifting do not round.
    const double Grain = 1.0 / (1 << 12);

    internal static Arbitrary<RandomTable> Any { get; } = Gen.Choose(0, int.MaxValue)
        .SelectMany(seed => Gen.Choose(60, 110).SelectMany(rows => Gen.Choose(2, 4).SelectMany(numbers => Gen.Choose(0, 3).SelectMany(kind => Gen.Choose(2, 3).Select(
            classes => new RandomTable(seed, rows, numbers, kind % 2 == 1, kind >= 2, classes))))))
        .ToArbitrary();

    /// <summary>The names of the columns of numbers.</summary>
    internal IEnumerable<string> Names => Enumerable.Range(0, Numbers).Select(number => $"x{number}");

    /// <summary>Rows to learn from and rows to answer, with the target "y" and, from 0 to 3, the weight "w".</summary>
    internal (Table Train, Table Test) Make(string learner)
    {
        var random = new RandomStream(Seed);
        var n = 2 * Rows;
        var facts = LearnerFacts.Of(learner);
        var groups = LearnerCase.HasTarget(learner) ? null : Enumerable.Range(0, n).Select(_ => random.NextInt(3)).ToArray();
        var signal = new double[n];
        var columns = Names.Select((name, place) => (Column)Column.Of(name, Values(random, place, facts, groups, signal))).ToList();
        var missing = Gaps && LearnerCase.ReadsAll(learner);
        if (missing)
        {
            columns[^1] = Column.Of(columns[^1].Name, Array.ConvertAll(((Column<double>)columns[^1]).Values.ToArray(), value => random.NextInt(8) == 0 ? double.NaN : value));
            columns.Add(Column.Of("colour", Enumerable.Range(0, n).Select(row => random.NextInt(9) == 0 ? null : $"colour {random.NextInt(3)}").ToArray()));
        }

        var y = Array.ConvertAll(signal, value => OnGrain(value + random.NextGaussian()));
        columns.Add(LearnerCase.Classifies(learner) ? Column.Of("y", Labels(y, facts.MostClasses)) : Column.Of("y", y));
        columns.Add(Column.Of("w", Enumerable.Range(0, n).Select(_ => (long)random.NextInt(4)).ToArray()));
        var table = LearnerCase.FittingTarget(learner, Table.Create([.. columns]));
        return (table.Slice(0, Rows), table.Slice(Rows, Rows));
    }

    double[] Values(RandomStream random, int place, LearnerFacts facts, int[]? groups, double[] signal)
    {
        var unit = Math.Pow(2, random.NextInt(4) - 1);
        var zero = random.NextInt(9) - 4;
        var values = new double[signal.Length];
        for (var row = 0; row < values.Length; row++)
        {
            var value = Ties && place == 0 && groups is null ? random.NextInt(5) - 2 : OnGrain(random.NextGaussian());
            signal[row] += value * (place % 2 == 0 ? 1.5 : -1);
            // Groups stand far apart in every column, so that there is one right answer; then columns are in one unit.
            values[row] = groups is null ? (value * unit) + zero : (value / 4) + (groups[row] * (place % 2 == 0 ? 16 : -8)) + zero;
            values[row] = facts.NeedsCounts ? Math.Floor(Math.Exp(1 + (value / 2))) : values[row];
        }

        return values;
    }

    string[] Labels(double[] y, int mostClasses)
    {
        var k = Math.Min(Classes, mostClasses);
        var sorted = y.Order().ToArray();
        return Array.ConvertAll(y, value => "abc"[Enumerable.Range(1, k - 1).Count(part => value > sorted[part * y.Length / k])].ToString());
    }

    static double OnGrain(double value) => Math.Round(value / Grain) * Grain;
}
