using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How <see cref="AutoMl"/> looks for a model.</summary>
public sealed record AutoMlOptions
{
    /// <summary>The time that all of it may take, the final fit included; one minute unless set, at least one second. What is found within a time depends on the machine. Ignored where <see cref="MaxCandidates"/> is above 0.</summary>
    public TimeSpan Budget
    {
        get;
        init => field = value >= TimeSpan.FromSeconds(1) && value <= TimeSpan.FromDays(20)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Budget), value, "Budget lies between one second and 20 days.");
    } = TimeSpan.FromMinutes(1);

    /// <summary>Ends after so many candidates and the stack of the best, however long they take: then the result is the same on every machine and at any number of threads. Default 0: the budget ends it. Range [0, 100,000].</summary>
    public int MaxCandidates { get; init => field = Check.InRange(value, 0, 100_000); }

    /// <summary>The seed of folds, samples, learners and what is drawn. Default 0. Any whole number.</summary>
    public long Seed { get; init; }

    /// <summary>Most threads to use; 0, the default, means one per processor. Range [0, 2,147,483,647].</summary>
    public int MaxThreads { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>The folds that every candidate is cross-validated over, the same for all. Default 5. Range [2, 100]. Ignored where there is a <see cref="Splitter"/>.</summary>
    public int Folds { get; init => field = Check.InRange(value, 2, 100); } = 5;

    /// <summary>
    /// How often rows are dealt out to folds anew, since on few rows a score hangs on how they happen to fall. Default 0: 4 times up to 500 rows, 3 up to 1,500, 2 up to 4,000, else once.
    /// Range [0, 100]. Ignored where there is a <see cref="Splitter"/>.
    /// </summary>
    public int Repeats { get; init => field = Check.InRange(value, 0, 100); }

    /// <summary>
    /// How rows are split: by groups or in the order of time where rows are not independent. Its columns are no features. Null, the default: dealt out to <see cref="Folds"/> at random, with each class as frequent
    /// in every fold as in the whole.
    /// </summary>
    public Splitter? Splitter { get; init; }

    /// <summary>The figure of the reports that candidates are ranked by. Null, the default: the reports' first, "roc_auc" or "rmse".</summary>
    public string? Metric { get; init; }

    /// <summary>The families to try, of <see cref="AutoMl.Families"/>. Default none, which means all; the baseline is always tried.</summary>
    public EquatableArray<string> Families { get; init; } = [];

    /// <summary>Whether the target holds classes or numbers. By default numbers are predicted as numbers unless they are whole and at most ten are distinct.</summary>
    public TargetReading Target { get; init => field = Check.Defined(value); }

    /// <summary>What a look for leaks should know. Columns that give the answer away are left out; name those that may stay.</summary>
    public LeakageOptions Leakage { get; init; } = new();

    /// <summary>The column that holds row weights, for fitting; null: none.</summary>
    public string? Weight { get; init; }

    /// <summary>The clock of budget and costs.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Told what is under way; from any thread, one call at a time. Null: nobody.</summary>
    public IProgress<AutoMlProgress>? Progress { get; init; }

    /// <summary>Ends it with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
