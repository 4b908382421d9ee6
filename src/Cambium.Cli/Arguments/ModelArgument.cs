using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>Loads the model that a command line names, and makes a table fit it.</summary>
static class ModelArgument
{
    internal const string Registered = "models:/";

    /// <summary>Loads a model from a folder or from the registry.</summary>
    /// <param name="reference">A folder, or models:/NAME/VERSION or models:/NAME@ALIAS.</param>
    /// <param name="store">The folder of the store whose registry is meant.</param>
    /// <exception cref="CommandException">There is no such folder or store.</exception>
    internal static Model Load(string reference, string store)
    {
        if (reference.StartsWith(Registered, StringComparison.Ordinal))
        {
            using var tracker = StoreArgument.OpenExisting(store);
            return Model.Load(tracker.FetchModel(tracker.FindVersion(reference)));
        }

        return Directory.Exists(reference)
            ? Model.Load(reference)
            : throw CommandException.Failed(
                $"There is no folder '{reference}'. Name the folder of a saved model, or a registered one as {Registered}NAME/VERSION or {Registered}NAME@ALIAS.");
    }

    /// <summary>A warning where a registered model's run read this very table, so that the model has seen most of its rows; null where it did not, or nothing is known.</summary>
    /// <param name="reference">What the command line names.</param>
    /// <param name="store">The folder of the store whose registry is meant.</param>
    /// <param name="table">The table to judge by, as it was read.</param>
    internal static string? LearnedFrom(string reference, string store, Table table)
    {
        if (!reference.StartsWith(Registered, StringComparison.Ordinal))
        {
            return null;
        }

        using var tracker = StoreArgument.OpenExisting(store);
        return tracker.RunOf(tracker.FindVersion(reference)) is { Datasets: { Count: > 0 } read } run && table.Fingerprint() is var print
            && read.Any(dataset => dataset.Digest.Length > 0 && print.StartsWith(dataset.Digest, StringComparison.Ordinal))
            ? $"{reference} was trained on this very table (run {run.Id[..8]}), so these figures flatter it. Judge by rows that it has not seen."
            : null;
    }

    /// <summary>
    /// The table with the columns that the model asks for in the types it asks for: a category whose few rows look like text or numbers
    /// becomes a category again.
    /// </summary>
    /// <exception cref="CommandException">Columns are not there; the message lists all of them.</exception>
    internal static Table Fit(Table table, Model model, string data)
    {
        var absent = model.Input.Fields.Where(field => !table.Contains(field.Name)).Select(field => field.Name).ToArray();
        if (absent.Length > 0)
        {
            throw CommandException.Failed(
                $"{data} lacks {(absent.Length == 1 ? "the column" : "the columns")} {string.Join(", ", absent)} that the model reads." +
                $"{(absent.Length == 1 ? NearestName.Suggestion(absent[0], table.Columns.Select(column => column.Name)) : "")} " +
                $"It has: {string.Join(", ", table.Columns.Select(column => column.Name))}.");
        }

        return model.Input.Fields
            .Where(field => field.Type == ColumnType.Category && table[field.Name].Type != ColumnType.Category)
            .Aggregate(table, (fitted, field) => fitted.With(AsCategory(fitted[field.Name])));
    }

    static CategoryColumn AsCategory(Column column)
    {
        var values = new string?[column.Length];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = column.IsMissing(row) ? null : column.Format(row);
        }

        return CategoryColumn.FromValues(column.Name, values);
    }
}
