using Cambium.Tracking.Tests.Care;

namespace Cambium.Tracking.Tests.Import;

/// <summary>A store, and a folder "mlflow" beside it that is imported.</summary>
public abstract class ImportFixture : CareFixture
{
    internal const string RunId = "0123456789abcdef0123456789abcdef";
    internal const string OtherRunId = "fedcba9876543210fedcba9876543210";
    internal const string ModelId = "m-00112233445566778899aabbccddeeff";

    protected ImportFixture()
    {
        Source = Folder.File("mlflow");
        Directory.CreateDirectory(Source);
    }

    internal string Source { get; }

    internal string DatabasePath => Path.Combine(Source, "mlflow.db");

    internal ImportReport Import(string? path = null, string? artifacts = null) =>
        new MlflowImport(Store, Clock).Run(path ?? Source, artifacts, TestContext.Current.CancellationToken);

    /// <summary>Writes a text file of the source.</summary>
    internal void Write(string path, string text)
    {
        var full = Path.Combine(Source, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!); // below the source
        File.WriteAllText(full, text);
    }

    internal string TextOf(string path)
    {
        using var reader = new StreamReader(Store.Artifacts.OpenRead(path)!); // a test asks for what must be there
        return reader.ReadToEnd();
    }
}
