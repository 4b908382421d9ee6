using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

/// <summary>The folders of the artifact store that the database refers to, and the ids it knows; what is a run's or model's by its name and not among them is abandoned.</summary>
sealed class ArtifactRoots
{
    /// <summary>Holds the files of an experiment's traces, each in a folder named after it, in one named "artifacts".</summary>
    const string Traces = "traces";

    readonly SortedSet<string> _owned = new(StringComparer.Ordinal);
    readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    readonly SortedSet<string> _experiments = new(StringComparer.Ordinal);

    ArtifactRoots()
    {
    }

    /// <summary>Reads them as of one moment.</summary>
    internal static ArtifactRoots Load(DbConnection connection)
    {
        var roots = new ArtifactRoots();
        var owners = connection.Query<(string Id, string Uri)>("SELECT id, artifact_uri FROM runs UNION ALL SELECT id, artifact_uri FROM logged_models", buffered: false);
        foreach (var (id, uri) in owners)
        {
            roots._ids.Add(id);
            Add(roots._owned, PathOf(uri));
        }

        var traces = connection.Query<(string Id, string Uri)>(
            "SELECT t.id, e.artifact_location FROM traces AS t JOIN experiments AS e ON e.id = t.experiment_id", buffered: false);
        foreach (var (id, uri) in traces)
        {
            Add(roots._owned, PathOf(ArtifactUri.Below(uri, $"{Traces}/{id}")));
        }

        foreach (var path in RegisteredPins.Load(connection).Paths)
        {
            Add(roots._owned, path);
        }

        foreach (var (id, uri) in connection.Query<(long Id, string Uri)>("SELECT id, artifact_location FROM experiments"))
        {
            Add(roots._experiments, $"{id}");
            Add(roots._experiments, PathOf(uri));
        }

        return roots;
    }

    /// <summary>The path of a URI in the artifact store; null where it leads elsewhere, or is no path that the store takes.</summary>
    internal static string? PathOf(string uri)
    {
        if (ArtifactUri.PathOf(uri) is not { Length: > 0 } path)
        {
            return null;
        }

        try
        {
            ArtifactPath.SegmentsOf(path);
            return path;
        }
        catch (TrackingException)
        {
            return null;
        }
    }

    /// <summary>The folder that is a run's or model's own: the one that bears its id, which its artifacts are below; else that of its artifacts.</summary>
    internal static string? FolderOf(string uri, string id)
    {
        if (PathOf(uri) is not { } path)
        {
            return null;
        }

        var segments = path.Split('/');
        var own = Array.LastIndexOf(segments, id);
        return own < 0 ? path : string.Join('/', segments[..(own + 1)]);
    }

    /// <summary>Whether a folder may be removed as far as the rest of the store is concerned: nothing else lies in it, and it lies in nothing but experiments.</summary>
    internal bool IsFree(string path)
    {
        if (path.Length == 0 || HasWithin(_owned, path) || HasWithin(_experiments, path))
        {
            return false;
        }

        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            if (_owned.Contains(path[..slash]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Folders that bear the name of a run, model, trace or experiment that is not there. What people have put elsewhere into the store is not looked at.</summary>
    internal IEnumerable<string> Orphans(IArtifactStore artifacts)
    {
        foreach (var folder in artifacts.List("").Where(file => file.IsFolder && IsNumber(file.Path) && IsFree(file.Path)))
        {
            yield return folder.Path;
        }

        foreach (var child in _experiments.SelectMany(artifacts.List).Where(file => file.IsFolder))
        {
            var name = NameOf(child.Path);
            if (name == "models")
            {
                foreach (var model in artifacts.List(child.Path).Where(file => file.IsFolder && IsModelId(NameOf(file.Path)) && IsAbandoned(file.Path)))
                {
                    yield return model.Path;
                }
            }
            else if (name == Traces)
            {
                foreach (var trace in artifacts.List(child.Path).Where(file => file.IsFolder && IsFree(file.Path) && IsTrace(artifacts, file.Path)))
                {
                    yield return trace.Path;
                }
            }
            else if (IsRunId(name) && IsAbandoned(child.Path))
            {
                yield return child.Path;
            }
        }
    }

    /// <summary>Ids of traces are what clients make of them; what has other contents than a trace's folder is somebody's own.</summary>
    static bool IsTrace(IArtifactStore artifacts, string path) => artifacts.List(path) is [{ IsFolder: true } only] && NameOf(only.Path) == "artifacts";

    bool IsAbandoned(string path) => !_ids.Contains(NameOf(path)) && IsFree(path);

    static bool HasWithin(SortedSet<string> paths, string path) =>
        paths.Contains(path) || paths.GetViewBetween(path + "/", path + "0").Min is not null; // '0' follows '/'

    static void Add(SortedSet<string> paths, string? path)
    {
        if (!string.IsNullOrEmpty(path))
        {
            paths.Add(path);
        }
    }

    static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    static bool IsNumber(string name) => name.Length is > 0 and < 20 && name.All(char.IsAsciiDigit);

    static bool IsRunId(string name) => name.Length == 32 && name.All(char.IsAsciiHexDigitLower);

    static bool IsModelId(string name) => name.StartsWith("m-", StringComparison.Ordinal) && IsRunId(name[2..]);
}
