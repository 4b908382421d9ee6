using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>The folds that all candidates share: one round of them, or more where rows are few.</summary>
sealed class AutoMlRounds
{
    /// <summary>Up to how many rows they are dealt out how often.</summary>
    static readonly (int Rows, int Repeats)[] Few = [(500, 4), (1500, 3), (4000, 2)];

    readonly Lazy<double[]> _numbers; // n
    readonly Lazy<int[]> _codes; // n
    readonly Lazy<IReadOnlyList<RowSplit>[]> _splits;

    AutoMlRounds(AutoMlColumns columns, string target, AutoMlOptions options, IReadOnlyList<Splitter> splitters)
    {
        Table = columns.Rows;
        Target = target;
        Splitters = splitters;
        Classes = columns.IsClasses ? ClassLabels.ClassesOf(Table[target]) : [];
        IsPlain = options.Splitter is null;

        // Late, since what cannot be learned or split is first refused by a candidate, with its words.
        _codes = new Lazy<int[]>(() => ClassLabels.Encode(Table[target], Classes));
        _numbers = new Lazy<double[]>(() => RegressionJudge.Truth(Table, target));
        _splits = new Lazy<IReadOnlyList<RowSplit>[]>(() => [.. splitters.Select(splitter => splitter.Split(Table))]);
    }

    internal Table Table { get; }

    internal string Target { get; }

    /// <summary>One a round.</summary>
    internal IReadOnlyList<Splitter> Splitters { get; }

    /// <summary>The classes; none where numbers are predicted.</summary>
    internal EquatableArray<string> Classes { get; }

    /// <summary>Whether rows are dealt out at random, so that a stack deals them out alike.</summary>
    internal bool IsPlain { get; }

    /// <summary>The splits of all rows, a list a round.</summary>
    internal IReadOnlyList<RowSplit>[] Splits => _splits.Value;

    /// <summary>The numbers of an answer.</summary>
    internal int Width => Math.Max(1, Classes.Count);

    /// <summary>The folds of a round.</summary>
    internal int Folds => Splits[0].Count;

    /// <summary>How many times all rows are learned from in a cross-validation.</summary>
    internal double Fits => Splits.Sum(round => round.Sum(split => (double)split.Train.Count)) / Math.Max(1, Table.RowCount);

    /// <summary>The factor on the deviation of a mean over folds whose training rows are partly the same.</summary>
    /// <remarks>Source: C. Nadeau, Y. Bengio, "Inference for the Generalization Error", 2003.</remarks>
    internal double Correction
    {
        get
        {
            var first = Splits[0][0];
            return Math.Sqrt((1.0 / Splits.Sum(round => round.Count)) + ((double)first.Test.Count / Math.Max(1, first.Train.Count)));
        }
    }

    /// <summary>The folds that the options ask for.</summary>
    internal static AutoMlRounds Of(AutoMlColumns columns, string target, AutoMlOptions options)
    {
        if (options.Splitter is { } given)
        {
            return new AutoMlRounds(columns, target, options, [given]);
        }

        var repeats = options.Repeats > 0 ? options.Repeats : Few.Where(few => columns.Rows.RowCount <= few.Rows).Select(few => few.Repeats).DefaultIfEmpty(1).First();
        Splitter plain = columns.IsClasses ? new StratifiedKFold(target) { Folds = options.Folds, Seed = options.Seed } : new KFold { Folds = options.Folds, Seed = options.Seed };
        var random = new RandomStream(options.Seed);
        return new AutoMlRounds(columns, target, options, [plain, .. Enumerable.Range(1, repeats - 1).Select(round => plain.Reseeded(unchecked((long)random.Fork(round).NextBits()))!)]); // both are random
    }

    /// <summary>The numbers of a cross-validation's answers.</summary>
    internal double[] Numbers(Table answers)
    {
        string[] names = Classes.Count == 0 ? ["prediction"] : [.. Classes.Select(name => $"probability_{name}")];
        var numbers = new double[answers.RowCount * names.Length];
        for (var place = 0; place < names.Length; place++)
        {
            var values = answers.Column<double>(names[place]).Values;
            for (var row = 0; row < values.Length; row++)
            {
                numbers[(row * names.Length) + place] = values[row];
            }
        }

        return numbers;
    }

    /// <summary>How far an answer's number is from the truth.</summary>
    internal double Error(double[] answers, int row, int place) =>
        answers[(row * Width) + place] - (Classes.Count == 0 ? _numbers.Value[row] : IsClass(row, place) ? 1 : 0);

    /// <summary>Whether a row is of the class at a place.</summary>
    internal bool IsClass(int row, int place) => _codes.Value[row] == place;

    /// <summary>A figure of answers to the given rows.</summary>
    /// <param name="metric">The figure.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="answers">Their answers alone, as many × width.</param>
    internal double Score(string metric, EquatableArray<int> rows, double[] answers)
    {
        if (Classes.Count == 0)
        {
            return RegressionJudge.Report([.. rows.Select(row => _numbers.Value[row])], answers, EvaluateOptions.WithoutIntervals)[metric];
        }

        var called = new int[rows.Count];
        for (var i = 0; i < called.Length; i++)
        {
            var own = answers.AsSpan(i * Width, Width);
            for (var place = 1; place < own.Length; place++)
            {
                called[i] = own[place] > own[called[i]] ? place : called[i];
            }
        }

        var truth = new JudgedClasses([.. rows.Select(row => _codes.Value[row])], called, answers, Classes.Count);
        return ClassificationJudge.Report(truth, Classes, FigureIntervals.Each(called.Length), EvaluateOptions.WithoutIntervals)[metric];
    }
}
