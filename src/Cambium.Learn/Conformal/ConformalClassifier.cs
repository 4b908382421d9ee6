using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells classes apart as another classifier does, with a set of classes for each row that holds the true one for a stated share of new rows, whatever the classifier and the distribution.</summary>
/// <remarks>
/// <para>
/// Rows that a model has not seen show how unlikely it thinks the truth; the set of a new row has each class that is no more unlikely than ⌈(n + 1) · Coverage⌉ of those n rows' truths. With <see cref="Share"/> above 0 the base is fitted once,
/// on the other rows (split conformal): the true class is in the set with a chance of at least Coverage. With Share 0 the rows are left out in turn (CV+): every row calibrates and the prediction is of a model of all rows. Then at least
/// 2 · Coverage − 1 (less a term of about the root of 2 / n) is certain, and about Coverage is usual.
/// </para>
/// <para>
/// This holds on average over rows that are drawn alike: <see cref="ByClass"/> makes it hold for the rows of every class, <see cref="CoverageBy"/> for every group. It does not hold for rows from another time or place. Where the base is right
/// more often than Coverage asks for, sets cover more than it, unless <see cref="AllowEmpty"/> is set.
/// </para>
/// <para>Time: with Share one fit of the base, else <see cref="Folds"/> + 1; an answer asks each of these models. Memory: those models and one number a calibrating row.</para>
/// <para>Scaling, missing values and categories: as the base wants, which may be a pipeline: put steps into the base, so that they do not see the rows that calibrate. Weights count in the base, and in the quantile over their mean, a new row
/// being taken to weigh as much as the mean. Validation rows are passed on to the base.</para>
/// <para>
/// Source: V. Vovk, A. Gammerman, G. Shafer, "Algorithmic Learning in a Random World", 2005 (split, by class, Mondrian); M. Sadinle, J. Lei, L. Wasserman, "Least Ambiguous Set-Valued Classifiers with Bounded Error Levels", 2019 (LAC);
/// Y. Romano, M. Sesia, E. J. Candès, "Classification with Valid and Adaptive Coverage", 2020 (APS, CV+); A. Angelopoulos, S. Bates, J. Malik, M. I. Jordan, "Uncertainty Sets for Image Classifiers", 2021 (RAPS).
/// </para>
/// </remarks>
public sealed record ConformalClassifier : Classifier
{
    /// <summary>The classifier that predicts. 50 boosted trees unless set.</summary>
    public Classifier Base { get; init => field = Nesting.Check(value); } = new BoostedTreesClassifier { Trees = 50 };

    /// <summary>1 − α, the share of new rows whose class the set is to hold. Default 0.9. Range [0.01, 0.9999].</summary>
    public double Coverage { get; init => field = Check.InRange(value, 0.01, 0.9999); } = 0.9;

    /// <summary>How unlikely a class is counted to be. Default Probability.</summary>
    public SetScore Score { get; init => field = Check.Defined(value); }

    /// <summary>
    /// Whether a class's own probability counts with a share drawn at random, which makes sets smaller and their coverage exact. The draw comes of the seed and the row's probabilities, so that a row always has the same set. Default false.
    /// Only for <see cref="SetScore.Cumulative"/>.
    /// </summary>
    public bool Randomize { get; init; }

    /// <summary>What each rank beyond <see cref="FreeRanks"/> adds to a class's score, against long sets of unlikely classes (RAPS). Default 0. Range [0, ∞). Only for <see cref="SetScore.Cumulative"/>.</summary>
    public double RankPenalty { get; init => field = Check.AtLeast(value, 0.0); }

    /// <summary>How many of the most probable classes are free of the penalty. Default 1. Range [0, ∞). Ignored without <see cref="RankPenalty"/>.</summary>
    public int FreeRanks { get; init => field = Check.InRange(value, 0, int.MaxValue); } = 1;

    /// <summary>Whether a set may have no class, which says that the row is like none; else it has the predicted one. Default false.</summary>
    public bool AllowEmpty { get; init; }

    /// <summary>Whether each class has a threshold of its own, so that the rows of every class are covered alike (class-conditional). Default false.</summary>
    public bool ByClass { get; init; }

    /// <summary>The share of the rows that only calibrate; 0 leaves rows out in turn. Default 0. Range [0, 0.9].</summary>
    public double Share { get; init => field = Check.InRange(value, 0, 0.9); }

    /// <summary>The number of parts that are left out in turn. Default 5. Range [2, 1000]. Ignored with <see cref="Share"/> above 0.</summary>
    public int Folds { get; init => field = Check.InRange(value, 2, 1000); } = 5;

    /// <summary>The columns of categories, texts, truths or whole numbers in each of whose groups the coverage is to hold by itself; several: each combination (Mondrian). They stay features. Default none.</summary>
    public EquatableArray<string> CoverageBy { get; init; } = [];

    /// <summary>Whether groups and classes with too few rows, and new rows of groups that were not there, go by all rows; else the one is refused by Fit and the other by Predict. Default false.</summary>
    public bool PoolSmallGroups { get; init; }

    /// <summary>The column whose equal values make rows belong together: they are learned from together or calibrate together. It is no feature. Empty: each row stands for itself.</summary>
    public string GroupBy { get; init => field = value ?? throw new ArgumentNullException(nameof(GroupBy)); } = "";

    /// <summary>The seed by which rows are dealt out and shares are drawn. Default 0. Any whole number.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override ConformalClassifierModel Fit(Table train, string target, FitOptions options = default)
    {
        var settings = CalibrationSettings.Of(this);
        var shown = settings.Shown(train, target);
        var rows = ComposedRows.OfClasses(shown, target, options);
        var features = TrainingRows.Features(shown, target, options.Weight);
        var k = rows.Classes.Count;
        var cells = CalibrationCells.Learn(features, settings, ByClass ? rows.Classes : []);
        var groups = cells.GroupsOf(features);
        int[] own = [.. groups.Select((group, row) => cells.OwnOf(group, rows.Codes[row]))];
        var partOf = CalibrationSplit.Of(train, target, rows, own, settings);
        var calibration = new Calibration(cells, own, partOf, rows.Weights, settings);

        var scores = new double[rows.Count];
        var ofRow = new double[k];
        var scorer = new ClassScores(this, k);
        var parts = calibration.FitParts(shown, options, hasModel: Share == 0, (part, fit, rest, within) =>
        {
            var model = Base.Fit(fit, target, within);
            var probabilities = Parts.Probabilities(model, shown.Take(rest), rows.Classes);
            for (var i = 0; i < rest.Length; i++)
            {
                scorer.Of(probabilities.AsSpan(i * k, k), ofRow);
                scores[rest[i]] = ofRow[rows.Codes[rest[i]]];
            }

            return model;
        });
        var all = Share > 0 ? parts[0] : Base.Fit(shown, target, Parts.For(options, "all rows"));
        calibration.ReportEnd(options);
        return new ConformalClassifierModel(this, new ModelHeader(rows.Input, target, rows.Classes), all, parts, calibration.Cells, calibration.Sorted(scores));
    }
}
