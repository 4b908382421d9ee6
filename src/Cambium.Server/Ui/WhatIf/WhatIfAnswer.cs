using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Server;

/// <summary>What a model answers to one row, and why.</summary>
public sealed record WhatIfAnswer
{
    /// <summary>What is explained without an exact method.</summary>
    internal const string OtherwiseExplained = "This kind of model is explained by: cambium explain MODEL DATA --log";

    /// <summary>Rows that stand for "not known", and coalitions of columns, where the model is asked for its explanation: some 5,000 rows, so that the answer comes at once.</summary>
    const int BackgroundRows = 20;
    const int Coalitions = 256;

    /// <summary>The row.</summary>
    public required Table Row { get; init; }

    /// <summary>The answer as it stands in the first column: a class, a number, a cluster.</summary>
    public required string Prediction { get; init; }

    /// <summary>The same of a model that predicts numbers or scores; null of others.</summary>
    public double? Number { get; init; }

    /// <summary>The probability of each class, in the model's order; none of a model that is no classifier.</summary>
    public IReadOnlyList<(string Class, double Probability)> Probabilities { get; init; } = [];

    /// <summary>What else the model answers, such as the ends of an interval, by the names of its columns.</summary>
    public IReadOnlyList<(string Name, string Value)> Further { get; init; } = [];

    /// <summary>The classes that may be the true one, and the share of new rows whose set holds it; null where the model gives no set.</summary>
    public (IReadOnlyList<string> Classes, double Coverage)? Set { get; init; }

    /// <summary>The ends of the interval of a number; null where the model gives none.</summary>
    public (double Lower, double Upper)? Interval { get; init; }

    /// <summary>The probability of the second class from which on it is called; null where the model has no threshold of its own.</summary>
    public double? Threshold { get; init; }

    /// <summary>How far each column moved the answer; null where <see cref="NotExplained"/> says why not.</summary>
    public ShapValues? Shap { get; init; }

    /// <summary>Which of the values' outputs is told: of two classes the second, of more the one that is answered.</summary>
    public int Output { get; init; }

    /// <summary>Why there are no values, and what to do.</summary>
    public string? NotExplained { get; init; }

    /// <summary>The class whose score is explained; null of numbers.</summary>
    internal string? Towards => Probabilities.Count == 0 ? null : Probabilities.Count == 2 ? Probabilities[1].Class : Prediction;

    /// <summary>The probability of <see cref="Towards"/>, or the number; NaN where the answer is neither.</summary>
    internal double Score => Towards is { } name ? ProbabilityOf(name) : Number ?? double.NaN;

    internal double ProbabilityOf(string name) => Probabilities.Where(pair => pair.Class == name).Select(pair => pair.Probability).FirstOrDefault(double.NaN);

    /// <summary>Asks a model.</summary>
    /// <exception cref="TableException">The model does not take the row, or its answer is no finite number.</exception>
    /// <param name="model">The model.</param>
    /// <param name="row">One row.</param>
    /// <param name="kept">Rows by which models without an exact method are explained.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    internal static WhatIfAnswer Of(Model model, Table row, Lazy<WhatIfSample?> kept, CancellationToken cancellationToken)
    {
        try
        {
            return Ask(model, row, kept, cancellationToken);
        }
        catch (TableException e) when (e.Message.Contains("infinite numbers", StringComparison.Ordinal))
        {
            // The row itself holds none: a step of the model made it of a value that is too large, and what it advises is for tables.
            var what = e.Column is { } column && row.Contains(column) ? $"the value of '{column}'" : "a value";
            throw new TableException($"{what} is too large for this model.", e) { Column = e.Column };
        }
    }

    static WhatIfAnswer Ask(Model model, Table row, Lazy<WhatIfSample?> kept, CancellationToken cancellationToken)
    {
        var answers = model.Predict(row);
        var classes = (model as ClassifierModel)?.Classes ?? [];
        var probabilities = classes.Select((name, place) => (name, ((Column<double>)answers.Columns[place + 1]).Values[0])).ToArray();
        var first = answers.Columns[0];
        var number = NumberOf(model, answers);
        if ((number is { } single && !double.IsFinite(single)) || Array.Exists(probabilities, pair => !double.IsFinite(pair.Item2)))
        {
            throw new TableException("the model's answer to it is not a finite number, for a value is too far from what the model learned from.");
        }

        var (shap, problem) = Finite(Explain(model, row, kept, cancellationToken));
        return new WhatIfAnswer
        {
            Row = row,
            Prediction = first is Column<double> numbers ? Numbers.Significant(numbers.Values[0]) : first.Format(0),
            Number = number,
            Probabilities = probabilities,
            Interval = answers.Contains("lower") && answers.Contains("upper") && model is RegressorModel ? (Double(answers["lower"]), Double(answers["upper"])) : null,
            Further = [.. answers.Columns.Skip(1 + classes.Count).Where(column => model is not RegressorModel).Select(column => (column.Name, Text(column)))],
            Set = SetOf(model, answers),
            Threshold = ThresholdOf(model),
            Shap = shap,
            Output = shap is null || shap.Outputs.Count == 1 ? 0 : classes.IndexOf(first.Format(0)),
            NotExplained = problem,
        };
    }

    /// <summary>The answer and what moved it most, in words.</summary>
    internal string Sentence(string target)
    {
        var said = Towards is { } name
            ? $"The model answers {Quoted(Prediction)}: the probability of {Quoted(name)} is {Numbers.Significant(Score)}{(Threshold is { } threshold ? $", and from {Numbers.Significant(threshold)} on it is called so" : "")}."
            : $"The model answers {Prediction}{(target.Length > 0 ? $" for {target}" : "")}{(Interval is { } ends ? $", and expects it from {Numbers.Significant(ends.Lower)} to {Numbers.Significant(ends.Upper)}" : "")}.";
        return Shap is { } shap ? $"{said} {shap.Movers(Row, 0, Output, Towards)}" : said;
    }

    /// <summary>The classes of <see cref="Set"/> in words; null where there is none.</summary>
    internal string? SetWords => Set is { } set ? (set.Classes.Count == 0 ? "none of them" : string.Join(", ", set.Classes)) : null;

    /// <summary>Values that are numbers; others are no explanation.</summary>
    static (ShapValues? Values, string? Problem) Finite((ShapValues? Values, string? Problem) explained)
    {
        var isFinite = explained.Values is not { } shap || Enumerable.Range(0, shap.Outputs.Count).All(output => double.IsFinite(shap.Answers[output]) && shap.Of(0, output).ToArray().All(double.IsFinite));
        return isFinite ? explained : (null, "The columns' parts in it are not finite numbers, for a value is too far from what the model learned from.");
    }

    /// <summary>The values by the first way that there is: exactly, exactly against kept rows, by asking the model.</summary>
    static (ShapValues? Values, string? Problem) Explain(Model model, Table row, Lazy<WhatIfSample?> kept, CancellationToken cancellationToken)
    {
        var options = new ShapOptions { MaxThreads = 1, CancellationToken = cancellationToken };
        var (values, problem) = Try(() => model.Shap(row, options));
        if (values is not null || kept.Value is not { } sample)
        {
            return (values, problem);
        }

        var background = sample.Table.Slice(0, Math.Min(BackgroundRows, sample.Table.RowCount));
        (values, _) = Try(() => model.Shap(row, options with { Background = background }));
        var least = Math.Max(Coalitions, 2 * model.Input.Fields.Count);
        return values is not null
            ? (values, null)
            : Try(() => KernelShap.Of(model, row, background, new KernelShapOptions { Coalitions = least, MaxThreads = 1, CancellationToken = cancellationToken }));
    }

    static (ShapValues? Values, string? Problem) Try(Func<ShapValues> explain)
    {
        try
        {
            return (explain(), null);
        }
        catch (ArgumentException e)
        {
            return (null, $"{e.Message.Split(". ")[0].TrimEnd('.')}. {OtherwiseExplained}");
        }
    }

    static double? NumberOf(Model model, Table answers) => model switch
    {
        RegressorModel => Double(answers.Columns[0]),
        OutlierDetectorModel => Double(answers["score"]),
        _ => null,
    };

    static double? ThresholdOf(Model model) => model switch
    {
        ClassifierPipelineModel pipeline => ThresholdOf(pipeline.Last),
        ThresholdClassifierModel threshold => threshold.Threshold,
        _ => null,
    };

    static (IReadOnlyList<string> Classes, double Coverage)? SetOf(Model model, Table answers) => model switch
    {
        ClassifierPipelineModel pipeline => SetOf(pipeline.Last, answers),
        ConformalClassifierModel conformal => (Members(answers), conformal.Recipe.Coverage),
        _ => null,
    };

    /// <summary>The names in a set; those that hold the mark between names stay together as they stand.</summary>
    static string[] Members(Table answers)
    {
        var (text, size) = (answers["set"].Format(0), ((Column<long>)answers["set_size"]).Values[0]);
        var parts = text.Split('|');
        return size == 0 ? [] : parts.Length == size ? parts : [text];
    }

    static double Double(Column column) => ((Column<double>)column).Values[0];

    static string Text(Column column) => column.IsMissing(0) ? "" : column is Column<double> numbers ? Numbers.Significant(numbers.Values[0]) : column.Format(0);

    static string Quoted(string name) => $"'{name}'";
}
