using Cambium.Data;

namespace Cambium.Serving;

/// <summary>Puts the columns of a request together as the table that the model asks for.</summary>
static class InputTable
{
    /// <summary>The table.</summary>
    /// <param name="input">The columns that the model asks for.</param>
    /// <param name="names">The names of all inputs as they came, also of those that could not be read.</param>
    /// <param name="columns">The inputs that could be read.</param>
    /// <param name="problems">What is wrong with the request so far.</param>
    /// <exception cref="RequestException">There is a problem, from before or here.</exception>
    internal static Table Build(Schema input, IReadOnlyList<string> names, IReadOnlyList<Column> columns, Problems problems)
    {
        CheckNames(input, names, problems);
        if (columns.Select(column => column.Length).Distinct().Count() > 1)
        {
            problems.Add($"inputs differ in their number of rows: {string.Join(", ", columns.Select(column => $"'{column.Name}' has {column.Length}"))}");
        }

        var converted = input.Fields
            .Select(field => columns.Where(column => column.Name == field.Name).ToArray() is [var only] ? InputColumn.Convert(field, only, problems) : null)
            .OfType<Column>()
            .ToArray();
        problems.ThrowIfAny();
        return Table.Create(converted);
    }

    static void CheckNames(Schema input, IReadOnlyList<string> names, Problems problems)
    {
        var expected = input.Fields.Select(field => field.Name).ToArray();
        foreach (var twice in names.GroupBy(name => name).Where(group => group.Count() > 1))
        {
            problems.Add($"input '{twice.Key}' comes {twice.Count()} times");
        }

        foreach (var unknown in names.Distinct().Except(expected))
        {
            problems.Add($"the model has no input '{unknown}'{Problems.Nearest(unknown, expected.Except(names))}");
        }

        var missing = expected.Except(names).ToArray();
        if (missing.Length > 0)
        {
            problems.Add($"missing {(missing.Length == 1 ? "is input" : "are the inputs")} {string.Join(", ", missing.Select(name => $"'{name}'"))}; send null where a value is not known");
        }
    }
}
