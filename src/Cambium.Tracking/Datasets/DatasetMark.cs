using System.Globalization;
using System.Text;

namespace Cambium.Tracking;

/// <summary>
/// Says in a store that something is being done there, until it is disposed of: who adds and who collects garbage make theirs first and look for the other's
/// then, so that at least one of two sees the other.
/// </summary>
sealed class DatasetMark : IDisposable
{
    internal const string Adding = "add";
    internal const string Collecting = "gc";
    const string Folder = "busy";

    /// <summary>A mark that was not renewed for so long is of a process that was killed.</summary>
    static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    static readonly TimeSpan RenewedAfter = TimeSpan.FromHours(1);

    readonly IArtifactStore _files;
    readonly TimeProvider _time;
    readonly string _path;
    DateTimeOffset _since;

    internal DatasetMark(IArtifactStore files, TimeProvider time, string kind)
    {
        _files = files;
        _time = time;
        _path = $"{Folder}/{kind}-{Guid.NewGuid():N}";
        Write();
    }

    /// <summary>Keeps the mark alive in long work.</summary>
    internal void Renew()
    {
        if (_time.GetUtcNow() - _since > RenewedAfter)
        {
            Write();
        }
    }

    /// <summary>Since when somebody does something, or null.</summary>
    internal static DateTimeOffset? Find(IArtifactStore files, TimeProvider time, string kind)
    {
        foreach (var file in files.List(Folder).Where(file => file.Path.StartsWith($"{Folder}/{kind}-", StringComparison.Ordinal)))
        {
            if (SinceOf(files, file.Path) is { } since && time.GetUtcNow() - since < Lifetime)
            {
                return since;
            }
        }

        return null;
    }

    /// <summary>Deletes the marks of processes that were killed.</summary>
    internal static void DeleteDead(IArtifactStore files, TimeProvider time)
    {
        foreach (var file in files.List(Folder).Where(file => SinceOf(files, file.Path) is { } since && time.GetUtcNow() - since >= Lifetime))
        {
            files.Delete(file.Path);
        }
    }

    public void Dispose()
    {
        try
        {
            _files.Delete(_path);
        }
        catch (TrackingException)
        {
            // The store went away, which the work that the mark is of has told. The mark ends by itself.
        }
    }

    /// <summary>When a mark was written; null where it has gone meanwhile. One that cannot be read is as old as can be.</summary>
    static DateTimeOffset? SinceOf(IArtifactStore files, string path)
    {
        using var stream = files.OpenRead(path);
        if (stream is null)
        {
            return null;
        }

        var text = new byte[64];
        var length = stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        var isRead = DateTimeOffset.TryParseExact(
            Encoding.ASCII.GetString(text, 0, length), "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var since);
        return isRead ? since : DateTimeOffset.MinValue;
    }

    void Write()
    {
        var now = _time.GetUtcNow();
        _files.Write(_path, stream => stream.Write(Encoding.ASCII.GetBytes(now.ToString("O", CultureInfo.InvariantCulture))));
        _since = now;
    }
}
