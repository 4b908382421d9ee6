using Cambium.Data;

namespace Cambium.Tracking;

public sealed partial class DatasetStore
{
    /// <summary>
    /// What is different between two versions: columns, and rows by a key or, without one, by all values that both have. Values are compared as text. Memory: about 50
    /// bytes for each distinct key or row, and a block of rows; disk: both files, in the folder of temporary files.
    /// </summary>
    /// <param name="name">The dataset.</param>
    /// <param name="older">A version.</param>
    /// <param name="newer">Another.</param>
    /// <param name="key">The columns by which a row is known in both; none where rows have no key.</param>
    /// <param name="progress">Told how much is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Breaks it off, between chunks and blocks of rows.</param>
    /// <exception cref="TrackingException">There is no such version, a chunk is damaged, or the key is no key.</exception>
    public DatasetDiff Diff(
        string name, int older, int newer, IReadOnlyList<string> key, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        var (before, after) = (Get(name, older), Get(name, newer));
        using var oldFile = Fetch(before, cancellationToken);
        using var newFile = Fetch(after, cancellationToken);
        var options = new ScanOptions { BlockBytes = TableDiff.BlockBytes };
        return TableDiff.Of(Table.Scan(oldFile.Path, options), Table.Scan(newFile.Path, options), key, progress, (before.RowsExpected, after.RowsExpected), cancellationToken);
    }

    /// <summary>The file of a version in a folder of its own, which goes with it.</summary>
    internal DatasetFile Fetch(DatasetVersion version, CancellationToken cancellationToken)
    {
        var file = new DatasetFile(version.FileName);
        var isWhole = false;
        try
        {
            Checkout(version, file.Path, overwrite: false, null, cancellationToken);
            isWhole = true;
            return file;
        }
        finally
        {
            if (!isWhole)
            {
                file.Dispose();
            }
        }
    }
}
