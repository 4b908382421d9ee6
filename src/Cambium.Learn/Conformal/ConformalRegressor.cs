using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Predicts a number as another regressor does, with an interval that holds the truth of a stated share of new rows, whatever the regressor and the distribution.</summary>
/// <remarks>
/// <para>
/// Rows that a model has not seen show how far off it is; the interval of a new row reaches as far as the smallest number that ⌈(n + 1) · Coverage⌉ of those n rows do not exceed. With <see cref="Share"/> above 0 the
/// learners are fitted once, on the other rows (split conformal): the truth of new rows lies within with a chance of at least Coverage, and at most Coverage + 1 / (n + 1) where scores do not tie. With Share 0 the rows are left out in
/// turn (CV+; jackknife+ with as many folds as rows): every row calibrates and the prediction is of a model of all rows. Then at least 2 · Coverage − 1 (less a term of about the root of 2 / n) is certain, and about Coverage is usual.
/// </para>
/// <para>
/// This holds on average over rows that are drawn alike, not for each row or each kind of row: <see cref="CoverageBy"/> makes it hold in every group. It does not hold for rows from another time or place. An interval need not hold the
/// prediction, which is the base's own.
/// </para>
/// <para>
/// Time: with Share one fit of the base, and with folds one each and one more; <see cref="IntervalScore.ScaledResidual"/> takes six fits of the base and one of <see cref="Spread"/> for each, <see cref="IntervalScore.Quantile"/> two of
/// <see cref="Quantiles"/>, and one of the base. An answer asks each of these models. Memory: those models and one number a calibrating row.
/// </para>
/// <para>Scaling, missing values and categories: as the base wants, which may be a pipeline: put steps into the base, so that they do not see the rows that calibrate. Weights count in the learners, and in the quantile over their mean, a new
/// row being taken to weigh as much as the mean. Validation rows are passed on to the base.</para>
/// <para>
/// Source: V. Vovk, A. Gammerman, G. Shafer, "Algorithmic Learning in a Random World", 2005 (split, Mondrian); J. Lei et al., "Distribution-Free Predictive Inference for Regression", 2018 (scaled residuals); Y. Romano, E. Patterson,
/// E. J. Candès, "Conformalized Quantile Regression", 2019; R. Foygel Barber, E. J. Candès, A. Ramdas, R. J. Tibshirani, "Predictive Inference with the Jackknife+", 2021; C. Gupta, A. K. Kuchibhotla, A. Ramdas, "Nested Conformal
/// Prediction", 2022 (any score with folds).
/// </para>
/// </remarks>
public sealed record ConformalRegressor : Regressor
{
    /// <summary>The regressor that predicts. 50 boosted trees unless set.</summary>
    public Regressor Base { get; init => field = Nesting.Check(value); } = new BoostedTreesRegressor { Trees = 50 };

    /// <summary>1 − α, the share of new rows whose truth the interval is to hold. Default 0.9. Range [0.01, 0.9999].</summary>
    public double Coverage { get; init => field = Check.InRange(value, 0.01, 0.9999); } = 0.9;

    /// <summary>How intervals vary from row to row. Default Residual.</summary>
    public IntervalScore Score { get; init => field = Check.Defined(value); }

    /// <summary>The regressor that learns how large residuals are. 50 boosted trees unless set. Only for <see cref="IntervalScore.ScaledResidual"/>.</summary>
    public Regressor Spread { get; init => field = Nesting.Check(value); } = new BoostedTreesRegressor { Trees = 50 };

    /// <summary>
    /// The regressor that learns the ends, one fit at α / 2 and one at 1 − α / 2: boosted trees, whose loss is set, a quantile regression, or a pipeline that ends in one. 50 boosted trees unless set. Only for
    /// <see cref="IntervalScore.Quantile"/>.
    /// </summary>
    /// <exception cref="ArgumentException">It predicts no quantiles.</exception>
    public Regressor Quantiles { get; init => field = QuantileRecipe.Check(Nesting.Check(value)); } = new BoostedTreesRegressor { Trees = 50 };

    /// <summary>The share of the rows that only calibrate; 0 leaves rows out in turn. Default 0. Range [0, 0.9].</summary>
    public double Share { get; init => field = Check.InRange(value, 0, 0.9); }

    /// <summary>The number of parts that are left out in turn; from as many as rows on, each row by itself. Default 5. Range [2, 1000]. Ignored with <see cref="Share"/> above 0.</summary>
    public int Folds { get; init => field = Check.InRange(value, 2, 1000); } = 5;

    /// <summary>The columns of categories, texts, truths or whole numbers in each of whose groups the coverage is to hold by itself; several: each combination (Mondrian). They stay features. Default none.</summary>
    public EquatableArray<string> CoverageBy { get; init; } = [];

    /// <summary>Whether groups with too few rows, and new rows of groups that were not there, go by the rows of all groups; else the one is refused by Fit and the other by Predict. Default false.</summary>
    public bool PoolSmallGroups { get; init; }

    /// <summary>The column whose equal values make rows belong together: they are learned from together or calibrate together. It is no feature. Empty: each row stands for itself.</summary>
    public string GroupBy { get; init => field = value ?? throw new ArgumentNullException(nameof(GroupBy)); } = "";

    /// <summary>The seed by which rows are dealt out. Default 0. Any whole number.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override ConformalRegressorModel Fit(Table train, string target, FitOptions options = default)
    {
        var settings = CalibrationSettings.Of(this);
        var shown = settings.Shown(train, target);
        var rows = ComposedRows.OfNumbers(shown, target, options);
        var features = TrainingRows.Features(shown, target, options.Weight);
        var cells = CalibrationCells.Learn(features, settings, []);
        var groups = cells.GroupsOf(features);
        var partOf = CalibrationSplit.Of(train, target, rows, groups, settings);
        var calibration = new Calibration(cells, Array.ConvertAll(groups, group => cells.OwnOf(group)), partOf, rows.Weights, settings);
        cells = calibration.Cells;

        var scores = new double[rows.Count];
        var parts = calibration.FitParts(shown, options, hasModel: !IsModelOfPart, (part, fit, rest, within) =>
        {
            var own = IntervalPart.Fit(this, fit, target, within);
            var ends = own.Answer(shown.Take(rest));
            for (var i = 0; i < rest.Length; i++)
            {
                scores[rest[i]] = ends.Score(i, rows.Target[rest[i]]);
            }

            return own;
        });
        var model = IsModelOfPart ? ModelOf(parts[0]) : Base.Fit(shown, target, Parts.For(options, "all rows"));
        calibration.ReportEnd(options);
        return new ConformalRegressorModel(this, new ModelHeader(rows.Input, target, []), model, parts, cells, calibration.Sorted(scores));
    }

    /// <summary>Whether the model that predicts is that of the one part; else it is fitted on all rows.</summary>
    internal bool IsModelOfPart => Share > 0 && Score != IntervalScore.Quantile;

    /// <summary>The model of a part that predicts.</summary>
    internal static RegressorModel ModelOf(IntervalPart part) => part is ScaledPart scaled ? scaled.Model : ((ResidualPart)part).Model;
}
