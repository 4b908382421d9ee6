using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>A column is there, and of a type.</summary>
sealed record ColumnCheck(string Of, ColumnType? Type) : TableCheck($"{Of}: column", [Of])
{
    public override string Expected => Type is { } type ? $"a column '{Of}' of type {TypeWord.Of(type)}" : $"a column '{Of}'";

    internal override CheckRun Start(CheckOptions options, CheckReferences references) => new Running(this);

    bool Fits(ColumnType found) => found == Type || (Type, found) is (null, _)
        or (ColumnType.Float64, ColumnType.Int64)
        or (ColumnType.Category, ColumnType.String)
        or (ColumnType.String, ColumnType.Category);

    sealed class Running(ColumnCheck check) : CheckRun(check)
    {
        string? _problem;

        internal override void Add(Table block, long before)
        {
            var column = block.Contains(check.Of) ? block[check.Of] : null;
            if (column is null)
            {
                _problem ??= $"it is not there.{NearestName.Suggestion(check.Of, block.Columns.Select(one => one.Name))}";
            }
            else if (!check.Fits(column.Type) && column.MissingCount < column.Length)
            {
                _problem ??= $"it is of type {TypeWord.Of(column.Type)}";
            }
        }

        internal override CheckResult Finish(long rows) => Judged(_problem is null, _problem ?? "it is so", rows);
    }
}
