using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>What a change of the training rows does to the answers: each gives the largest difference, relative above 1, between the answers that must be alike.</summary>
static class Invariants
{
    static readonly FitOptions Weighted = new() { Weight = "w", MaxThreads = 1 };

    /// <summary>Training rows in another order.</summary>
    internal static double RowOrder(string learner, RandomTable random)
    {
        var (train, test) = random.Make(learner);
        return Difference(Answers(learner, train, test), Answers(learner, train.Take(Shuffled(random, train.RowCount)), test));
    }

    /// <summary>Columns in another order.</summary>
    internal static double ColumnOrder(string learner, RandomTable random)
    {
        var (train, test) = random.Make(learner);
        var columns = train.Columns.ToArray();
        return Difference(Answers(learner, train, test), Answers(learner, train.Select([.. Shuffled(random, columns.Length).Select(place => columns[place].Name)]), test));
    }

    /// <summary>Each column in another unit.</summary>
    internal static double ColumnUnits(string learner, RandomTable random) => Changed(learner, random, (place, value) => value * Math.Pow(2, (3 * place) - 4));

    /// <summary>All columns in one other unit.</summary>
    internal static double CommonUnit(string learner, RandomTable random) => Changed(learner, random, (_, value) => value * 8);

    /// <summary>Each column from another zero.</summary>
    internal static double ColumnZeros(string learner, RandomTable random) => Changed(learner, random, (place, value) => value + 5 - (3 * place));

    /// <summary>Whole weights, 0 among them, against rows as often as those say.</summary>
    internal static double RepeatedRows(string learner, RandomTable random)
    {
        var (train, test) = random.Make(learner);
        var weights = train.Column<long>("w").Values.ToArray();
        return Difference(Answers(learner, train, test), Answers(learner, ConformanceData.Repeated(train, weights).With(Column.Of("w", Ones(weights.Sum()))), test));
    }

    /// <summary>Weights of 0 and 1 against the rows of weight 1.</summary>
    internal static double AbsentRows(string learner, RandomTable random)
    {
        var (train, test) = random.Make(learner);
        var weights = Array.ConvertAll(train.Column<long>("w").Values.ToArray(), weight => Math.Min(weight, 1));
        var present = train.With(Column.Of("w", weights));
        return Difference(Answers(learner, present, test), Answers(learner, ConformanceData.Repeated(present, weights), test));
    }

    /// <summary>Targets in another unit: so are the answers.</summary>
    internal static double TargetUnit(string learner, RandomTable random) => Retargeted(learner, random, value => value * 4);

    /// <summary>Targets from another zero: so are the answers.</summary>
    internal static double TargetZero(string learner, RandomTable random) => Retargeted(learner, random, value => value + 16);

    /// <summary>Classes by other names, in another order: the same probabilities.</summary>
    internal static double ClassNames(string learner, RandomTable random)
    {
        var (train, test) = random.Make(learner);
        var renamed = Enumerable.Range(0, train.RowCount).Select(row => "zyx"["abc".IndexOf(train["y"].Format(row), StringComparison.Ordinal)].ToString()).ToArray();
        var k = Math.Min(random.Classes, LearnerFacts.Of(learner).MostClasses);
        var answers = Answers(learner, train.With(Column.Of("y", renamed)), test);
        return Difference(Answers(learner, train, test), [.. answers.Chunk(k).SelectMany(ofRow => ofRow.Reverse())]);
    }

    /// <summary>The answers of a model fitted with weights; clusters are named in the order in which rows meet them.</summary>
    internal static double[] Answers(string learner, Table train, Table test)
    {
        var model = LearnerCase.InvariantRecipe(learner).Fit(train, "y", Weighted);
        LearnerCase.AssertSound(model, test);
        var answers = LearnerCase.Answers(model, test);
        if (model is not ClustererModel)
        {
            return answers;
        }

        var names = new Dictionary<double, double> { [ClustererModel.Noise] = ClustererModel.Noise };
        return Array.ConvertAll(answers, cluster => names.TryGetValue(cluster, out var name) ? name : names[cluster] = names.Count);
    }

    static double Changed(string learner, RandomTable random, Func<int, double, double> change)
    {
        var (train, test) = random.Make(learner);
        return Difference(Answers(learner, train, test), Answers(learner, Change(train), Change(test)));

        Table Change(Table table) => random.Names.Select((name, place) => (name, place)).Aggregate(
            table, (changed, column) => changed.With(Column.Of(column.name, Array.ConvertAll(table.Column<double>(column.name).Values.ToArray(), value => change(column.place, value)))));
    }

    static double Retargeted(string learner, RandomTable random, Func<double, double> change)
    {
        var (train, test) = random.Make(learner);
        var targets = Array.ConvertAll(train.Column<double>("y").Values.ToArray(), value => change(value));
        return Difference(Array.ConvertAll(Answers(learner, train, test), value => change(value)), Answers(learner, train.With(Column.Of("y", targets)), test));
    }

    static int[] Shuffled(RandomTable random, int count)
    {
        var stream = new RandomStream(random.Seed + 1);
        var order = Enumerable.Range(0, count).ToArray();
        for (var i = count - 1; i > 0; i--)
        {
            var other = stream.NextInt(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }

    static long[] Ones(long count) => [.. Enumerable.Repeat(1L, (int)count)];

    static double Difference(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        return expected.Zip(actual, (e, a) => Math.Abs(e - a) / Math.Max(1, Math.Abs(e))).DefaultIfEmpty(0).Max();
    }
}
