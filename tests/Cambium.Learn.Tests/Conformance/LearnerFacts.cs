namespace Cambium.Learn.Tests;

/// <summary>
/// What a learner rightly does otherwise than most. Every entry gives its reason; a learner that is not named does as the defaults say.
/// </summary>
sealed record LearnerFacts
{
    static readonly Dictionary<string, LearnerFacts> Known = new()
    {
        // Linear
        // Their distributions have no negative numbers.
        ["poisson-regression"] = new() { PositiveTarget = true },
        ["gamma-regression"] = new() { PositiveTarget = true },
        ["tweedie-regression"] = new() { PositiveTarget = true },
        // Without features they answer a robust centre and the median, not the mean.
        ["huber-regression"] = new() { ConstantTolerance = double.NaN },
        ["quantile-regression"] = new() { ConstantTolerance = double.NaN },

        // Trees
        // They count rows in a leaf, whatever their weights; with a least count of 1 that makes no difference. Each row's derivatives are rounded to a few bits, at random.
        ["boosted-trees-classifier"] = new() { WeightSettings = [("min-rows-per-leaf", "1")], WeightTolerance = 0.02 },
        ["boosted-trees-regressor"] = new() { WeightSettings = [("min-rows-per-leaf", "1")], WeightTolerance = 0.02 },
        // Its target is a relevance, which the tests' numbers are when gains are linear. Scores order rows and have no scale; a query counts with the mean of its rows' weights.
        ["boosted-trees-ranker"] = new()
        {
            Settings = [("gain", "linear")], OnlyOrders = true, ManyRows = 10_000, WeightTolerance = double.NaN, ConstantTolerance = double.NaN, ConstantTargetTolerance = double.NaN,
        },

        // Forests
        // Fully grown, one tree fits the noise of the tables with missing values as well, and scores too little on other rows.
        ["decision-tree-regressor"] = new() { Settings = [("min-impurity-decrease", "0.01")] },

        // What is drawn at random is drawn by row: a repeated row is drawn twice, a weight once. Where nothing can be asked, a forest answers with the mean of 20 × 400 rows drawn.
        ["random-forest-classifier"] = new() { Settings = [("trees", "20")], WeightTolerance = double.NaN, ConstantTolerance = 0.1 },
        ["random-forest-regressor"] = new() { Settings = [("trees", "20")], WeightTolerance = double.NaN, ConstantTolerance = 0.1 },
        ["extra-trees-classifier"] = new() { Settings = [("trees", "20")], WeightTolerance = double.NaN },
        ["extra-trees-regressor"] = new() { Settings = [("trees", "20")], WeightTolerance = double.NaN },
        ["isolation-forest"] = new() { WeightTolerance = double.NaN },

        // Probabilities come from votes, not from shares of rows; numbers are one tree's answer, of rows drawn by weights that rise with errors.
        ["ada-boost-classifier"] = new() { ConstantTolerance = double.NaN },
        ["ada-boost-regressor"] = new() { WeightTolerance = double.NaN, ConstantTolerance = double.NaN },

        // Margin
        // Its probabilities are logistics of margins, which constant features set by the larger class alone. A pass is in random order, so that only the optimum is the same.
        ["linear-svm"] = new() { WeightSettings = [("tolerance", "1e-9"), ("max-iterations", "100000")], ConstantTolerance = double.NaN },
        // Constant features leave a median, drawn to the mean.
        ["linear-svm-regressor"] = new() { WeightSettings = [("tolerance", "1e-9"), ("max-iterations", "100000")], ConstantTolerance = double.NaN },

        // A step of twice the length is not two steps, and a fit ends near the optimum only.
        ["sgd-classifier"] = new() { WeightTolerance = double.NaN, ConstantTolerance = double.NaN },
        ["sgd-regressor"] = new() { WeightTolerance = double.NaN, ConstantTolerance = double.NaN, ConstantTargetTolerance = double.NaN },
        ["perceptron"] = new() { WeightTolerance = double.NaN, ConstantTolerance = double.NaN },

        // Kernel SVM
        // Time grows with the square of the rows and more. Folds are dealt by rows, and the search stops within a tolerance of the optimum.
        ["support-vector-classifier"] = new() { ManyRows = 1_500, WeightSettings = [("probabilities", "margin"), ("tolerance", "1e-6")] },
        // Where nothing tells rows apart, it answers near the median, not the mean.
        ["support-vector-regressor"] = new() { ManyRows = 1_500, WeightSettings = [("tolerance", "1e-6")], ConstantTolerance = double.NaN },
        ["one-class-svm"] = new() { ManyRows = 3_000, WeightSettings = [("tolerance", "1e-7")] },

        // Neighbours
        // A weight weighs a row's vote, but a repeated row also takes the place of another neighbour. Where all rows are alike, the first ones vote.
        ["k-nearest-classifier"] = new() { WeightTolerance = double.NaN, ConstantTolerance = double.NaN },
        ["k-nearest-regressor"] = new() { WeightTolerance = double.NaN, ConstantTolerance = double.NaN },
        // A repeated row is company to itself; a weight is not.
        ["local-outlier-factor"] = new() { WeightTolerance = double.NaN },

        // Bayes
        ["multinomial-naive-bayes"] = new() { NeedsCounts = true },
        // It looks at no shares of classes, so that constant features leave all classes alike.
        ["complement-naive-bayes"] = new() { NeedsCounts = true, ConstantTolerance = double.NaN },

        // Discriminant

        // Clustering
        // The rows of a start are drawn at random; from the same start weights are as repeated rows, as the learners' own tests say.
        ["k-means"] = new() { WeightTolerance = double.NaN },
        ["mini-batch-k-means"] = new() { WeightTolerance = double.NaN },
        ["bisecting-k-means"] = new() { WeightTolerance = double.NaN },
        ["gaussian-mixture"] = new() { WeightTolerance = double.NaN },
        // Whole-numbered rows have many equal distances, and which of equals merges first hangs on their order; its own tests say that weights are as repeated rows otherwise.
        ["agglomerative-clustering"] = new() { WeightTolerance = double.NaN, ManyRows = 2_000 },

        // Density

        // Composition
        // Several fits each, of parts that are tested at many rows by themselves. Where rows are left out in turn or drawn, they are so one by one, whatever their weights.
        ["voting-classifier"] = new() { ManyRows = 4_000, WeightSettings = [("members", "[logistic-regression]")] },
        ["voting-regressor"] = new() { ManyRows = 4_000, WeightSettings = [("members", "[linear-regression]")] },
        ["stacking-classifier"] = new() { ManyRows = 4_000, WeightTolerance = double.NaN },
        ["stacking-regressor"] = new() { ManyRows = 4_000, WeightTolerance = double.NaN },
        // A draw has other shares and another mean than all rows.
        ["bagging-classifier"] = new() { ManyRows = 4_000, WeightTolerance = double.NaN, ConstantTolerance = 0.03 },
        ["bagging-regressor"] = new() { ManyRows = 4_000, WeightTolerance = double.NaN, ConstantTolerance = 0.1 },
        ["calibrated-classifier"] = new() { ManyRows = 4_000, WeightTolerance = double.NaN },
        // What they read is what their base reads: by default a logistic regression.
        ["threshold-classifier"] = new() { ManyRows = 4_000, BaseReadsSparse = true },
        ["one-versus-rest"] = new() { BaseReadsSparse = true },
        ["one-versus-one"] = new() { BaseReadsSparse = true },

        // Baseline
        ["prior-classifier"] = new() { IgnoresFeatures = true },
        ["mean-regressor"] = new() { IgnoresFeatures = true },
    };

    /// <summary>Whether the learner does not look at the features.</summary>
    internal bool IgnoresFeatures { get; init; }

    /// <summary>Whether negative numbers are refused, so that tables hold counts and nothing is standardised.</summary>
    internal bool NeedsCounts { get; init; }
    /// <summary>Whether the learner is made of others that read sparse columns.</summary>
    internal bool BaseReadsSparse { get; init; }

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

    /// <summary>How near the answers are to the baseline's where all features are constant: solvers stop at a gradient norm. NaN where the learner answers otherwise then.</summary>
    internal double ConstantTolerance { get; init; } = 1e-3;

    /// <summary>The answers for one class or a constant target are exact but for a solver's roundings. NaN where the learner answers otherwise then.</summary>
    internal double ConstantTargetTolerance { get; init; } = 1e-9;

    /// <summary>Whether the learner takes numbers above 0 only: the tests then give it e to the power of a quarter of their targets.</summary>
    internal bool PositiveTarget { get; init; }

    /// <summary>The facts about a learner, alone or prepared by steps.</summary>
    internal static LearnerFacts Of(string learner) => Known.GetValueOrDefault(LearnerCase.Kind(learner), new());
}
