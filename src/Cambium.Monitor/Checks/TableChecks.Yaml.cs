using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Monitor;

public sealed partial class TableChecks
{
    /// <summary>Reads a file of checks; docs/checks.md describes it. Safe for files from strangers: length, depth and time are bounded.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableException">The file is no file of checks; the message names file and line, what was found, and the nearest spelling.</exception>
    public static TableChecks Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file {Path.GetFullPath(path)}.", path);
        }

        return Parse(WholeFile.ReadText(path, 4 * YamlTree.MostLetters, "a file of checks"), path);
    }

    /// <summary>Reads checks from text.</summary>
    /// <param name="yaml">What a file of checks holds.</param>
    /// <param name="source">What to call the text in messages.</param>
    /// <exception cref="TableException">The text is no file of checks.</exception>
    public static TableChecks Parse(string yaml, string source)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentException.ThrowIfNullOrEmpty(source);
        return ChecksReader.Read(yaml, source);
    }

    /// <summary>The checks as a file holds them. Read back they are the same, in the file's order; a column that is written there must also be there.</summary>
    public string ToYaml() => ChecksWriter.Write(this);

    /// <summary>Writes a file of checks.</summary>
    /// <param name="path">The file; it appears whole or not at all.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => WholeFile.WriteText(path, ToYaml());
}
