using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells classes apart as another classifier does, with probabilities that say how often they are right.</summary>
/// <remarks>
/// <para>
/// The base is fitted on all rows. Its probabilities on rows left out in turn show how its log-odds relate to what is true; a curve through that is what every later answer goes through. With several classes there is
/// a curve for each against the rest, and the results are divided by their sum; a temperature is one for all classes. Platt and isotonic are scikit-learn's
/// <c>CalibratedClassifierCV(ensemble=False)</c>, of log-odds where that takes a decision function; beta (P = 1 / (1 + exp(−(a ln p − b ln(1 − p) + c))), a and b at least 0) and temperature (P(i) ∝ p(i)^(1/T)) minimise the log loss of those rows.
/// With <see cref="Share"/> above 0 the base is fitted once, on the other rows, and the curve on that share.
/// </para>
/// <para>
/// Time: <see cref="Folds"/> + 1 fits of the base, and O(n k) a step of the curve, of which there are some ten (isotonic: O(n k log n) in all). Use it
/// where probabilities are acted upon and the base's are too sure or too shy: boosted trees with many rounds, forests, Bayes, margins.
/// The order of the rows by probability stays as it was with two classes, so that it does not help to rank.
/// </para>
/// <para>Scaling, missing values and categories: as the base wants, which may be a pipeline. Honours weights, in the base and in the curve. Folds are dealt by rows, so that a whole weight is not quite as a repeated row.</para>
/// <para>Source: J. Platt, 1999; B. Zadrozny, C. Elkan, "Transforming Classifier Scores into Accurate Multiclass Probability Estimates", 2002; A. Niculescu-Mizil, R. Caruana, 2005;
/// M. Kull, T. Silva Filho, P. Flach, "Beta Calibration", 2017; C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, "On Calibration of Modern Neural Networks", 2017.</para>
/// </remarks>
public sealed record CalibratedClassifier : Classifier
{
    /// <summary>The classifier whose probabilities are calibrated. 50 boosted trees unless set.</summary>
    public Classifier Base { get; init => field = Nesting.Check(value); } = new BoostedTreesClassifier { Trees = 50 };

    /// <summary>The shape of the curve. Default Platt.</summary>
    public CalibrationMethod Method { get; init => field = Check.Defined(value); }

    /// <summary>The number of parts that are left out in turn. Default 5. Range [2, 100]. Ignored with <see cref="Share"/> above 0.</summary>
    public int Folds { get; init => field = Check.InRange(value, 2, 100); } = 5;

    /// <summary>The share of the rows that is kept from the base, for the curve alone; 0 leaves rows out in turn. Default 0. Range [0, 0.9].</summary>
    public double Share { get; init => field = Check.InRange(value, 0, 0.9); }

    /// <summary>The seed by which rows are dealt out. Default 0. Any whole number.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override CalibratedClassifierModel Fit(Table train, string target, FitOptions options = default)
    {
        var rows = ComposedRows.OfClasses(train, target, options);
        var header = new ModelHeader(rows.Input, target, rows.Classes);
        if (Share > 0)
        {
            return FitOnShare(train, rows, header, options);
        }

        var k = rows.Classes.Count;
        var leftOut = Parts.LeftOut(
            train, rows.Folds(Folds, Seed, target), k, "", options, (fit, rest, part) => Parts.Probabilities(Base.Fit(fit, target, part), rest, rows.Classes));
        var model = Base.Fit(train, target, Parts.For(options, "all rows"));
        return new CalibratedClassifierModel(this, header, model, ClassCalibration.Fit(Method, leftOut, rows.Codes, rows.Weights, k));
    }

    CalibratedClassifierModel FitOnShare(Table train, ComposedRows rows, ModelHeader header, FitOptions options)
    {
        _ = rows.Folds(2, Seed, header.Target); // at least two rows of each class
        var size = Math.Clamp((int)Math.Round(Share * rows.Count), 1, rows.Count - 1);
        var isKept = RowSplitter.Stratified(rows.Codes, size, new RandomStream(Seed));
        var kept = Enumerable.Range(0, rows.Count).Where(row => isKept[row]).ToArray();
        options.Progress?.Report(new FitProgress("models", 0, 1));
        var model = Base.Fit(train.Take([.. Enumerable.Range(0, rows.Count).Where(row => !isKept[row])]), header.Target, Parts.For(options, "base"));
        options.Progress?.Report(new FitProgress("models", 1, 1));
        var probabilities = Parts.Probabilities(model, train.Take(kept), rows.Classes);
        var weights = rows.Weights.Length == 0 ? [] : Array.ConvertAll(kept, row => rows.Weights[row]);
        var codes = Array.ConvertAll(kept, row => rows.Codes[row]);
        if (weights.Length > 0 && Array.TrueForAll(weights, weight => weight == 0))
        {
            throw new TableException("The table cannot be learned from: no row that the curve is fitted on has a weight above 0. Set another Share or Seed.");
        }

        return new CalibratedClassifierModel(this, header, model, ClassCalibration.Fit(Method, probabilities, codes, weights, rows.Classes.Count));
    }
}
