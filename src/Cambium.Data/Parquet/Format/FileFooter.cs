namespace Cambium.Data;

/// <summary>What stands at the end of a Parquet file: its columns, and where their values lie.</summary>
/// <param name="Leaves">The columns.</param>
/// <param name="RowGroups">The runs of rows.</param>
/// <param name="Notes">What the writer left for readers that know it, by name.</param>
sealed record FileFooter(SchemaLeaf[] Leaves, RowGroupInfo[] RowGroups, Dictionary<string, string> Notes)
{
    /// <summary>The four bytes at the start and at the end of a file.</summary>
    internal static ReadOnlySpan<byte> Magic => "PAR1"u8;
}
