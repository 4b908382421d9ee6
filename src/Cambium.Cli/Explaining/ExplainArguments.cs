using System.CommandLine;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>The words of "cambium explain".</summary>
sealed class ExplainArguments
{
    internal Argument<string> ModelName { get; } = ToolOptions.Model();

    internal Argument<string> Data { get; } = ToolOptions.Data();

    internal Option<int> Row { get; } = NumberOption.Whole("--row", "N", 0, 1, int.MaxValue, "Explain the answer to this row of DATA; the first is 1.");

    internal Option<bool> Global { get; } = new("--global") { Description = "Explain the model by all rows of DATA. Default, unless --row is given." };

    internal Option<string?> Method { get; } = new("--method")
    {
        HelpName = "NAME",
        Description = $"How: {ExplainMethod.Names}. Default: shap, and kernel for models that have no exact SHAP values.",
    };

    internal Option<string[]> Column { get; } = new("--column")
    {
        HelpName = "COL[,COL]",
        Description = "The column that pdp, ice and ale go by; two with a comma: both together (pdp, ale). With shap, the columns to show. Repeatable.",
    };

    internal Option<string?> Class { get; } = new("--class") { HelpName = "NAME", Description = "The class to explain. Default: the second of two; of more, the row's answer, or all of them." };

    internal Option<string?> Background { get; } = new("--background")
    {
        HelpName = "FILE",
        Description = "Rows that stand for \"not known\", such as the training table; 100 of them are used. Default: DATA, where a method needs some.",
    };

    internal Option<bool> Answer { get; } = new("--answer") { Description = "Explain the probability or number that the model answers with, where it adds up log-odds or logarithms." };

    internal Option<bool> Log { get; } = ToolOptions.Log();

    internal Option<string?> Html { get; } = new("--html") { HelpName = "FILE", Description = "Also write a page with pictures." };

    internal Option<long> Seed { get; } = NumberOption.Seed("Seed of what is drawn: rows, shuffles, samples. Default: 0.");

    internal Option<string> Store { get; } = ToolOptions.Store();

    internal CsvArguments Csv { get; } = new();

    /// <summary>Gives a command these words.</summary>
    internal void AddTo(Command command)
    {
        command.Arguments.Add(ModelName);
        command.Arguments.Add(Data);
        foreach (var option in (Option[])[Row, Global, Method, Column, Class, Background, Answer, Log, Html, Seed, Store])
        {
            command.Options.Add(option);
        }

        Csv.AddTo(command);
    }

    /// <summary>The method that is asked for, which fits the other words.</summary>
    /// <exception cref="CommandException">It does not; the message says what to change.</exception>
    internal ExplainMethod MethodOf(Invocation invocation)
    {
        var method = ExplainMethod.Of(invocation.Value(Method) ?? ExplainMethod.Shap);
        var (row, columns) = (invocation.Value(Row), invocation.Value(Column) ?? []);
        if (row > 0 && invocation.Value(Global))
        {
            throw CommandException.Misuse("--row explains one answer, --global the model. Give one of them.");
        }

        if (row == 0 && method.Scope == ExplainScope.Row)
        {
            throw CommandException.Misuse($"--method {method.Name} explains the answer to one row. Name it with --row N.");
        }

        if (row > 0 && method.Scope == ExplainScope.Model)
        {
            throw CommandException.Misuse($"--method {method.Name} explains the model by all rows. Leave --row out, or choose one of: {RowMethods}.");
        }

        if (method.NeedsColumn && columns.Length == 0)
        {
            throw CommandException.Misuse($"--method {method.Name} goes by a column. Name it with --column COL.");
        }

        if (method.NeedsColumn && !method.TakesPairs && Array.Find(columns, own => own.Contains(',')) is { } pair)
        {
            throw CommandException.Misuse($"--method {method.Name} goes by one column at a time, not by '{pair}'. Repeat --column for each.");
        }

        if (invocation.Value(Answer) && method.Name is not (ExplainMethod.Shap or ExplainMethod.KernelShap or ExplainMethod.PermutationShap))
        {
            throw CommandException.Misuse($"--answer is for SHAP values; --method {method.Name} explains the answer anyway. Leave it out.");
        }

        return method;
    }

    /// <summary>The columns that are asked for, one or two an entry; all of them the model reads.</summary>
    /// <exception cref="CommandException">The model reads no such column, or three are to be taken together.</exception>
    internal IReadOnlyList<string[]> Columns(Invocation invocation, ExplainMethod method, Model model)
    {
        var names = model.Input.Fields.Select(field => field.Name).ToArray();
        return [.. (invocation.Value(Column) ?? []).Select(text => ColumnsOf(text, method, model, names))];
    }

    // A column whose name holds a comma is meant as it is.
    static string[] ColumnsOf(string text, ExplainMethod method, Model model, string[] names)
    {
        var columns = names.Contains(text) ? [text] : text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var column in columns.Where(column => !names.Contains(column)))
        {
            throw CommandException.Misuse(
                column == model.Target
                    ? $"--column names '{column}', which the model predicts and does not read. It reads: {string.Join(", ", names)}."
                    : $"--column names '{column}', which the model does not read.{NearestName.Suggestion(column, names)} It reads: {string.Join(", ", names)}.");
        }

        return columns.Length is 1 or 2 || (columns.Length > 2 && !method.TakesPairs)
            ? columns
            : throw CommandException.Misuse($"--column takes one column, or two with a comma, not '{text}'. Repeat it for more.");
    }

    static string RowMethods => string.Join(", ", ExplainMethod.All.Where(method => method.Scope != ExplainScope.Model).Select(method => method.Name));
}
