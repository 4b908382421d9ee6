using System.CommandLine;
using System.Globalization;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>What may be changed and what is to be reached, as "cambium counterfactual" is told.</summary>
sealed class CounterfactualArguments
{
    readonly Option<string[]> _allow = Columns("--allow", "Columns that may change. Default: all that are numbers, truths or categories.");
    readonly Option<string[]> _fix = Columns("--fix", "Columns that must stay as they are.");
    readonly Option<string[]> _increase = Columns("--increase-only", "Columns of numbers that may only grow, as an age.");
    readonly Option<string[]> _decrease = Columns("--decrease-only", "Columns of numbers that may only fall.");
    readonly Option<string[]> _range = new("--range") { HelpName = "COL=LO..HI", Description = "Values that a column of numbers must stay in; LO or HI may be left out. Repeatable." };
    readonly Option<string?> _class = new("--class") { HelpName = "NAME", Description = "The class to reach. Default: of two the other one." };
    readonly Option<double?> _least = new("--at-least") { HelpName = "X", Description = "The least number to reach, of models that answer with numbers." };
    readonly Option<double?> _most = new("--at-most") { HelpName = "X", Description = "The greatest number to reach." };
    readonly Option<int> _count = NumberOption.Whole("--count", "K", 3, 1, 100, "How many ways to show. Default: 3.");
    readonly Option<int> _changes = NumberOption.Whole("--changes", "N", 3, 1, 20, "Most columns that one changes. Default: 3.");

    /// <summary>Gives a command these words.</summary>
    internal void AddTo(Command command)
    {
        foreach (var option in (Option[])[_allow, _fix, _range, _increase, _decrease, _class, _least, _most, _count, _changes])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What is asked for, which fits the model.</summary>
    /// <exception cref="CommandException">It does not; the message says what to change.</exception>
    internal CounterfactualOptions Of(Invocation invocation, Model model)
    {
        CheckWanted(invocation, model);
        var (allow, fix) = (Read(invocation, _allow, model), Read(invocation, _fix, model));
        if (allow.Length > 0 && fix.Intersect(allow).FirstOrDefault() is { } both)
        {
            throw CommandException.Misuse($"'{both}' is both allowed to change (--allow) and fixed (--fix). Take it out of one.");
        }

        var (increase, decrease) = (Numbers(invocation, _increase, model), Numbers(invocation, _decrease, model));
        if (increase.Intersect(decrease).FirstOrDefault() is { } stuck)
        {
            throw CommandException.Misuse($"'{stuck}' may neither grow nor fall by --increase-only and --decrease-only. Name it with --fix instead.");
        }

        var names = model.Input.Fields.Select(field => field.Name);
        return new CounterfactualOptions
        {
            Class = invocation.Value(_class),
            AtLeast = invocation.Value(_least),
            AtMost = invocation.Value(_most),
            Immutable = [.. fix, .. allow.Length > 0 ? names.Except(allow).Except(fix) : []],
            OnlyIncreasing = [.. increase],
            OnlyDecreasing = [.. decrease],
            Ranges = (invocation.Value(_range) ?? []).Select(text => RangeOf(text, model)).ToEquatableArray(),
            Count = invocation.Value(_count),
            MaxChanges = invocation.Value(_changes),
            CancellationToken = invocation.CancellationToken,
        };
    }

    void CheckWanted(Invocation invocation, Model model)
    {
        var (name, hasBound) = (invocation.Value(_class), invocation.Value(_least) is not null || invocation.Value(_most) is not null);
        if (model is ClassifierModel classifier)
        {
            if (hasBound)
            {
                throw CommandException.Misuse("--at-least and --at-most are for numbers, but this model answers with a class. Name the one to reach with --class.");
            }

            if (name is null ? classifier.Classes.Count > 2 : !classifier.Classes.Contains(name))
            {
                var found = name is null ? $"The model tells {classifier.Classes.Count} classes apart. Say which one to reach with --class" : $"--class knows no '{name}'.{NearestName.Suggestion(name, classifier.Classes)} The model tells apart";
                throw CommandException.Misuse($"{found}: {string.Join(", ", classifier.Classes)}.");
            }
        }
        else if (name is not null || !hasBound)
        {
            throw CommandException.Misuse($"This model answers with a number. Say which are to be reached with --at-least X or --at-most X{(name is null ? "" : ", and leave --class out")}.");
        }
    }

    AllowedRange RangeOf(string text, Model model)
    {
        var equals = text.LastIndexOf('=');
        var bounds = equals < 1 ? [] : text[(equals + 1)..].Split("..");
        if (bounds is not [var low, var high] || Bound(low, double.NegativeInfinity) is not { } least || Bound(high, double.PositiveInfinity) is not { } most)
        {
            throw CommandException.Misuse($"--range takes COL=LO..HI, such as --range age=18..65 or --range income=..90000, not '{text}'.");
        }

        if (least > most)
        {
            throw CommandException.Misuse($"--range {text} begins above its end, so that no value is within it. Turn the two round: {text[..equals]}={high}..{low}.");
        }

        return new AllowedRange(Number(_range.Name, Known(_range.Name, text[..equals], model), model), least, most);
    }

    static double? Bound(string text, double open) =>
        text.Trim().Length == 0 ? open : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) && double.IsFinite(bound) ? bound : null;

    static string[] Read(Invocation invocation, Option<string[]> option, Model model) =>
        [.. (invocation.Value(option) ?? [])
            .SelectMany(text => model.Input.Find(text) is not null ? [text] : text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(column => Known(option.Name, column, model))
            .Distinct()];

    static string[] Numbers(Invocation invocation, Option<string[]> option, Model model) => [.. Read(invocation, option, model).Select(column => Number(option.Name, column, model))];

    static string Known(string option, string column, Model model)
    {
        var names = model.Input.Fields.Select(field => field.Name).ToArray();
        return names.Contains(column)
            ? column
            : throw CommandException.Misuse($"{option} names '{column}', which the model does not read.{NearestName.Suggestion(column, names)} It reads: {string.Join(", ", names)}.");
    }

    static string Number(string option, string column, Model model) =>
        model.Input.Find(column)!.Type is ColumnType.Float64 or ColumnType.Int64 // looked up before
            ? column
            : throw CommandException.Misuse($"{option} is for columns of numbers, but '{column}' holds none.");

    static Option<string[]> Columns(string name, string description) => new(name) { HelpName = "COL,...", Description = $"{description} Repeatable." };
}
