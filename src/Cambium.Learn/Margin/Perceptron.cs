using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells classes apart by planes that move only for rows on the wrong side: the perceptron.</summary>
/// <remarks>
/// <para>With two classes, a row that b + xᵢ·w puts on the wrong side, or on the plane itself, adds η sᵢ yᵢ xᵢ to w and η sᵢ yᵢ to b, where y is 1 for the second class and −1 for the first and s
/// are the weights of the rows. With k classes, each is so told from all others. It is <see cref="SgdClassifier"/> with the perceptron's loss, a constant step and no penalty.</para>
/// <para>Time O(entries) a pass and class, memory O(entries + k p). <see cref="PerceptronModel.Continue"/> learns from further rows without those before.</para>
/// <para>Use it as the plainest of learners, and where rows arrive one by one. Where no plane parts the classes, it never settles: <see cref="LinearSvm"/> does. Features should be of like
/// size.</para>
/// <para>Reads sparse columns. Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. Honours weights.</para>
/// <para>Source: F. Rosenblatt, "The Perceptron", 1958.</para>
/// </remarks>
public sealed record Perceptron : Classifier
{
    /// <summary>η, the step. Default 1. Range (0, ∞). It scales the weights and changes no answer but the size of margins.</summary>
    public double LearningRate { get; init => field = Check.Above(value, 0.0); } = 1;

    /// <summary>Whether to learn an intercept. Default true.</summary>
    public bool Intercept { get; init; } = true;

    /// <summary>Most passes over the rows; the model tells whether it converged before. Default 1000. Range [1, ∞).</summary>
    public int MaxIterations { get; init => field = Check.AtLeast(value, 1); } = 1000;

    /// <summary>A pass counts where it takes more than this off the mean loss. Default 0.001. Range [0, ∞).</summary>
    public double Tolerance { get; init => field = Check.AtLeast(value, 0.0); } = 0.001;

    /// <summary>The passes in a row that may not count before the fit ends. Default 5. Range [1, ∞).</summary>
    public int Patience { get; init => field = Check.AtLeast(value, 1); } = 5;

    /// <summary>Whether each pass takes the rows in another random order. Default true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The seed of the order of the rows. Default 0. Any value.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override PerceptronModel Fit(Table train, string target, FitOptions options = default)
    {
        var data = ClassificationData.From(train, target, options, FeatureNeeds.FiniteVectors);
        var state = SgdFit.Classes(SgdData.Of(data), null, data.Classes.Count, [], new SgdClassLoss(SgdLoss.Perceptron), new SgdCall(Settings, Seed, 0, options));
        return new PerceptronModel(this, data.Input, target, data.Classes, state);
    }

    internal SgdSettings Settings => new()
    {
        Schedule = LearningSchedule.Constant,
        LearningRate = LearningRate,
        Intercept = Intercept,
        Epochs = MaxIterations,
        Tolerance = Tolerance,
        Patience = Patience,
        Shuffle = Shuffle,
    };
}
