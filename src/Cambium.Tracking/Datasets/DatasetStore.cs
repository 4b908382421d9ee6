using System.Globalization;
using System.Text.RegularExpressions;

namespace Cambium.Tracking;

/// <summary>
/// Versions of data files, in a folder or in S3. A file is kept as chunks whose borders its content names, each once: a version that differs in one row
/// takes about one chunk more. Safe to use from several threads and processes at once.
/// </summary>
public sealed partial class DatasetStore : IDisposable
{
    const string Versions = "datasets";

    readonly IArtifactStore _files;
    readonly IConditionalWrites _conditional;
    readonly ChunkStore _chunks;
    readonly TimeProvider _time;

    /// <summary>A store over files.</summary>
    /// <param name="files">The files; closed with the store.</param>
    /// <param name="place">How people call them.</param>
    /// <param name="time">The clock.</param>
    internal DatasetStore(IArtifactStore files, string place, TimeProvider time)
    {
        _files = files;
        _conditional = files as IConditionalWrites ?? throw new ArgumentException($"{place} cannot keep datasets: of two writers of a file both would succeed.", nameof(files));
        _chunks = new ChunkStore(files, place);
        _time = time;
        Place = place;
    }

    /// <summary>Where it is: the full path of a folder, or s3://bucket/prefix.</summary>
    public string Place { get; }

    /// <summary>Opens a store, or makes one.</summary>
    /// <param name="address">A folder, or s3://bucket/prefix.</param>
    /// <param name="time">The clock that versions are dated by; null: the machine's.</param>
    /// <exception cref="TrackingException">The address is not understood.</exception>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public static DatasetStore Open(string address, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(address);
        var place = S3Address.IsOne(address) ? S3Address.Parse(address).ToString() : Path.GetFullPath(address);
        if (File.Exists(place))
        {
            throw new TrackingException($"'{address}' is a file, expected a store of datasets: name a folder, which is made where there is none, or s3://BUCKET/PREFIX.");
        }

        return new DatasetStore(TrackingStore.ArtifactsAt(address, time ?? TimeProvider.System), place, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public void Dispose() => (_files as IDisposable)?.Dispose();

    /// <summary>The names of all datasets, in order.</summary>
    public IReadOnlyList<string> Names() => [.. _files.List(Versions).Where(file => file.IsFolder).Select(file => file.Path[(Versions.Length + 1)..]).Where(IsName)];

    /// <summary>The versions of a dataset, the oldest first; none where there is no such dataset.</summary>
    /// <exception cref="TrackingException">The name is none, or a version's document is damaged.</exception>
    public IReadOnlyList<DatasetVersion> List(string name)
    {
        CheckName(name);
        return [.. NumbersOf(name).Select(number => Load(name, number)).OfType<DatasetVersion>()];
    }

    /// <summary>A version of a dataset.</summary>
    /// <exception cref="TrackingException">There is no such version, or its document is damaged.</exception>
    public DatasetVersion Get(string name, int number)
    {
        CheckName(name);
        return Load(name, number) ?? throw NoSuchVersion(name, number);
    }

    /// <summary>The newest version of a dataset.</summary>
    /// <exception cref="TrackingException">There is no such dataset, or its newest document is damaged.</exception>
    public DatasetVersion Latest(string name)
    {
        CheckName(name);
        return NumbersOf(name) is [.., var newest] ? Get(name, newest) : throw NoSuchVersion(name, 0);
    }

    static string PathOf(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{Versions}/{name}/{number:D6}.json");

    /// <summary>The numbers of a dataset's versions, in order.</summary>
    internal List<int> NumbersOf(string name) =>
    [
        .. _files.List($"{Versions}/{name}")
            .Select(file => VersionFile().Match(file.Path[(file.Path.LastIndexOf('/') + 1)..]))
            .Where(match => match.Success)
            .Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))
            .Order(),
    ];

    /// <summary>The numbers of the versions of a dataset, in order, whether or not their documents can be read.</summary>
    /// <exception cref="TrackingException">The name is none.</exception>
    internal List<int> NumbersNamed(string name)
    {
        CheckName(name);
        return NumbersOf(name);
    }

    DatasetVersion? Load(string name, int number)
    {
        using var stream = _files.OpenRead(PathOf(name, number));
        if (stream is null)
        {
            return null;
        }

        using var json = new MemoryStream();
        stream.CopyTo(json);
        return DatasetVersion.Parse(json.GetBuffer().AsSpan(0, (int)json.Length), name, number) ?? throw new TrackingException(
            TrackingErrorCode.DataLoss,
            $"The document of version {number} of dataset '{name}' is damaged. It lies at {PathOf(name, number)} in {Place}. Delete it, and pull the version from another store.");
    }

    TrackingException NoSuchVersion(string name, int number)
    {
        var numbers = NumbersOf(name);
        return new TrackingException(
            TrackingErrorCode.ResourceDoesNotExist,
            numbers.Count == 0
                ? $"There is no dataset '{name}' in {Place}. Add a file under that name first."
                : $"There is no version {number} of dataset '{name}' in {Place}; there are {string.Join(", ", numbers)}.");
    }

    static void CheckName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!IsName(name))
        {
            var shown = new string([.. name.Take(80).Select(letter => char.IsControl(letter) ? '?' : letter)]);
            throw new TrackingException(
                $"'{shown}' is no name of a dataset: that has 1 to 100 small letters a to z, digits, '.', '-' and '_', and begins with a letter or digit. Write such as 'sales-2026'.");
        }
    }

    static bool IsName(string name) => Name().IsMatch(name);

    /// <summary>Small letters only: on some machines files whose names differ in case are one.</summary>
    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]{0,99}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex Name();

    [GeneratedRegex(@"^(\d{6,9})\.json\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex VersionFile();
}
