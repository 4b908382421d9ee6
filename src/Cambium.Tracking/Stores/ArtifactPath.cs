using System.Text;

namespace Cambium.Tracking;

/// <summary>Where a file lies below its run's artifact folder.</summary>
static class ArtifactPath
{
    /// <summary>The longest path in bytes of UTF-8; file systems allow 255 a segment and object stores 1,024 a name.</summary>
    const int MaxBytes = 1000;

    const int MaxSegmentBytes = 255;

    /// <summary>The segments of a path.</summary>
    /// <exception cref="TrackingException">The path is not a plain relative one.</exception>
    internal static string[] SegmentsOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var segments = path.Split('/');
        return ProblemOf(path, segments) is not { } problem
            ? segments
            : throw new TrackingException($"Artifact path '{Printable(path)}' {problem}. Give a path below the run's artifact folder, such as 'plots/roc.json'.");
    }

    static string? ProblemOf(string path, string[] segments) =>
        path.Length == 0 ? "is empty" :
        Encoding.UTF8.GetByteCount(path) > MaxBytes ? $"is longer than {MaxBytes} bytes" :
        path.Contains('\\', StringComparison.Ordinal) ? "holds a backslash" :
        path.Any(char.IsControl) ? "holds a control character" :
        path[0] == '/' || (path.Length > 1 && path[1] == ':') ? "is absolute" :
        segments.Contains("") ? "has an empty segment" :
        segments.Contains(".") || segments.Contains("..") ? "has a '.' or '..' segment" :
        segments.Any(segment => Encoding.UTF8.GetByteCount(segment) > MaxSegmentBytes) ? $"has a segment longer than {MaxSegmentBytes} bytes" :
        null;

    /// <summary>Whether a path is a plain relative one.</summary>
    internal static bool IsPlain(string path) => ProblemOf(path, path.Split('/')) is null;

    static string Printable(string path) => new([.. path.Take(80).Select(letter => char.IsControl(letter) ? '?' : letter)]);
}
