using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>A shallow tree that answers as a model does, as far as a few questions can; its fidelity says how far that is.</summary>
/// <remarks>
/// The tree learns the model's answers, not the truth. Columns of free text and vectors are left out. Source: M. W. Craven, J. W. Shavlik, "Extracting Tree-Structured Representations of Trained
/// Networks", 1996 (the idea; here a plain regression tree on the given rows).
/// </remarks>
public sealed record SurrogateTree
{
    const int FewestRows = 10;

    /// <summary>What is imitated: "probability of yes", "log-odds of yes", or the name of a regressor's target.</summary>
    public required string Answer { get; init; }

    /// <summary>The tree.</summary>
    public required DecisionTreeRegressorModel Tree { get; init; }

    /// <summary>R² of the tree against the model's answers to rows that the tree did not see: 1 where it says the same. NaN where all these answers are the same.</summary>
    public required double Fidelity { get; init; }

    /// <summary>The same on the rows that it learned from.</summary>
    public required double TrainingFidelity { get; init; }

    /// <summary>For two classes the share of the unseen rows that tree and model call the same, by the model's own threshold where it has one; else null.</summary>
    public required double? Agreement { get; init; }

    /// <summary>Fits the tree.</summary>
    /// <param name="model">A classifier, a regressor or an outlier detector.</param>
    /// <param name="rows">Rows with the model's columns; the target is not needed.</param>
    /// <param name="options">Depth, held-out rows, class, seed, threads, cancellation.</param>
    /// <exception cref="ArgumentException">The model has no such answer, or reads no column that a tree could.</exception>
    /// <exception cref="TableException">There are fewer than 10 rows, or they do not fit the model.</exception>
    public static SurrogateTree Of(Model model, Table rows, SurrogateOptions options)
    {
        var answer = ModelAnswer.Of(model, options);
        var read = answer.Read(rows);
        if (read.RowCount < FewestRows)
        {
            throw new TableException($"The table has {read.RowCount} rows; a surrogate tree needs at least {FewestRows}, some to learn from and some to be judged by.");
        }

        var columns = read.Select([.. read.Columns.Where(column => column.Type is not (ColumnType.String or ColumnType.Sparse)).Select(column => column.Name)]);
        if (columns.Columns.Count == 0)
        {
            throw new ArgumentException("The model reads free text or vectors alone, which a tree cannot ask about; explain single rows instead.", nameof(model));
        }

        var name = answer.Name;
        while (columns.Contains(name))
        {
            name += "'";
        }

        int[] order = [.. Enumerable.Range(0, read.RowCount)];
        new RandomStream(options.Seed).Shuffle<int>(order);
        var held = Math.Max(1, (int)(options.HeldOut * order.Length));
        var learned = columns.With(Column.Of(name, answer.Of(read)));
        var (test, train) = (learned.Take(order.AsSpan(0, held)), learned.Take(order.AsSpan(held)));
        var tree = new DecisionTreeRegressor { MaxDepth = options.MaxDepth, MinRowsPerLeaf = options.MinRowsPerLeaf, Seed = options.Seed }
            .Fit(train, name, new FitOptions { MaxThreads = options.MaxThreads, CancellationToken = options.CancellationToken, Progress = options.Progress });
        return new SurrogateTree
        {
            Answer = answer.Name,
            Tree = tree,
            Fidelity = RSquared(tree, test, name),
            TrainingFidelity = RSquared(tree, train, name),
            Agreement = model is ClassifierModel { Classes.Count: 2 } ? Agreeing(tree, test, name, Middle((ClassifierModel)model, options)) : null,
        };
    }

    /// <inheritdoc cref="Of(Model, Table, SurrogateOptions)"/>
    public static SurrogateTree Of(Model model, Table rows) => Of(model, rows, new SurrogateOptions());

    /// <summary>The fidelity and the tree as rules.</summary>
    public override string ToString() =>
        $"A tree that answers as the model does: R² {TextTable.Number(Fidelity)} of {Answer} on unseen rows{(Agreement is { } share ? $", the same call for {TextTable.Number(share)} of them" : "")}\n{Tree.ToText()}";

    static double RSquared(DecisionTreeRegressorModel tree, Table rows, string name) => RegressionMetrics.R2(rows.Column<double>(name).Values, tree.PredictValues(rows));

    /// <summary>Where the explained number parts the two calls: one half, or the model's own threshold; of the first class from the other side.</summary>
    static double Middle(ClassifierModel model, SurrogateOptions options)
    {
        var threshold = model.OwnThreshold ?? 0.5;
        var middle = options.Class is { } name && name == model.Classes[0] ? 1 - threshold : threshold;
        return options.Margin ? Math.Log(middle / (1 - middle)) : middle;
    }

    static double Agreeing(DecisionTreeRegressorModel tree, Table rows, string name, double middle) =>
        tree.PredictValues(rows).Zip(rows.Column<double>(name).Values.ToArray(), (one, other) => one >= middle == other >= middle ? 1.0 : 0).Average();
}
