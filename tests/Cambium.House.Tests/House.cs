using System.Reflection;
using System.Xml.Linq;

namespace Cambium.House.Tests;

/// <summary>The house as files: where its root is, and what lies in it.</summary>
static class House
{
    /// <summary>Projects that a program may reference, in the order of the floors.</summary>
    internal static readonly string[] Libraries =
    [
        "Cambium.Numerics", "Cambium.Data", "Cambium.Learn", "Cambium.Serving", "Cambium.Tracking", "Cambium.Monitor", "Cambium.Server",
    ];

    static readonly string[] NotOurs = ["bin", "obj", "node_modules", "TestResults", ".git", "artifacts", "cambium-data"];

    /// <summary>The folder of Cambium.slnx.</summary>
    internal static string Root { get; } = FindRoot();

    /// <summary>Files of an extension, by path from the root with forward slashes, without what is built or fetched.</summary>
    internal static IEnumerable<string> Files(string extension, params string[] folders) =>
        folders.SelectMany(folder => Walk(new DirectoryInfo(Path.Combine(Root, folder))))
            .Where(file => file.Name.EndsWith(extension, StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    /// <summary>The text of a file by its path from the root.</summary>
    internal static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The libraries as they were built.</summary>
    internal static Assembly Load(string library) => Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, $"{library}.dll"));

    /// <summary>The documentation of a library's members, by their documentation id ("P:Cambium.Learn.OneHot.Columns").</summary>
    internal static Dictionary<string, XElement> Documentation(string library) =>
        XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"{library}.xml"))
            .Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value);

    static IEnumerable<FileInfo> Walk(DirectoryInfo folder)
    {
        if (!folder.Exists)
        {
            return [];
        }

        return folder.EnumerateFiles().Concat(folder.EnumerateDirectories().Where(child => !NotOurs.Contains(child.Name)).SelectMany(Walk));
    }

    static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Cambium.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No folder above the tests holds Cambium.slnx.");
        }

        return folder;
    }
}
