using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// What coalitions of columns are worth: the mean answer to the background's rows where the coalition's columns take their values from the row that is explained. All rows are explained by the same
/// coalitions.
/// </summary>
sealed class CoalitionGame
{
    // Coalitions that are worked on in one call, between which progress is told and cancellation looked for; fewer where many rows are explained, for each call keeps how they answer.
    const int MostTogether = 64;
    const int RowsTogether = 65_536;

    readonly ModelAnswer[] _answers;
    readonly Table _rows;
    readonly Table _background;
    readonly int _maxThreads;
    readonly CancellationToken _cancellationToken;

    CoalitionGame(ModelAnswer[] answers, Table rows, Table background, int maxThreads, CancellationToken cancellationToken)
    {
        (_answers, _rows, _background, _maxThreads, _cancellationToken) = (answers, rows, background, maxThreads, cancellationToken);
        Columns = answers[0].Model.Input.Fields.Select(field => field.Name).ToEquatableArray();
        Answers = Array.ConvertAll(answers, answer => answer.Of(rows));
        Bases = Array.ConvertAll(answers, answer => answer.Of(background).Average());
    }

    /// <summary>The columns, p.</summary>
    internal EquatableArray<string> Columns { get; }

    internal int Outputs => _answers.Length;

    internal int RowCount => _rows.RowCount;

    /// <summary>What the whole is worth: the answers to the rows, an array an output.</summary>
    internal double[][] Answers { get; }

    /// <summary>What nothing is worth, one an output.</summary>
    internal double[] Bases { get; }

    /// <summary>The game of a model.</summary>
    /// <exception cref="ArgumentException">The model has no number to explain, or a column is not there.</exception>
    /// <exception cref="TableException">There are no rows or no background, or they do not fit the model.</exception>
    internal static CoalitionGame Of(Model model, Table rows, Table background, bool isMargin, int maxThreads, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        var answers = ModelAnswer.Each(model, isMargin);
        return new CoalitionGame(answers, answers[0].Read(rows), answers[0].ReadBackground(background), maxThreads, cancellationToken);
    }

    /// <summary>What coalitions are worth, by output, coalition and row.</summary>
    /// <param name="coalitions">Of each which columns are in it; neither none nor all.</param>
    /// <param name="told">Told after some coalitions.</param>
    internal double[][][] Worth(IReadOnlyList<bool[]> coalitions, IProgress<FitProgress>? told)
    {
        var progress = new CountedProgress(told, "coalitions", coalitions.Count * Outputs);
        return Array.ConvertAll(_answers, answer =>
        {
            var replaced = new ReplacedColumns(answer, _background, _maxThreads, _cancellationToken);
            var worth = new double[coalitions.Count][];
            var together = Math.Clamp(RowsTogether / RowCount, 1, MostTogether);
            for (var start = 0; start < worth.Length; start += together)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                var some = coalitions.Skip(start).Take(together).Select(coalition => _rows.Select([.. Columns.Where((_, place) => coalition[place])])).ToArray();
                replaced.Means(some, progress.Add).CopyTo(worth, start);
            }

            return worth;
        });
    }

    /// <summary>The values as a result.</summary>
    /// <param name="method">How they were found.</param>
    /// <param name="values">By output, row and column.</param>
    internal ShapValues Result(string method, Func<int, int, int, double> values)
    {
        var model = _answers[0].Model;
        var all = new double[checked(RowCount * Outputs * Columns.Count)];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = values(i / Columns.Count % Outputs, i / Columns.Count / Outputs, i % Columns.Count);
        }

        var kept = EquatableArray.Own(all);
        return new ShapValues
        {
            Method = method,
            Scale = model is not ClassifierModel ? ShapScale.Value : _answers[0].IsMargin ? ShapScale.Margin : ShapScale.Probability,
            Outputs = _answers.Select(answer => answer.Name).ToEquatableArray(),
            Columns = Columns,
            RowCount = RowCount,
            BaseValues = Bases.ToEquatableArray(),
            Values = kept,
            Answers = Enumerable.Range(0, RowCount * Outputs).Select(i => Answers[i % Outputs][i / Outputs]).ToEquatableArray(),
            Features = Columns.Select(column => new ModelFeature(column, [column])).ToEquatableArray(),
            FeatureValues = kept,
        };
    }
}
