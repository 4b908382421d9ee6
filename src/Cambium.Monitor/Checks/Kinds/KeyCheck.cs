using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>Every key is among those of a reference.</summary>
sealed record KeyCheck : RowCheck
{
    internal KeyCheck(EquatableArray<string> columns, string? reference, EquatableArray<string> matching)
        : base($"key: {string.Join(", ", columns)}", columns)
    {
        if (columns.Count == 0 || matching.Count != columns.Count)
        {
            throw new ArgumentException($"The key has {columns.Count} columns and the reference {matching.Count}; name one or more, and as many of the reference.", nameof(matching));
        }

        (Reference, Matching) = (reference, matching);
    }

    internal string? Reference { get; }

    internal EquatableArray<string> Matching { get; }

    public override string Expected => $"a row in {Where} with the same {string.Join(", ", Matching)}";

    string Where => Reference is null ? "the reference" : $"'{Reference}'";

    private protected override Func<Table, Func<int, bool?>> Judging(CheckReferences references)
    {
        var known = Known(references);
        return block =>
        {
            var keys = KeyHashes.Of(block, Columns);
            return row => keys(row) is { } key ? known.Contains(key) : null;
        };
    }

    HashSet<UInt128> Known(CheckReferences references)
    {
        var pass = references.Of(Reference, "in which its keys could be looked up");
        try
        {
            return pass.AskForKeys(Matching);
        }
        catch (TableException e)
        {
            throw new TableException($"Of {Where}: {e.Message}", e);
        }
    }
}
