namespace Cambium.Data;

/// <summary>Scans JSON Lines: a pass that finds columns and types, and then blocks of rows.</summary>
static class JsonLinesScan
{
    // However many columns there are, a block's values take no more.
    const long MostBlockBytes = 256L << 20;

    internal static TableScan Of(Func<Stream> open, string name, ScanOptions options)
    {
        var reader = new JsonLinesReader(open, name, options.JsonLines, options.BlockBytes);
        var fields = reader.FindFields(options.MaxLevels);
        var rows = (int)Math.Clamp(MostBlockBytes / (sizeof(double) * fields.Length), 1, options.BlockRows);
        return new TableScan(new Schema(fields.ToEquatableArray()), () => reader.Read(fields, rows, options.BlockBytes));
    }
}
