using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>What is different between two tables, in words.</summary>
static class DatasetDiffView
{
    const int ValueShown = 30;
    const int CellsShown = 6;

    /// <summary>Shows columns, counts and examples.</summary>
    internal static void Show(Terminal terminal, string older, string newer, DatasetDiff diff, bool hasKey)
    {
        terminal.Line($"[bold]{older}[/] → [bold]{newer}[/]: {Sentence(diff, hasKey)}");
        if (diff.Columns.Count > 0)
        {
            var columns = Plain.Table();
            columns.AddColumn(Plain.Left("column")).AddColumn(Plain.Left("was")).AddColumn(Plain.Left("is"));
            foreach (var change in diff.Columns)
            {
                Plain.AddRow(columns, Plain.Clean(change.Name), Type(change.Was), Type(change.Becomes));
            }

            terminal.Show(columns);
        }

        if (diff.Examples.Count > 0)
        {
            var rows = Plain.Table();
            rows.AddColumn(Plain.LeftUnbroken("such as")).AddColumn(Plain.Right("row was")).AddColumn(Plain.Right("row is")).AddColumn(Plain.Left("values"));
            foreach (var row in diff.Examples)
            {
                Plain.AddRow(rows, Kind(row), Number(row.OldRow), Number(row.NewRow), Cells(row));
            }

            terminal.Show(rows);
        }
    }

    /// <summary>The difference for a program.</summary>
    internal static object Document(string older, string newer, DatasetDiff diff) => new
    {
        Older = older,
        Newer = newer,
        IsSame = IsSame(diff),
        Columns = diff.Columns.Select(change => new
        {
            change.Name,
            Was = change.Was is { } was ? ProfileView.TypeName(was) : null,
            Becomes = change.Becomes is { } becomes ? ProfileView.TypeName(becomes) : null,
        }),
        diff.Added,
        diff.Removed,
        diff.Changed,
        diff.Unchanged,
        Examples = diff.Examples.Select(row => new { Kind = Kind(row), row.OldRow, row.NewRow, row.Cells }),
    };

    /// <summary>Whether rows and columns are the same.</summary>
    internal static bool IsSame(DatasetDiff diff) => diff is { Added: 0, Removed: 0, Changed: 0, Columns.Count: 0 };

    static string Sentence(DatasetDiff diff, bool hasKey)
    {
        var changed = hasKey ? $", {Figure.Count(diff.Changed)} changed" : "";
        var columns = diff.Columns.Count switch { 0 => "the same columns", 1 => "1 column differs", var count => $"{Figure.Count(count)} columns differ" };
        return $"{Figure.Count(diff.Added, "row")} added, {Figure.Count(diff.Removed)} removed{changed}, {Figure.Count(diff.Unchanged)} unchanged; {columns}.";
    }

    static string Kind(DatasetRowChange row) => row.OldRow is null ? "added" : row.NewRow is null ? "removed" : "changed";

    static string Type(Data.ColumnType? type) => type is { } known ? ProfileView.TypeName(known) : "not there";

    static string Number(int? row) => row is { } number ? Figure.Count(number) : "";

    static string Cells(DatasetRowChange row)
    {
        var cells = row.Cells.Take(CellsShown).Select(cell => row is { OldRow: not null, NewRow: not null } && cell.Was != cell.Becomes
            ? $"{cell.Column}: {Value(cell.Was)} → {Value(cell.Becomes)}"
            : $"{cell.Column} = {Value(cell.Becomes ?? cell.Was)}");
        return Plain.Clean(string.Join(", ", cells)) + (row.Cells.Count > CellsShown ? ", ..." : "");
    }

    static string Value(string? value) => value is null ? "missing" : Plain.Cut(value, ValueShown);
}
