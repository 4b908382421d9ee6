using Cambium.Data;

namespace Cambium.Cli;

/// <summary>The rows of a training: those to learn from, and those held out to judge by.</summary>
/// <param name="Learn">The rows to learn from.</param>
/// <param name="HeldOut">The rows to judge by; null where none are held out.</param>
/// <param name="WithoutTarget">How many rows were left out because their target is missing.</param>
sealed record TrainingTable(Table Learn, Table? HeldOut, int WithoutTarget)
{
    /// <summary>Checks that a table can be learned from, before any work is done.</summary>
    /// <param name="table">The table as it was read.</param>
    /// <param name="target">The column to predict; null: none.</param>
    /// <param name="weight">The column of weights; null: none.</param>
    /// <param name="drop">Columns to leave out.</param>
    /// <param name="group">The column that rows are split by, which no learner reads; null: none.</param>
    /// <param name="readsTexts">Whether free text is read.</param>
    /// <returns>The table without the columns to leave out.</returns>
    /// <exception cref="CommandException">The columns contradict each other, or no learner could read them.</exception>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    internal static Table Columns(Table table, string? target, string? weight, IReadOnlyList<string> drop, string? group = null, bool readsTexts = false)
    {
        foreach (var (name, role) in new[] { (target, "--target"), (weight, "--weight"), (group, "--group") })
        {
            if (name is not null && drop.Contains(name))
            {
                throw CommandException.Misuse($"'{name}' is both {role} and dropped. Take it out of --drop.");
            }
        }

        if (weight is not null && weight == target)
        {
            throw CommandException.Misuse($"'{target}' is both --target and --weight. Name two columns.");
        }

        if (group is not null && (group == target || group == weight))
        {
            throw CommandException.Misuse($"'{group}' is both --group and {(group == target ? "--target" : "--weight")}. Name two columns.");
        }

        _ = target is null ? null : table[target];
        _ = weight is null ? null : table[weight];
        _ = group is null ? null : table[group];
        var kept = table.Drop([.. drop]);
        var features = kept.Columns.Where(column => column.Name != target && column.Name != weight && column.Name != group).ToArray();
        if (features.Length == 0)
        {
            throw CommandException.Failed(target is null ? "No column is left to learn from." : $"Beside the target '{target}' no column is left to learn from.");
        }

        var texts = features.Where(column => column.Type == ColumnType.String).Select(column => column.Name).ToArray();
        return texts.Length == 0 || readsTexts
            ? kept
            : throw CommandException.Failed(
                $"{(texts.Length == 1 ? "Column" : "Columns")} {string.Join(", ", texts.Select(name => $"'{name}'"))} {(texts.Length == 1 ? "holds" : "hold")} free text, which no learner here reads. " +
                $"Add --drop {ShellWord.Of(string.Join(',', texts))}, or read a column whose values repeat with --type {ShellWord.Of($"{texts[0]}=category")}.");
    }

    /// <summary>Leaves out rows without a target where there is one to predict, and holds out a share of the rest; classes are as frequent in both parts.</summary>
    /// <param name="table">All rows.</param>
    /// <param name="target">The column to predict; null: none.</param>
    /// <param name="task">What is learned.</param>
    /// <param name="heldOut">The share to hold out.</param>
    /// <param name="seed">What the split is drawn with.</param>
    /// <param name="time">The column by which the newest rows are held out; null: rows at random.</param>
    /// <param name="group">The column whose equal values are held out together; null: none.</param>
    /// <exception cref="TableException">A part would be empty.</exception>
    internal static TrainingTable Split(Table table, string? target, LearningTask task, double heldOut, long seed, string? time = null, string? group = null)
    {
        if (target is null || !LearnerChoice.HasTarget(task))
        {
            return heldOut == 0 ? new TrainingTable(table, null, 0) : Parts(table, null);
        }

        if (table.RowCount == 0)
        {
            throw CommandException.Failed("The table has a line of column names and no rows, so there is nothing to learn.");
        }

        var missing = table[target].MissingCount;
        var rows = missing == 0 ? table : table.Take([.. Enumerable.Range(0, table.RowCount).Where(row => !table[target].IsMissing(row))]);
        if (rows.RowCount == 0)
        {
            throw CommandException.Failed($"The target '{target}' is missing in every row, so there is nothing to learn.");
        }

        if (heldOut == 0)
        {
            return new TrainingTable(rows, null, missing);
        }

        if (rows.RowCount == 1)
        {
            throw CommandException.Failed($"Only one row has a target '{target}', and a part is held out to judge by. Give more rows, or learn from it alone with --test 0.");
        }

        return Parts(rows, task == LearningTask.Classification ? target : null) with { WithoutTarget = missing };

        TrainingTable Parts(Table all, string? stratifyBy)
        {
            var (learn, test) = time is not null ? all.SplitByTime(1 - heldOut, time)
                : group is not null ? all.Split(1 - heldOut, groupBy: group, seed: seed)
                : all.Split(1 - heldOut, stratifyBy, seed: seed);
            return new TrainingTable(learn, test, 0);
        }
    }

    /// <summary>Without a column that is no feature.</summary>
    internal TrainingTable Without(string? column) => column is null ? this : this with { Learn = Learn.Drop(column), HeldOut = HeldOut?.Drop(column) };
}
