using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>No two rows are equal in the given columns.</summary>
sealed record UniqueCheck : RowCheck
{
    internal UniqueCheck(EquatableArray<string> columns)
        : base(columns.Count == 1 ? $"{columns[0]}: unique" : $"unique: {string.Join(", ", columns)}", columns)
    {
        if (columns.Count == 0)
        {
            throw new ArgumentException("A check of uniqueness names one column or more.", nameof(columns));
        }
    }

    public override string Expected => Columns.Count == 1 ? "no value twice" : $"no two rows equal in {string.Join(", ", Columns)}";

    private protected override Func<Table, Func<int, bool?>> Judging(CheckReferences references)
    {
        var seen = new HashSet<UInt128>();
        return block =>
        {
            var keys = KeyHashes.Of(block, Columns);
            return row => keys(row) is { } key ? seen.Add(key) : null;
        };
    }
}
