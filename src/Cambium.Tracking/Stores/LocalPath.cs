namespace Cambium.Tracking;

/// <summary>Paths on this machine that come from outside.</summary>
static class LocalPath
{
    /// <summary>As many links as Linux follows.</summary>
    const int MaxLinks = 40;

    const string FileScheme = "file:";

    /// <summary>The path of a file URI, or the text itself where it has no scheme; null for the URI of something elsewhere.</summary>
    internal static string? Of(string uri)
    {
        if (uri.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase))
        {
            var rest = uri[FileScheme.Length..];
            if (rest.StartsWith("//", StringComparison.Ordinal))
            {
                // What stands between two slashes and the next one is a host.
                var slash = rest.IndexOf('/', 2);
                rest = slash < 0 ? "/" : rest[slash..];
            }

            return Uri.UnescapeDataString(rest);
        }

        return HasScheme(uri) ? null : uri;
    }

    /// <summary>Whether a path is a folder or below it, after all links and ".." are followed; what is not there yet has none.</summary>
    internal static bool IsWithin(string path, string folder) =>
        Real(path) is { } inner && Real(folder) is { } outer && (inner == outer || inner.StartsWith(outer.TrimEnd('/') + '/', StringComparison.Ordinal));

    /// <summary>A scheme has at least two letters, so that a drive is none.</summary>
    static bool HasScheme(string uri)
    {
        var colon = uri.IndexOf(':', StringComparison.Ordinal);
        return colon > 1 && char.IsAsciiLetter(uri[0]) && uri.AsSpan(0, colon).IndexOfAnyExcept(SchemeLetters) < 0;
    }

    static readonly System.Buffers.SearchValues<char> SchemeLetters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");

    /// <summary>The path without links, or null where there are too many or the text is no path.</summary>
    static string? Real(string path)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        var left = new Stack<string>(Parts(Path.Combine(Environment.CurrentDirectory, path)));
        var real = "";
        for (var links = 0; left.TryPop(out var part);)
        {
            if (part == "..")
            {
                real = real[..Math.Max(0, real.LastIndexOf('/'))];
                continue;
            }

            var next = $"{real}/{part}";
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MaxLinks)
            {
                return null;
            }

            real = Path.IsPathRooted(target) ? "" : real;
            foreach (var step in Parts(target))
            {
                left.Push(step);
            }
        }

        return real.Length == 0 ? "/" : real;
    }

    /// <summary>The parts of a path, the last first.</summary>
    static IEnumerable<string> Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").Reverse();
}
