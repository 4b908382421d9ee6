using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>What "cambium explain --log" keeps where the model's explanation page shows it.</summary>
static class ExplanationLog
{
    const string Page = "explanation";

    /// <summary>Fewer would take the place of a sample that tells more; a single row is its own background, by which nothing moves.</summary>
    const int LeastRows = 10;

    /// <summary>Rows that curves are averaged over, and fewer where the model is asked about each value of each.</summary>
    const int CurveRows = 500;

    const int AskedCurveRows = 100;

    /// <summary>Refuses, before anything is computed, what cannot be kept.</summary>
    /// <exception cref="CommandException">The method tells of something else, or the model is a folder.</exception>
    internal static void Check(Invocation invocation, ExplainArguments arguments, ExplainMethod method)
    {
        if (!invocation.Value(arguments.Log))
        {
            return;
        }

        if (method.Name is not (ExplainMethod.Shap or ExplainMethod.Permutation))
        {
            throw CommandException.Misuse($"--log keeps what --method {ExplainMethod.Shap} and --method {ExplainMethod.Permutation} tell; curves of the columns that count most come with the first. Choose one of them, or leave --log out.");
        }

        if (invocation.Value(arguments.Row) > 0 || invocation.Value(arguments.Answer))
        {
            throw CommandException.Misuse($"--log keeps what is told of the model as a whole, as it adds up its answers. Leave {(invocation.Value(arguments.Row) > 0 ? "--row" : "--answer")} out, or --log.");
        }

        FindingsLog.Check(invocation.Value(arguments.ModelName), invocation.Value(arguments.Store)!); // has a default
    }

    /// <summary>Keeps explained rows and curves, if that is asked for.</summary>
    internal static void KeepSample(ExplainTask task)
    {
        if (!task.Invocation.Value(task.Arguments.Log))
        {
            return;
        }

        if (task.Rows.RowCount < LeastRows)
        {
            throw CommandException.Failed($"--log keeps what is told of the model as a whole, but {task.Data} has {Figure.Count(task.Rows.RowCount, "row")}. Give {LeastRows} rows or more, or leave --log out.");
        }

        var given = task.Invocation.Value(task.Arguments.Background);
        var options = new ExplainedSampleOptions { Seed = task.Seed, Background = given is null ? null : task.Background(100), CancellationToken = task.Invocation.CancellationToken };
        var (sample, curves) = Watch.Over(task.Terminal, "explain rows and curves for the page", 1, _ =>
        {
            var rows = ExplainedSample.Of(task.Model, task.Rows, options);
            return (rows, QuickSample.Curves(task.Model, task.Rows, rows, options, task.Model.ShapInside is null ? AskedCurveRows : CurveRows));
        });
        FindingsLog.Keep(task.Terminal, task.Reference, task.Invocation.Value(task.Arguments.Store)!, Page, (tracker, run) => // has a default
        {
            tracker.LogTo(run, sample);
            tracker.LogTo(run, curves);
        });
    }

    /// <summary>Keeps importances, if that is asked for.</summary>
    internal static void Keep(ExplainTask task, Explanation explanation)
    {
        if (task.Invocation.Value(task.Arguments.Log))
        {
            FindingsLog.Keep(task.Terminal, task.Reference, task.Invocation.Value(task.Arguments.Store)!, Page, (tracker, run) => tracker.LogTo(run, explanation)); // has a default
        }
    }
}
