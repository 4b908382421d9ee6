using System.Globalization;

namespace Cambium.Tracking;

/// <summary>The numbered SQL files of a database, which lie in the program.</summary>
/// <param name="prefix">What their names begin with, such as "sqlite/".</param>
sealed class MigrationFiles(string prefix)
{
    /// <summary>Their names, in order: the version of a store is their number.</summary>
    internal IReadOnlyList<string> Names()
    {
        var names = typeof(MigrationFiles).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        for (var i = 0; i < names.Count; i++)
        {
            if (!names[i].StartsWith(string.Create(CultureInfo.InvariantCulture, $"{prefix}{i + 1:0000}"), StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"Migration {i + 1} is missing: found {names[i]} in its place.");
            }
        }

        return names;
    }

    /// <summary>What a file says.</summary>
    internal string Text(string name)
    {
        using var stream = typeof(MigrationFiles).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The program holds no migration {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
