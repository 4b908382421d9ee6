using System.Globalization;
using System.Text;

namespace Cambium.Tracking.Tests;

/// <summary>A store of datasets in a folder or in the test double of S3, and files to add; removed at the end.</summary>
sealed class DatasetPlace : IDisposable
{
    readonly StoreFolder _folder = new();

    internal DatasetPlace(bool isS3 = false)
    {
        S3 = isS3 ? new S3Double() : null;
        Files = S3 is null
            ? new FolderArtifactStore(_folder.File("store"), _folder.File("unfinished"), Clock)
            : new S3ArtifactStore(S3ArtifactStoreTests.Client(S3.Endpoint, S3Double.Secret), S3Address.Parse("s3://bucket/data"), Clock);
        Store = new DatasetStore(Files, Place, Clock);
    }

    internal SteppedClock Clock { get; } = new();

    internal S3Double? S3 { get; }

    internal IArtifactStore Files { get; }

    internal DatasetStore Store { get; }

    internal string Place => S3 is null ? _folder.File("store") : "s3://bucket/data";

    internal string File(string name) => _folder.File(name);

    /// <summary>A CSV file of about 40 bytes a row, with some rows changed.</summary>
    internal string Csv(string name, int rows, params int[] changed)
    {
        var random = new Random(7);
        var text = new StringBuilder("id,city,price,note\n");
        for (var row = 0; row < rows; row++)
        {
            var price = random.NextDouble() * 1000;
            text.Append(CultureInfo.InvariantCulture, $"{row},city {random.Next(50)},{(changed.Contains(row) ? -1 : price):F3},{random.Next():x}{random.Next():x}\n");
        }

        System.IO.File.WriteAllText(File(name), text.ToString());
        return File(name);
    }

    internal List<string> Chunks() => [.. Files.ListAll("chunks").Select(file => file.Path)];

    internal DatasetAdded Add(string name, string path, string note = "") => Store.Add(name, path, note, cancellationToken: TestContext.Current.CancellationToken);

    internal void Checkout(string name, int number, string path, bool overwrite = false) =>
        Store.Checkout(name, number, path, overwrite, cancellationToken: TestContext.Current.CancellationToken);

    internal DatasetTransfer CopyTo(DatasetPlace other, string name) => Store.CopyTo(other.Store, name, cancellationToken: TestContext.Current.CancellationToken);

    internal DatasetGarbage CollectGarbage(bool dryRun = false) => Store.CollectGarbage(dryRun, TestContext.Current.CancellationToken);

    public void Dispose()
    {
        Store.Dispose();
        S3?.Dispose();
        _folder.Dispose();
    }
}
