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

    /// <summary>The method for a task.</summary>
    /// <exception cref="CommandException">The model is not of a kind that the method explains.</exception>
    internal static ShapSource For(ExplainTask task)
    {
        var options = new ShapOptions { Output = task.Invocation.Value(task.Arguments.Answer) ? ShapOutput.Answer : ShapOutput.Margin, CancellationToken = task.Invocation.CancellationToken };
        var probe = task.Rows.Slice(0, 1);
        if (task.Invocation.Value(task.Arguments.Background) is null && Refusal(task.Model, probe, options) is null)
        {
            return Exact(task.Model, options, "");
        }

        var background = task.Background();
        options = options with { Background = background };
        return Refusal(task.Model, probe, options) is { } refusal
            ? throw CommandException.Failed(refusal)
            : Exact(task.Model, options, $"Columns that are not known take their values from {task.BackgroundWords(background)}.");
    }

    static ShapSource Exact(Model model, ShapOptions options, string note) => new((rows, progress) => model.Shap(rows, options with { Progress = progress }), MostExact, note);

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
