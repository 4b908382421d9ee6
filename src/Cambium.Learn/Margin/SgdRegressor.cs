using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Predicts a number by a plane that learns row by row, and can go on learning: stochastic gradient descent.</summary>
/// <remarks>
/// <para>Minimises (Σ sᵢ loss(b + xᵢ·w − yᵢ)) / n + α ((1 − ρ)/2 ‖w‖² + ρ ‖w‖₁) over w and b, where s are the weights of the rows and ρ is <see cref="L1Share"/>. Each row moves the plane a
/// step down the slope of its own loss. It is the method of scikit-learn's <c>SGDRegressor</c>; without <see cref="Shuffle"/> it takes the same steps, but that a step of the squared
/// loss never goes past the row's own answer, which would carry weights off without bound where a row lies far out.</para>
/// <para>Time O(entries) a pass, memory O(entries + p). <see cref="SgdRegressorModel.Continue"/> learns from further rows without those before, for data that do not fit into memory or are still
/// to come.</para>
/// <para>Use it for very many rows and wide, sparse features. For data that fit, <see cref="LinearRegression"/> reaches the optimum itself. Features must be scaled, or it
/// learns slowly: put <c>new Standardize()</c> before it.</para>
/// <para>Reads sparse columns. Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. Honours weights: a row's step is that many
/// times as long.</para>
/// <para>Source: H. Robbins, S. Monro, 1951; L. Bottou, "Stochastic Gradient Descent Tricks", 2012; P. J. Huber, 1964.</para>
/// </remarks>
public sealed record SgdRegressor : Regressor
{
    /// <summary>What a row loses. Default <see cref="SgdRegressionLoss.Squared"/>.</summary>
    public SgdRegressionLoss Loss { get; init => field = Check.Defined(value); } = SgdRegressionLoss.Squared;

    /// <summary>ε, the error at which the Huber loss turns straight and below which the ε-insensitive loss is 0, in units of the target. Default 0.1. Range (0, ∞). Ignored by the squared loss.</summary>
    public double Epsilon { get; init => field = Check.Above(value, 0.0); } = 0.1;

    /// <summary>α, the penalty on the weights, on a mean over rows. Default 0.0001. Range [0, ∞).</summary>
    public double Penalty { get; init => field = Check.AtLeast(value, 0.0); } = 0.0001;

    /// <summary>ρ, the share of the penalty that goes by absolute values, which makes weights exactly 0; the rest goes by squares. Default 0. Range [0, 1].</summary>
    public double L1Share { get; init => field = Check.InRange(value, 0, 1); }

    /// <summary>How the step changes. Default <see cref="LearningSchedule.InverseScaling"/>; <see cref="LearningSchedule.Optimal"/> asks for a <see cref="Penalty"/> above 0.</summary>
    public LearningSchedule Schedule { get; init => field = Check.Defined(value); } = LearningSchedule.InverseScaling;

    /// <summary>η, the step, or the first of them. Default 0.01. Range (0, ∞). Ignored by <see cref="LearningSchedule.Optimal"/>.</summary>
    public double LearningRate { get; init => field = Check.Above(value, 0.0); } = 0.01;

    /// <summary>The exponent of <see cref="LearningSchedule.InverseScaling"/>. Default 0.25. Range [0, 10]. Ignored by the other schedules.</summary>
    public double Power { get; init => field = Check.InRange(value, 0, 10); } = 0.25;

    /// <summary>The row, counted over all passes, from which on the weights are averaged; the average answers. 0, the default, never does; 1 averages all. Range [0, 2,147,483,647].</summary>
    public int AverageFrom { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>Whether to learn an intercept. Default true.</summary>
    public bool Intercept { get; init; } = true;

    /// <summary>Most passes over the rows; the model tells whether it converged before. Default 1000. Range [1, ∞).</summary>
    public int MaxIterations { get; init => field = Check.AtLeast(value, 1); } = 1000;

    /// <summary>A pass counts where it takes more than this off the mean loss. Default 0.001. Range [0, ∞).</summary>
    public double Tolerance { get; init => field = Check.AtLeast(value, 0.0); } = 0.001;

    /// <summary>The passes in a row that may not count before the fit ends, or the adaptive step is cut. Default 5. Range [1, ∞).</summary>
    public int Patience { get; init => field = Check.AtLeast(value, 1); } = 5;

    /// <summary>The share of the rows that is held out at random and whose loss ends the fit, instead of that of the rows learned from. Default 0. Range [0, 0.9]. Ignored where the fit is given <see cref="FitOptions.Validation"/>.</summary>
    public double ValidationShare { get; init => field = Check.InRange(value, 0, 0.9); }

    /// <summary>Whether each pass takes the rows in another random order. Default true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The seed of the order of the rows and of those held out. Default 0. Any value.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is not there, or the schedule is optimal without a penalty.</exception>
    public override SgdRegressorModel Fit(Table train, string target, FitOptions options = default)
    {
        SgdFit.Check(Settings);
        var data = RegressionData.From(train, target, options, FeatureNeeds.FiniteVectors);
        var watched = options.Validation is { } table ? SgdData.Of(data.Validation(table, target, options.Weight)).ThrowIfUnfitToWatch() : null;
        var state = SgdFit.Numbers(SgdData.Of(data), watched, [], new SgdNumberLoss(Loss, Epsilon), new SgdCall(Settings, Seed, ValidationShare, options));
        return new SgdRegressorModel(this, data.Input, target, state);
    }

    internal SgdSettings Settings => new()
    {
        Penalty = Penalty,
        L1Share = L1Share,
        Schedule = Schedule,
        LearningRate = LearningRate,
        Power = Power,
        AverageFrom = AverageFrom,
        Intercept = Intercept,
        Epochs = MaxIterations,
        Tolerance = Tolerance,
        Patience = Patience,
        Shuffle = Shuffle,
    };
}
