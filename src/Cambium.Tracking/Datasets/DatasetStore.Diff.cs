using Cambium.Data;

namespace Cambium.Tracking;

public sealed partial class DatasetStore
{
    /// <summary>
    /// What is different between two versions: columns, and rows by a key or, without one, by all values that both have. Values are compared as text. Memory: that of both
    /// tables and 100 bytes a row.
    /// </summary>
    /// <param name="name">The dataset.</param>
    /// <param name="older">A version.</param>
    /// <param name="newer">Another.</param>
    /// <param name="key">The columns by which a row is known in both; none where rows have no key.</param>
    /// <param name="cancellationToken">Breaks it off, between chunks.</param>
    /// <exception cref="TrackingException">There is no such version, a chunk is damaged, or the key is no key.</exception>
    public DatasetDiff Diff(string name, int older, int newer, IReadOnlyList<string> key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return TableDiff.Of(TableOf(Get(name, older), cancellationToken), TableOf(Get(name, newer), cancellationToken), key);
    }

    Table TableOf(DatasetVersion version, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("cambium-dataset-");
        try
        {
            var path = Path.Combine(folder.FullName, version.FileName);
            Checkout(version.Name, version.Number, path, cancellationToken: cancellationToken);
            return Table.Read(path, new CsvOptions());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
