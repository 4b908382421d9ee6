using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>What methods that explain any model are told: which of the model's numbers they are about, threads, progress, cancellation.</summary>
public abstract record AnswerOptions
{
    private protected AnswerOptions()
    {
    }

    /// <summary>The class whose probability is explained. Null, the default: the second of two; of a model of more classes one must be named. Only for classifiers.</summary>
    public string? Class { get; init; }

    /// <summary>
    /// Whether the margin of the class, its log-odds ln(p / (1 − p)), is explained instead of its probability p. Default false. Where p is 0 or 1 but for roundings the margin is cut at ±36.7; boosted
    /// trees of two classes give the sum of the trees as it is. Only for classifiers.
    /// </summary>
    public bool Margin { get; init; }

    /// <summary>Most threads to use; 0, the default, means one per processor.</summary>
    public int MaxThreads { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>Told as the work goes on. Null: nobody.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Ends the work early with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
