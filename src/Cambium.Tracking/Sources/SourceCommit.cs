namespace Cambium.Tracking;

/// <summary>Reads which commit a git working tree stands at, from its files; git itself need not be installed.</summary>
static class SourceCommit
{
    /// <summary>HEAD may name a branch that names another; git itself stops after five.</summary>
    const int MaxSteps = 5;

    /// <summary>The commit of the working tree that a folder lies in, in hex; null outside one, before its first commit, or where its files are of a kind not known.</summary>
    internal static string? Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            var entry = Path.Combine(at.FullName, ".git");
            if (Directory.Exists(entry))
            {
                return CommitOf(entry);
            }

            // A worktree or submodule has a file in the folder's place, which says where the folder is.
            if (FirstLine(entry) is { } line)
            {
                return line.StartsWith("gitdir: ", StringComparison.Ordinal) ? CommitOf(Path.Combine(at.FullName, line["gitdir: ".Length..])) : null;
            }
        }

        return null;
    }

    static string? CommitOf(string git)
    {
        // A worktree has its own HEAD but shares the branches.
        var shared = FirstLine(Path.Combine(git, "commondir")) is { } common ? Path.Combine(git, common) : git;
        var value = FirstLine(Path.Combine(git, "HEAD"));
        for (var step = 0; step < MaxSteps && value is not null && value.StartsWith("ref: ", StringComparison.Ordinal); step++)
        {
            var name = value["ref: ".Length..].Trim();
            value = IsPlain(name) ? FirstLine(Path.Combine(git, name)) ?? FirstLine(Path.Combine(shared, name)) ?? Packed(shared, name) : null;
        }

        return value is { Length: 40 or 64 } && value.All(char.IsAsciiHexDigitLower) ? value : null;
    }

    static bool IsPlain(string name) => !Path.IsPathRooted(name) && !name.Split('/').Contains("..");

    static string? Packed(string shared, string name)
    {
        var file = Path.Combine(shared, "packed-refs");
        try
        {
            return File.Exists(file)
                ? File.ReadLines(file).Where(line => line.EndsWith(" " + name, StringComparison.Ordinal)).Select(line => line[..^(name.Length + 1)]).FirstOrDefault()
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    static string? FirstLine(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadLines(file).FirstOrDefault()?.TrimEnd() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
