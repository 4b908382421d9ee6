using System.Globalization;
using System.Text;

namespace Cambium.Tracking;

/// <summary>A folder mlruns: what MLflow keeps in files where it has no database. Experiments and runs are folders with a meta.yaml, and a file a metric, parameter or tag.</summary>
/// <param name="path">The folder.</param>
/// <param name="report">Is told what is left out.</param>
sealed class MlflowFolder(string path, ImportReport report) : IMlflowSource
{
    const string Meta = "meta.yaml";
    const string Trash = ".trash";
    const string Models = "models";
    const int LongestValue = 1024 * 1024;

    readonly Dictionary<long, string> _experiments = [];

    /// <inheritdoc/>
    public string Place => path;

    /// <inheritdoc/>
    public string Folder => path;

    /// <summary>Whether a folder looks like one.</summary>
    internal static bool IsOne(string folder) =>
        PlainFiles.Folders(folder).Concat(PlainFiles.Folders(Path.Combine(folder, Trash))).Any(child => child.Name != Models && IsNumber(child.Name) && HasMeta(child.FullName));

    /// <inheritdoc/>
    public int CountRuns() => ExperimentFolders().Sum(folder => RunFolders(folder.FullName).Count());

    /// <inheritdoc/>
    public bool HasTraces() => ExperimentFolders().Any(folder => PlainFiles.Folders(Path.Combine(folder.FullName, "traces")).Any());

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRecord> Experiments()
    {
        var experiments = new List<ExperimentRecord>();
        foreach (var folder in ExperimentFolders())
        {
            if (Read(folder.FullName, ImportKind.Experiments) is not { } meta)
            {
                continue;
            }

            var id = long.Parse(folder.Name, NumberStyles.None, CultureInfo.InvariantCulture); // ExperimentFolders gives numbers
            var created = meta.Whole("creation_time") ?? 0;
            _experiments[id] = folder.FullName;
            experiments.Add(new ExperimentRecord(
                id,
                meta.Text("name") ?? folder.Name,
                meta.Text("artifact_location") ?? "",
                created,
                meta.Whole("last_update_time") ?? created,
                MlflowStatus.IsDeleted(meta.Text("lifecycle_stage")) || folder.Parent?.Name == Trash,
                Values(folder.FullName, "tags", ImportKind.Tags)));
        }

        return experiments;
    }

    /// <inheritdoc/>
    public IEnumerable<ImportedRun> Runs(ExperimentRecord experiment)
    {
        var datasets = new Dictionary<string, DatasetRecord?>(StringComparer.Ordinal);
        foreach (var folder in RunFolders(_experiments[experiment.Id]))
        {
            if (Read(folder.FullName, ImportKind.Runs) is not { } meta)
            {
                continue;
            }

            var inputs = PlainFiles.Folders(Path.Combine(folder.FullName, "inputs")).Select(input => Read(input.FullName, ImportKind.Inputs)).OfType<IReadOnlyDictionary<string, object?>>().ToList();
            var outputs = PlainFiles.Folders(Path.Combine(folder.FullName, "outputs")).Select(output => Read(output.FullName, ImportKind.Inputs)).OfType<IReadOnlyDictionary<string, object?>>();

            // An edge leads from a dataset to the run, or from the run to a model; the numbers of its types differ between versions.
            var run = new RunRecord
            {
                Id = folder.Name,
                ExperimentId = experiment.Id,
                Name = meta.Text("run_name") ?? meta.Text("name") ?? "",
                UserId = meta.Text("user_id") ?? "",
                Status = MlflowStatus.OfRun(meta.Text("status")),
                Started = meta.Whole("start_time") ?? 0,
                Ended = meta.Whole("end_time"),
                ArtifactUri = meta.Text("artifact_uri") ?? "",
                IsDeleted = MlflowStatus.IsDeleted(meta.Text("lifecycle_stage")),
                Parameters = Values(folder.FullName, "params", ImportKind.Parameters),
                Tags = Values(folder.FullName, "tags", ImportKind.Tags),
                Datasets =
                [
                    .. inputs.Where(input => input.Text("destination_id") == folder.Name)
                        .Select(input => (Input: input, Dataset: Dataset(experiment.Id, input.Text("source_id"), datasets)))
                        .Where(input => input.Dataset is not null)
                        .Select(input => new DatasetInput(input.Dataset!, input.Input.Pairs("tags"))), // filtered above
                ],
                ModelInputs = [.. inputs.Where(input => input.Text("destination_id") != folder.Name).Select(input => input.Text("destination_id") ?? "")],
                ModelOutputs = [.. outputs.Select(output => new ModelOutput(output.Text("destination_id") ?? "", output.Whole("step") ?? 0))],
            };
            yield return new ImportedRun(run, run.IsDeleted ? meta.Whole("deleted_time") ?? run.Ended ?? run.Started : null, Points(folder.FullName).Select(point => point.Point));
        }
    }

    /// <inheritdoc/>
    public IEnumerable<ImportedModel> LoggedModels(ExperimentRecord experiment)
    {
        foreach (var folder in PlainFiles.Folders(Path.Combine(_experiments[experiment.Id], Models)))
        {
            if (!HasMeta(folder.FullName) || Read(folder.FullName, ImportKind.LoggedModels) is not { } meta)
            {
                continue;
            }

            var model = new LoggedModelRecord
            {
                Id = folder.Name,
                ExperimentId = experiment.Id,
                Name = meta.Text("name") ?? "",
                ModelType = meta.Text("model_type"),
                SourceRunId = meta.Text("source_run_id"),
                Status = MlflowStatus.OfModel(meta.Text("status")),
                ArtifactUri = meta.Text("artifact_location") ?? meta.Text("artifact_uri") ?? "",
                Created = meta.Whole("creation_timestamp") ?? 0,
                Updated = meta.Whole("last_updated_timestamp") ?? 0,
                Parameters = Values(folder.FullName, "params", ImportKind.Parameters),
                Tags = Values(folder.FullName, "tags", ImportKind.Tags),
                Metrics = [.. Points(folder.FullName).Where(point => point.More.Length > 0).Select(point => new LoggedModelMetric(point.More[0], point.Point with
                {
                    DatasetName = point.More.ElementAtOrDefault(1),
                    DatasetDigest = point.More.ElementAtOrDefault(2),
                }))],
            };
            yield return new ImportedModel(model, MlflowStatus.IsDeleted(meta.Text("lifecycle_stage")));
        }
    }

    /// <inheritdoc/>
    public IEnumerable<ImportedRegistration> RegisteredModels()
    {
        foreach (var folder in PlainFiles.Folders(Path.Combine(path, Models)))
        {
            if (Read(folder.FullName, ImportKind.RegisteredModels) is not { } meta)
            {
                continue;
            }

            var name = meta.Text("name") ?? folder.Name;
            var aliases = Values(folder.FullName, "aliases", ImportKind.Aliases)
                .Select(alias => KeyValuePair.Create(alias.Key, (int)(YamlValues.Whole(alias.Value.Trim()) ?? 0)));
            yield return new ImportedRegistration(
                new ModelRecord(
                    name,
                    meta.Text("description"),
                    meta.Whole("creation_timestamp") ?? 0,
                    meta.Whole("last_updated_timestamp") ?? 0,
                    [],
                    Values(folder.FullName, "tags", ImportKind.Tags),
                    [.. aliases]),
                [.. Versions(folder.FullName, name).OrderBy(version => version.Version)]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    IEnumerable<VersionRecord> Versions(string model, string name)
    {
        foreach (var folder in PlainFiles.Folders(model).Where(child => child.Name.StartsWith("version-", StringComparison.Ordinal)))
        {
            if (Read(folder.FullName, ImportKind.Versions) is { } meta)
            {
                yield return new VersionRecord
                {
                    Name = name,
                    Version = (int)Math.Clamp(YamlValues.Whole(folder.Name["version-".Length..]) ?? 0, 0, int.MaxValue),
                    Created = meta.Whole("creation_timestamp") ?? 0,
                    Updated = meta.Whole("last_updated_timestamp") ?? 0,
                    Stage = meta.Text("current_stage") ?? ModelStages.None,
                    Description = meta.Text("description"),
                    Source = meta.Text("source") ?? "",
                    DownloadUri = meta.Text("storage_location") ?? "",
                    RunId = meta.Text("run_id"),
                    RunLink = meta.Text("run_link"),
                    ModelId = meta.Text("model_id"),
                    Tags = Values(folder.FullName, "tags", ImportKind.Tags),
                };
            }
        }
    }

    IEnumerable<DirectoryInfo> ExperimentFolders() =>
        PlainFiles.Folders(path).Concat(PlainFiles.Folders(Path.Combine(path, Trash))).Where(folder => IsNumber(folder.Name) && HasMeta(folder.FullName));

    static IEnumerable<DirectoryInfo> RunFolders(string experiment) =>
        PlainFiles.Folders(experiment).Where(folder => folder.Name is not (Models or "tags" or "datasets" or "traces") && HasMeta(folder.FullName));

    static bool HasMeta(string folder) => new FileInfo(Path.Combine(folder, Meta)) is { Exists: true, LinkTarget: null };

    static bool IsNumber(string name) => name.Length is > 0 and < 19 && name.All(char.IsAsciiDigit);

    IReadOnlyDictionary<string, object?>? Read(string folder, ImportKind kind)
    {
        try
        {
            return HasMeta(folder) ? BoundedYaml.Read(Path.Combine(folder, Meta)) : throw new IOException($"{folder} has no {Meta}.");
        }
        catch (Exception e) when (e is TrackingException or IOException or UnauthorizedAccessException)
        {
            report.Skipped(kind, e.Message);
            return null;
        }
    }

    DatasetRecord? Dataset(long experiment, string? id, Dictionary<string, DatasetRecord?> known)
    {
        if (string.IsNullOrEmpty(id) || id.Contains('/', StringComparison.Ordinal) || id.StartsWith('.'))
        {
            return null;
        }

        if (!known.TryGetValue(id, out var dataset))
        {
            dataset = Read(Path.Combine(_experiments[experiment], "datasets", id), ImportKind.Inputs) is { } meta
                ? new DatasetRecord(
                    meta.Text("name") ?? "", meta.Text("digest") ?? "", meta.Text("source_type") ?? "", meta.Text("source") ?? "", meta.Text("schema"), meta.Text("profile"))
                : null;
            known[id] = dataset;
        }

        return dataset;
    }

    /// <summary>The files of a folder as keys and values.</summary>
    List<KeyValuePair<string, string>> Values(string folder, string name, ImportKind kind)
    {
        var values = new List<KeyValuePair<string, string>>();
        foreach (var (key, file) in PlainFiles.Files(Path.Combine(folder, name)))
        {
            if (file.Length > LongestValue)
            {
                report.Skipped(kind, $"{file.FullName} has {file.Length} bytes, but a value has at most {LongestValue}.");
                continue;
            }

            using var reader = new StreamReader(PlainFiles.Open(file), Encoding.UTF8);
            values.Add(KeyValuePair.Create(key, reader.ReadToEnd().Replace('\0', '\uFFFD')));
        }

        return values;
    }

    /// <summary>The points in the files of a folder's metrics: "time value step", and of a logged model also its run and dataset.</summary>
    IEnumerable<(MetricValue Point, string[] More)> Points(string folder)
    {
        foreach (var (key, file) in PlainFiles.Files(Path.Combine(folder, "metrics")).Where(file => file.File.Length > 0))
        {
            var number = 0;
            foreach (var line in BoundedLines.Read(file.FullName))
            {
                number++;
                var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                if (words.Length >= 2 && YamlValues.Whole(words[0]) is { } time && Number(words[1]) is { } value && (words.Length == 2 || YamlValues.Whole(words[2]) is not null))
                {
                    yield return (new MetricValue(key, value, time, words.Length == 2 ? 0 : YamlValues.Whole(words[2])!.Value), words.Length > 3 ? words[3..] : []);
                }
                else if (words.Length > 0)
                {
                    report.Skipped(ImportKind.Points, $"{file.FullName}, line {number}: 'time value step' was expected.");
                }
            }
        }
    }

    static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : text.ToUpperInvariant() switch
        {
            "NAN" => double.NaN,
            "INF" or "+INF" or "INFINITY" => double.PositiveInfinity,
            "-INF" or "-INFINITY" => double.NegativeInfinity,
            _ => null,
        };
}
