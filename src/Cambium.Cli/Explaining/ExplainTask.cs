using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>What one "cambium explain" works on: the model, and the rows of DATA that are there to explain it by.</summary>
/// <param name="Invocation">The command line.</param>
/// <param name="Arguments">Its words.</param>
/// <param name="Method">How to explain.</param>
/// <param name="Model">The model.</param>
/// <param name="Rows">DATA, with the columns that the model reads in the types in which it reads them.</param>
sealed record ExplainTask(Invocation Invocation, ExplainArguments Arguments, ExplainMethod Method, Model Model, Table Rows)
{
    internal Terminal Terminal => Invocation.Terminal;

    internal string Reference => Invocation.Value(Arguments.ModelName);

    internal string Data => Invocation.Value(Arguments.Data);

    internal long Seed => Invocation.Value(Arguments.Seed);

    /// <summary>The place of the row to explain, from 0; null where the model is explained.</summary>
    internal int? Row => Invocation.Value(Arguments.Row) is > 0 and var row ? row - 1 : null;

    /// <summary>The class that is asked for; null where none is.</summary>
    internal string? Class => Invocation.Value(Arguments.Class);

    /// <summary>The columns that are asked for, one or two an entry.</summary>
    internal IReadOnlyList<string[]> Columns { get; private init; } = [];

    /// <summary>Reads what the command line names, and refuses what cannot be explained before anything is computed.</summary>
    /// <exception cref="CommandException">Something is not there, or words do not fit each other.</exception>
    internal static ExplainTask Of(Invocation invocation, ExplainArguments arguments)
    {
        var method = arguments.MethodOf(invocation);
        ExplanationLog.Check(invocation, arguments, method);
        var page = OutputFile.Of(invocation.Value(arguments.Html));
        var (reference, path) = (invocation.Value(arguments.ModelName), invocation.Value(arguments.Data));
        var model = ModelArgument.Load(reference, invocation.Value(arguments.Store)!); // has a default
        if (model is not (ClassifierModel or RegressorModel or OutlierDetectorModel))
        {
            throw CommandException.Failed($"{reference} answers with a group, not with a number that columns add to. Explain a classifier, a regressor or an outlier detector.");
        }

        var columns = arguments.Columns(invocation, method, model);
        CheckClass(model, invocation.Value(arguments.Class));
        var rows = Readable(arguments.Csv.Read(invocation, path), model, path);
        var task = new ExplainTask(invocation, arguments, method, model, rows) { Columns = columns, Page = page };
        return task.Row is { } row && row >= rows.RowCount
            ? throw CommandException.Misuse($"--row {row + 1} is beyond the end of {path}, which has {Figure.Count(rows.RowCount, "row")}.")
            : task;
    }

    /// <summary>The file to write a page to; null for none.</summary>
    internal string? Page { get; private init; }

    /// <summary>At most so many rows that stand for "not known": those of --background, else of DATA.</summary>
    internal Table Background(int most)
    {
        var given = Invocation.Value(Arguments.Background);
        var rows = given is null ? Rows : Readable(Arguments.Csv.Read(Invocation, given), Model, given);
        return Sample(rows, most);
    }

    /// <summary>What stands for "not known", in words.</summary>
    internal string BackgroundWords(Table background) => $"{Figure.Count(background.RowCount, "row")} of {Invocation.Value(Arguments.Background) ?? Data}";

    /// <summary>At most so many rows, drawn with the seed, in their order.</summary>
    internal Table Sample(Table rows, int most) => rows.RowCount <= most ? rows : rows.Take(Places(rows.RowCount, most));

    /// <summary>The class for methods that tell of one; null where the model has none or its second of two is meant.</summary>
    /// <exception cref="CommandException">There are more than two, and none is named.</exception>
    internal string? OneClass() =>
        Class is null && Model is ClassifierModel { Classes.Count: > 2 } classifier
            ? throw CommandException.Misuse($"The model tells {classifier.Classes.Count} classes apart. Say which one to explain with --class: {string.Join(", ", classifier.Classes)}.")
            : Class;

    /// <summary>What is to be said of rows that were drawn; empty where all are used.</summary>
    internal string SampleNote(Table rows) =>
        rows.RowCount < Rows.RowCount ? $"{Figure.Count(rows.RowCount)} of the {Figure.Count(Rows.RowCount)} rows, drawn with seed {Seed}." : "";

    /// <summary>Shows what is to be said beside the figures, if there is anything.</summary>
    internal void Note(string note)
    {
        if (note.Length > 0)
        {
            Terminal.Paragraph(2, $"[dim]{note}[/]");
        }
    }

    /// <summary>Writes the page that is asked for, if one is.</summary>
    /// <param name="title">Its title, as text.</param>
    /// <param name="note">What stands below that, as text.</param>
    /// <param name="body">What is in it, as HTML.</param>
    internal void WritePage(string title, string note, string body)
    {
        if (Page is not null)
        {
            WholeFile.WriteText(Page, HtmlPage.Of(title, $"<h1>{HtmlPage.Text(title)}</h1>\n<p class=\"dim\">{HtmlPage.Text(note)}</p>\n{body}", Picture.Style));
            Terminal.Line($"Page: [bold]{Page}[/]");
        }
    }

    int[] Places(int count, int most)
    {
        var places = Enumerable.Range(0, count).ToArray();
        new Numerics.RandomStream(Seed).Shuffle<int>(places);
        return [.. places.Take(most).Order()];
    }

    /// <summary>A table as the model reads it.</summary>
    /// <exception cref="CommandException">Columns are not there, or there is no row.</exception>
    internal static Table Readable(Table table, Model model, string path)
    {
        var rows = ModelArgument.Fit(table, model, path);
        return rows.RowCount > 0 ? rows : throw CommandException.Failed($"{path} has no rows. Name a table with rows to explain.");
    }

    static void CheckClass(Model model, string? name)
    {
        if (name is null)
        {
            return;
        }

        if (model is not ClassifierModel classifier)
        {
            throw CommandException.Misuse($"--class is for models that tell classes apart; this one answers with a number. Leave it out.");
        }

        if (!classifier.Classes.Contains(name))
        {
            throw CommandException.Misuse($"--class knows no '{name}'.{NearestName.Suggestion(name, classifier.Classes)} The model tells apart: {string.Join(", ", classifier.Classes)}.");
        }
    }
}
