namespace Cambium.Learn.Tests;

/// <summary>
/// What a learner rightly does otherwise than most. Every entry gives its reason; a learner that is not named does as the defaults say.
/// </summary>
sealed record LearnerFacts
{
    // Added one by one: a learner that is named twice is an error, where an indexer would keep the later entry.
    static readonly Dictionary<string, LearnerFacts> Known = new()
    {
        // Linear
        // A penalty weighs coefficients, which are as large as the units are small; the intercept is free of it. Without one, units do not matter.
        { "linear-regression", new() { ColumnUnits = Units.Any } },
        { "ridge", new() { ColumnUnits = Units.Zero } },
        { "lasso", new() { ColumnUnits = Units.Zero, EndsWhenConverged = true, TargetUnits = Units.Zero, InvariantSettings = [("tolerance", "1e-12")] } },
        { "elastic-net", new() { ColumnUnits = Units.Zero, EndsWhenConverged = true, TargetUnits = Units.Zero, InvariantSettings = [("tolerance", "1e-12")] } },
        { "logistic-regression", new() { ColumnUnits = Units.Any, EndsWhenConverged = true, InvariantSettings = [("l2", "0"), ("tolerance", "1e-10")], InvariantTolerance = 1e-6 } },
        // Their distributions have no negative numbers. A logarithm turns a factor into a shift of the intercept, a shift into nothing.
        { "poisson-regression", new()
        {
            ColumnUnits = Units.Any, TargetUnits = Units.Each, InvariantSettings = [("l2", "0"), ("tolerance", "1e-12")],
            PositiveTarget = true,
        } },
        { "gamma-regression", new()
        {
            ColumnUnits = Units.Any, TargetUnits = Units.Each, InvariantSettings = [("l2", "0"), ("tolerance", "1e-12")],
            PositiveTarget = true,
        } },
        { "tweedie-regression", new()
        {
            ColumnUnits = Units.Any, TargetUnits = Units.Each, InvariantSettings = [("l2", "0"), ("tolerance", "1e-12")],
            PositiveTarget = true,
        } },
        // Without features they answer a robust centre and the median, not the mean.
        { "huber-regression", new() { ColumnUnits = Units.Any, InvariantSettings = [("l2", "0"), ("tolerance", "1e-12")], ConstantTolerance = double.NaN } },
        // Between whole weights that halve the rows, every number is a median; the share of 0.37 leaves one answer.
        { "quantile-regression", new() { ColumnUnits = Units.Any, EndsWhenConverged = true, ConstantTolerance = double.NaN, WeightSettings = [("quantile", "0.37")] } },

        // Trees
        // They count rows in a leaf, whatever their weights; with a least count of 1 that makes no difference. Each row's derivatives are rounded to a few bits, at random and by place,
        // so that rows in another order may turn a close choice between two questions; with few small trees that seldom happens.
        { "boosted-trees-classifier", new()
        {
            ColumnUnits = Units.Any, InvariantSettings = [("trees", "5"), ("leaves", "4")], RowOrderTolerance = 0.2,
            WeightSettings = [("min-rows-per-leaf", "1")], WeightTolerance = 0.02,
        } },
        { "boosted-trees-regressor", new()
        {
            ColumnUnits = Units.Any, InvariantSettings = [("trees", "5"), ("leaves", "4")], RowOrderTolerance = 0.5,
            WeightSettings = [("min-rows-per-leaf", "1")], WeightTolerance = 0.02,
        } },
        // Its target is a relevance, which the tests' numbers are when gains are linear. Rows of equal scores stand in the order they came in. Scores order rows and have no scale; a query counts with the mean of its rows' weights.
        { "boosted-trees-ranker", new()
        {
            ColumnUnits = Units.Any, TargetUnits = Units.Matter, RowOrderTolerance = double.NaN, InvariantSettings = [("trees", "5"), ("leaves", "4"), ("min-rows-per-leaf", "1")],
            Settings = [("gain", "linear")], OnlyOrders = true, ManyRows = 10_000, WeightTolerance = double.NaN, ConstantTolerance = double.NaN, ConstantTargetTolerance = double.NaN,
        } },

        // Forests
        // Fully grown, one tree fits the noise of the tables with missing values as well, and scores too little on other rows.
        { "decision-tree-regressor", new()
        {
            ColumnUnits = Units.Any, InvariantSettings = [("min-impurity-decrease", "0"), ("max-depth", "2")],
            Settings = [("min-impurity-decrease", "0.01")],
        } },

        // In small nodes many questions part the rows alike, and the last bit of a sum chooses; near the root there is one best question. The same holds for all trees below.
        { "decision-tree-classifier", new() { ColumnUnits = Units.Any, InvariantSettings = [("max-depth", "2")] } },

        // What is drawn at random is drawn by row: a repeated row is drawn twice, a weight once. Where nothing can be asked, a forest answers with the mean of 20 × 400 rows drawn.
        // Columns, and borders in them, are drawn by place.
        { "random-forest-classifier", new()
        {
            ColumnUnits = Units.Any, RowOrderTolerance = double.NaN, ColumnsByPlace = true, InvariantSettings = [("max-depth", "1")],
            Settings = [("trees", "20")], WeightTolerance = double.NaN, ConstantTolerance = 0.1,
        } },
        { "random-forest-regressor", new()
        {
            ColumnUnits = Units.Any, RowOrderTolerance = double.NaN, ColumnsByPlace = true, InvariantSettings = [("max-depth", "1")],
            Settings = [("trees", "20")], WeightTolerance = double.NaN, ConstantTolerance = 0.1,
        } },
        { "extra-trees-classifier", new()
        {
            ColumnUnits = Units.Any, ColumnsByPlace = true, InvariantSettings = [("max-depth", "1")], Settings = [("trees", "20")],
            WeightTolerance = double.NaN,
        } },
        { "extra-trees-regressor", new()
        {
            ColumnUnits = Units.Any, ColumnsByPlace = true, InvariantSettings = [("max-depth", "1")], Settings = [("trees", "20")],
            WeightTolerance = double.NaN,
        } },
        { "isolation-forest", new() { ColumnUnits = Units.Any, ColumnsByPlace = true, WeightTolerance = double.NaN } },

        // Probabilities come from votes, not from shares of rows; numbers are one tree's answer, of rows drawn by weights that rise with errors.
        { "ada-boost-classifier", new() { ColumnUnits = Units.Any, ConstantTolerance = double.NaN } },
        { "ada-boost-regressor", new()
        {
            ColumnUnits = Units.Any, RowOrderTolerance = double.NaN, WeightlessRowsCount = true, ColumnsByPlace = true,
            WeightTolerance = double.NaN, ConstantTolerance = double.NaN,
        } },

        // Margin
        // Its probabilities are logistics of margins, which constant features set by the larger class alone. A pass is in random order, so that only the optimum is the same. The intercept is part of the margin, so that the columns' zeros matter.
        { "linear-svm", new()
        {
            ColumnUnits = Units.Matter, EndsWhenConverged = true, InvariantSettings = [("tolerance", "1e-5")], InvariantTolerance = 1e-4, RowOrderTolerance = 1e-4,
            WeightSettings = [("tolerance", "1e-9"), ("max-iterations", "100000")], ConstantTolerance = double.NaN,
        } },
        // Constant features leave a median, drawn to the mean. The width of the tube and the price of errors are in the target's unit.
        { "linear-svm-regressor", new()
        {
            ColumnUnits = Units.Matter, EndsWhenConverged = true, TargetUnits = Units.Zero, InvariantTolerance = 1e-4, RowOrderTolerance = 1e-4,
            WeightSettings = [("tolerance", "1e-9"), ("max-iterations", "100000")], ConstantTolerance = double.NaN,
        } },

        // A step of twice the length is not two steps, and a fit ends near the optimum only. Rows take their turns by place.
        { "sgd-classifier", new()
        {
            ColumnUnits = Units.Matter, EndsWhenConverged = true, RowOrderTolerance = double.NaN, ClassesByPlace = true,
            WeightTolerance = double.NaN, ConstantTolerance = double.NaN,
        } },
        { "sgd-regressor", new()
        {
            ColumnUnits = Units.Matter, EndsWhenConverged = true, RowOrderTolerance = double.NaN, TargetUnits = Units.Matter,
            WeightTolerance = double.NaN, ConstantTolerance = double.NaN, ConstantTargetTolerance = double.NaN,
        } },
        { "perceptron", new()
        {
            ColumnUnits = Units.Matter, EndsWhenConverged = true, RowOrderTolerance = double.NaN, ClassesByPlace = true,
            WeightTolerance = double.NaN, ConstantTolerance = double.NaN,
        } },

        // Kernel SVM
        // Time grows with the square of the rows and more. Folds are dealt by rows, and the search stops within a tolerance of the optimum.
        // Distances under a kernel of a given width need their unit; the width found from the data takes it from all columns together, as if they had one zero.
        { "support-vector-classifier", new()
        {
            ColumnUnits = Units.Zero, InvariantSettings = [("gamma", "0.5")], InvariantTolerance = 1e-5, RowOrderTolerance = 1e-5,
            ManyRows = 1_500, WeightSettings = [("probabilities", "margin"), ("tolerance", "1e-6")],
        } },
        // Where nothing tells rows apart, it answers near the median, not the mean.
        { "support-vector-regressor", new()
        {
            ColumnUnits = Units.Zero, EndsWhenConverged = true, TargetUnits = Units.Zero, InvariantSettings = [("gamma", "0.5")], InvariantTolerance = 1e-5,
            RowOrderTolerance = 1e-5, ManyRows = 1_500, WeightSettings = [("tolerance", "1e-6")], ConstantTolerance = double.NaN,
        } },
        { "one-class-svm", new()
        {
            ColumnUnits = Units.Zero, EndsWhenConverged = true, InvariantSettings = [("gamma", "0.5")], InvariantTolerance = 1e-5, RowOrderTolerance = 1e-5,
            ManyRows = 3_000, WeightSettings = [("tolerance", "1e-7")],
        } },

        // Neighbours
        // A weight weighs a row's vote, but a repeated row also takes the place of another neighbour. Where all rows are alike, the first ones vote.
        { "k-nearest-classifier", new() { ColumnUnits = Units.Common, WeightTolerance = double.NaN, ConstantTolerance = double.NaN } },
        { "k-nearest-regressor", new() { ColumnUnits = Units.Common, WeightTolerance = double.NaN, ConstantTolerance = double.NaN } },
        // A repeated row is company to itself; a weight is not.
        { "local-outlier-factor", new() { ColumnUnits = Units.Common, WeightTolerance = double.NaN } },

        // Bayes
        // Next to nothing is added to the variances here; what is by default is a part of the largest one, so that units matter a little.
        { "gaussian-naive-bayes", new() { ColumnUnits = Units.Any, InvariantSettings = [("variance-smoothing", "1e-30")] } },
        // Features are told to be above a border of 0.
        { "bernoulli-naive-bayes", new() { ColumnUnits = Units.Each } },
        // Counts have a unit.
        { "multinomial-naive-bayes", new() { ColumnUnits = Units.Matter, NeedsCounts = true } },
        // It looks at no shares of classes, so that constant features leave all classes alike.
        { "complement-naive-bayes", new() { ColumnUnits = Units.Matter, NeedsCounts = true, ConstantTolerance = double.NaN } },

        // Discriminant
        { "linear-discriminant", new() { ColumnUnits = Units.Any } },
        { "quadratic-discriminant", new() { ColumnUnits = Units.Any } },

        // Clustering
        // The rows of a start are drawn at random; from the same start weights are as repeated rows, as the learners' own tests say.
        { "k-means", new() { ColumnUnits = Units.Common, EndsWhenConverged = true, InvariantSettings = [("clusters", "3")], WeightTolerance = double.NaN } },
        { "mini-batch-k-means", new() { ColumnUnits = Units.Common, EndsWhenConverged = true, InvariantSettings = [("clusters", "3")], WeightTolerance = double.NaN } },
        { "bisecting-k-means", new() { ColumnUnits = Units.Common, InvariantSettings = [("clusters", "3")], WeightTolerance = double.NaN } },
        { "gaussian-mixture", new() { ColumnUnits = Units.Common, EndsWhenConverged = true, InvariantSettings = [("components", "3")], WeightTolerance = double.NaN } },
        // Whole-numbered rows have many equal distances, and which of equals merges first hangs on their order; its own tests say that weights are as repeated rows otherwise.
        { "agglomerative-clustering", new()
        {
            ColumnUnits = Units.Common, WeightSettings = [("clusters", "5")], InvariantSettings = [("clusters", "3")], WeightTolerance = double.NaN, ManyRows = 2_000,
        } },

        // Density
        // A radius has a unit.
        { "dbscan", new() { ColumnUnits = Units.Zero, InvariantSettings = [("radius", "2")] } },
        { "hdbscan", new() { ColumnUnits = Units.Common } },

        // Composition
        // Several fits each, of parts that are tested at many rows by themselves. Where rows are left out in turn or drawn, they are so one by one by place, also those of weight 0, a class after the other.
        { "voting-classifier", new() { ColumnUnits = Units.Zero, BaseReadsSparse = true, ManyRows = 4_000, WeightSettings = [("members", "[logistic-regression]")] } },
        { "voting-regressor", new() { ColumnUnits = Units.Any, BaseReadsSparse = true, ManyRows = 4_000, WeightSettings = [("members", "[linear-regression]")] } },
        { "stacking-classifier", new()
        {
            ColumnUnits = Units.Zero, EndsWhenConverged = true, RowOrderTolerance = double.NaN, WeightlessRowsCount = true, ClassesByPlace = true,
            InvariantSettings = [("members", "[logistic-regression(l2=0.01, tolerance=1e-10), decision-tree-classifier(max-depth=2)]"), ("final", "logistic-regression(tolerance=1e-10)")],
            ManyRows = 4_000, WeightTolerance = double.NaN, BaseReadsSparse = true,
        } },
        { "stacking-regressor", new()
        {
            ColumnUnits = Units.Any, RowOrderTolerance = double.NaN, WeightlessRowsCount = true,
            InvariantSettings = [("members", "[linear-regression, decision-tree-regressor(max-depth=2)]"), ("final", "linear-regression")],
            ManyRows = 4_000, WeightTolerance = double.NaN, BaseReadsSparse = true,
        } },
        // A draw has other shares and another mean than all rows.
        { "bagging-classifier", new()
        {
            ColumnUnits = Units.Any, RowOrderTolerance = double.NaN, WeightlessRowsCount = true,
            InvariantSettings = [("base", "decision-tree-classifier(max-depth=1)")], ManyRows = 4_000, WeightTolerance = double.NaN,
            ConstantTolerance = 0.03,
        } },
        { "bagging-regressor", new()
        {
            ColumnUnits = Units.Any, RowOrderTolerance = double.NaN, WeightlessRowsCount = true,
            InvariantSettings = [("base", "decision-tree-regressor(max-depth=1)")], ManyRows = 4_000, WeightTolerance = double.NaN,
            ConstantTolerance = 0.1,
        } },
        // What these read is what their base reads: by default a logistic regression.
        { "cost-sensitive-classifier", new() { ColumnUnits = Units.Zero, EndsWhenConverged = true, BaseReadsSparse = true } },
        { "one-versus-rest", new() { ColumnUnits = Units.Zero, BaseReadsSparse = true } },
        { "one-versus-one", new() { ColumnUnits = Units.Zero, BaseReadsSparse = true } },
        { "calibrated-classifier", new()
        {
            ColumnUnits = Units.Any, RowOrderTolerance = double.NaN, WeightlessRowsCount = true, ClassesByPlace = true,
            InvariantSettings = [("base", "decision-tree-classifier(max-depth=2)")], ManyRows = 4_000, WeightTolerance = double.NaN, BaseReadsSparse = true,
        } },
        // As those above.
        { "threshold-classifier", new() { ColumnUnits = Units.Zero, EndsWhenConverged = true, MostClasses = 2, ManyRows = 4_000, BaseReadsSparse = true } },

        // Conformal
        // The answers compared are those of a base of all rows, whatever the parts that calibrate.
        { "conformal-classifier", new() { ColumnUnits = Units.Zero, BaseReadsSparse = true, ManyRows = 4_000, Settings = [("base", "logistic-regression")] } },
        { "conformal-regressor", new() { ColumnUnits = Units.Any, BaseReadsSparse = true, ManyRows = 4_000, Settings = [("base", "linear-regression")] } },
        // Fairness
        // Without groups they are their base, by default a logistic regression, or that with a threshold.
        { "exponentiated-gradient", new() { ColumnUnits = Units.Zero, EndsWhenConverged = true, BaseReadsSparse = true } },
        { "fair-grid-search", new() { ColumnUnits = Units.Zero, EndsWhenConverged = true, BaseReadsSparse = true } },
        { "group-threshold-classifier", new() { ColumnUnits = Units.Zero, EndsWhenConverged = true, MostClasses = 2, ManyRows = 4_000, BaseReadsSparse = true } },
        { "reject-option-classifier", new() { ColumnUnits = Units.Zero, EndsWhenConverged = true, MostClasses = 2, BaseReadsSparse = true } },

        // Baseline
        { "prior-classifier", new() { ColumnUnits = Units.Any, IgnoresFeatures = true } },
        { "mean-regressor", new() { ColumnUnits = Units.Any, IgnoresFeatures = true } },
    };

    /// <summary>Learners that pass over the rows once or twice and are done, so that nothing is left to cancel: that takes about as long as reading the table.</summary>
    internal static IReadOnlyList<string> TooShortToCancel { get; } =
    [
        "linear-regression", "ridge", "gaussian-naive-bayes", "multinomial-naive-bayes", "complement-naive-bayes", "bernoulli-naive-bayes", "linear-discriminant", "prior-classifier", "mean-regressor",
    ];

    /// <summary>Learners that tell of their end only, because what takes long has no steps to count: growing one tree, an index of rows.</summary>
    internal static IReadOnlyList<string> TellTheirEndOnly { get; } =
        ["decision-tree-classifier", "decision-tree-regressor", "k-nearest-classifier", "k-nearest-regressor", "local-outlier-factor"];

    /// <summary>Whether the last report may be of fewer steps than there might have been, for the search ends when it has converged.</summary>
    internal bool EndsWhenConverged { get; init; }

    /// <summary>Whether the learner does not look at the features.</summary>
    internal bool IgnoresFeatures { get; init; }

    /// <summary>Whether negative numbers are refused, so that tables hold counts and nothing is standardised.</summary>
    internal bool NeedsCounts { get; init; }

    /// <summary>Whether the learner is made of others that read sparse columns.</summary>
    internal bool BaseReadsSparse { get; init; }

    /// <summary>How many classes the learner tells apart at most.</summary>
    internal int MostClasses { get; init; } = int.MaxValue;

    /// <summary>Whether the answers order rows and have no scale: then they are compared with the target by ranks.</summary>
    internal bool OnlyOrders { get; init; }

    /// <summary>Settings that keep the tests of a slow learner short; the default where the tests can bear it.</summary>
    internal (string Name, string Value)[] Settings { get; init; } = [];

    /// <summary>The rows that are enough for several blocks of the learner's work; fewer where its time grows faster than the rows.</summary>
    internal int ManyRows { get; init; } = 40_000;

    /// <summary>How near a whole weight is to a repeated row: the same sums in another order, through the learner's own stopping rule. NaN where they are not the same thing.</summary>
    internal double WeightTolerance { get; init; } = 1e-4;

    /// <summary>Settings under which a whole weight is as a repeated row, besides <see cref="Settings"/>.</summary>
    internal (string Name, string Value)[] WeightSettings { get; init; } = [];

    /// <summary>What the columns' units and zeros are to the answers; every learner says it.</summary>
    internal Units? ColumnUnits { get; init; }

    /// <summary>What the target's unit and zero are: answers are in the same, or the learner is not free of them.</summary>
    internal Units TargetUnits { get; init; } = Units.Any;

    /// <summary>Settings for the invariants, which come before <see cref="Settings"/> and <see cref="WeightSettings"/>.</summary>
    internal (string Name, string Value)[] InvariantSettings { get; init; } = [];

    /// <summary>How near the answers stay under a change that should leave them as they are: the same sums in another order, through the learner's own stopping rule.</summary>
    internal double InvariantTolerance { get; init; } = 1e-9;

    /// <summary>The same for rows in another order. NaN where rows are drawn, dealt or taken by place.</summary>
    internal double RowOrderTolerance { get; init; } = 1e-9;

    /// <summary>Whether columns are drawn by place, so that their order matters.</summary>
    internal bool ColumnsByPlace { get; init; }

    /// <summary>Whether classes are dealt with by place, so that their order matters.</summary>
    internal bool ClassesByPlace { get; init; }

    /// <summary>Whether a row of weight 0 still takes a place among those that are drawn, dealt or taken in turn.</summary>
    internal bool WeightlessRowsCount { get; init; }

    /// <summary>How near the answers are to the baseline's where all features are constant: solvers stop at a gradient norm. NaN where the learner answers otherwise then.</summary>
    internal double ConstantTolerance { get; init; } = 1e-3;

    /// <summary>The answers for one class or a constant target are exact but for a solver's roundings. NaN where the learner answers otherwise then.</summary>
    internal double ConstantTargetTolerance { get; init; } = 1e-9;

    /// <summary>Whether the learner takes numbers above 0 only: the tests then give it e to the power of a quarter of their targets.</summary>
    internal bool PositiveTarget { get; init; }

    /// <summary>The facts about a learner, alone or prepared by steps.</summary>
    internal static LearnerFacts Of(string learner) => Known.GetValueOrDefault(LearnerCase.Kind(learner), new());
}
