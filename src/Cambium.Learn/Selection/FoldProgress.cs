namespace Cambium.Learn;

/// <summary>Tells a listener of folds that are run side by side: one message at a time, and how many folds are done.</summary>
sealed class FoldProgress(IProgress<FitProgress>? listener, int folds)
{
    readonly Lock _lock = new();
    int _done;

    /// <summary>Tells that the work begins.</summary>
    internal void Begin() => listener?.Report(new FitProgress("folds", 0, folds));

    /// <summary>Tells that one more fold is done.</summary>
    internal void Done()
    {
        lock (_lock)
        {
            listener?.Report(new FitProgress("folds", ++_done, folds));
        }
    }

    /// <summary>Passes on the progress of one fold's fit under the fold's name; null where nobody listens.</summary>
    internal IProgress<FitProgress>? Of(int fold) => listener is null ? null : new OneFold(this, fold + 1);

    void Pass(FitProgress value)
    {
        lock (_lock)
        {
            listener?.Report(value);
        }
    }

    sealed class OneFold(FoldProgress all, int fold) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => all.Pass(value with { Stage = $"fold {fold}: {value.Stage}" });
    }
}
