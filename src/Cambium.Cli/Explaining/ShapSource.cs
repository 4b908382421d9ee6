using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>SHAP values by the method that was asked for, or the one that fits the model.</summary>
/// <param name="Of">Computes the values of rows.</param>
/// <param name="MostRows">More rows than these are sampled.</param>
/// <param name="Note">What should be said of the method; empty where nothing need be.</param>
sealed record ShapSource(Func<Table, IProgress<FitProgress>?, ShapValues> Of, int MostRows, string Note)
{
    const int MostExact = 2_000;
    const int MostTried = 100;
    const int BackgroundRows = 100;

    /// <summary>The method for a task.</summary>
    /// <exception cref="CommandException">The model is not of a kind that the method explains.</exception>
    internal static ShapSource For(ExplainTask task)
    {
        if (task.Method.Name != ExplainMethod.Shap)
        {
            return Tried(task, task.Method.Name, "");
        }

        var options = new ShapOptions { Output = task.Invocation.Value(task.Arguments.Answer) ? ShapOutput.Answer : ShapOutput.Margin, CancellationToken = task.Invocation.CancellationToken };
        var probe = task.Rows.Slice(0, 1);
        if (task.Invocation.Value(task.Arguments.Background) is null && Refusal(task.Model, probe, options) is null)
        {
            return Exact(task.Model, options, "");
        }

        var background = task.Background(BackgroundRows);
        options = options with { Background = background };
        if (Refusal(task.Model, probe, options) is not { } refusal)
        {
            return Exact(task.Model, options, Unknown(task, background));
        }

        return task.Invocation.Value(task.Arguments.Method) is null
            ? Tried(task, ExplainMethod.KernelShap, "The model has no exact SHAP values. ")
            : throw CommandException.Failed($"{refusal.Split(". ")[0].TrimEnd('.')}. Use --method {ExplainMethod.KernelShap} or {ExplainMethod.PermutationShap}, which explain any model.");
    }

    /// <summary>The methods that try coalitions of columns, for any model.</summary>
    static ShapSource Tried(ExplainTask task, string method, string note)
    {
        var (model, background, stop) = (task.Model, task.Background(BackgroundRows), task.Invocation.CancellationToken);
        note += Unknown(task, background);
        if (method == ExplainMethod.PermutationShap)
        {
            var orders = new PermutationShapOptions { Seed = task.Seed, CancellationToken = stop };
            return new ShapSource((rows, progress) => PermutationShap.Of(model, rows, background, orders with { Progress = progress }), MostTried, note);
        }

        var options = new KernelShapOptions { Seed = task.Seed, CancellationToken = stop };
        return new ShapSource((rows, progress) => KernelShap.Of(model, rows, background, options with { Progress = progress }), MostTried, note);
    }

    static string Unknown(ExplainTask task, Table background) => $"Columns that are not known take their values from {task.BackgroundWords(background)}.";

    /// <summary>Exact values; of one row also word by word, which of many would be too much.</summary>
    static ShapSource Exact(Model model, ShapOptions options, string note) =>
        new((rows, progress) => model.Shap(rows, options with { Progress = progress, Words = rows.RowCount == 1 }), MostExact, note);

    /// <summary>Why the exact method does not take a model, tried on a row; null where it does.</summary>
    static string? Refusal(Model model, Table probe, ShapOptions options)
    {
        try
        {
            _ = model.Shap(probe, options);
            return null;
        }
        catch (ArgumentException e)
        {
            return Tool.ParameterName().Replace(e.Message, "");
        }
    }
}
