using System.Xml.Linq;

namespace Cambium.House.Tests;

/// <summary>Which project may know which: an arrow may only point down.</summary>
public sealed class FloorTests
{
    /// <summary>Project, the projects that it references, the packages, the shared frameworks.</summary>
    static readonly Dictionary<string, (string[] Projects, string[] Packages, string[] Frameworks)> Allowed = new()
    {
        ["src/Cambium.Numerics"] = ([], [], []),
        ["src/Cambium.Data"] = (["src/Cambium.Numerics"], ["Snappier", "ZstdSharp.Port"], []),
        ["src/Cambium.Learn"] = (["src/Cambium.Data"], ["YamlDotNet"], []),
        ["src/Cambium.Serving"] = (["src/Cambium.Learn"], [], []),
        ["src/Cambium.Monitor"] = (["src/Cambium.Learn"], ["YamlDotNet"], []),
        ["src/Cambium.Tracking"] = (["src/Cambium.Learn"], ["AWSSDK.S3", "Dapper", "Microsoft.Data.Sqlite", "Npgsql", "YamlDotNet"], []),
        ["src/Cambium.Server"] = (["src/Cambium.Monitor", "src/Cambium.Serving", "src/Cambium.Tracking"], ["Markdig", "OpenTelemetry.Exporter.OpenTelemetryProtocol"], ["Microsoft.AspNetCore.App"]),
        ["src/Cambium.Cli"] = (["src/Cambium.Server"], ["Spectre.Console", "System.CommandLine"], []),
        ["src/Cambium"] = (["src/Cambium.Tracking"], [], []),
    };

    /// <summary>The codecs of Parquet that the runtime does not have.</summary>
    static readonly string[] Codecs = ["Snappier", "ZstdSharp"];

    /// <summary>What files of steps and checks are read with.</summary>
    const string Yaml = "YamlDotNet";

    [Fact]
    public void Every_project_references_what_the_table_allows_and_nothing_else()
    {
        var projects = House.Files(".csproj", "src").ToArray();

        var found = projects.ToDictionary(path => Path.GetDirectoryName(path)!.Replace('\\', '/'));

        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.All(Allowed, pair =>
        {
            var document = XDocument.Parse(House.Read(found[pair.Key]));
            Assert.Equal(pair.Value.Projects, Includes(document, "ProjectReference").Select(reference => Resolve(found[pair.Key], reference)).Order(StringComparer.Ordinal));
            Assert.Equal(pair.Value.Packages, Includes(document, "PackageReference").Order(StringComparer.Ordinal));
            Assert.Equal(pair.Value.Frameworks, Includes(document, "FrameworkReference"));
        });
    }

    [Fact]
    public void A_test_project_references_its_own_library_only()
    {
        foreach (var path in House.Files(".csproj", "tests").Where(path => !path.EndsWith("Cambium.House.Tests.csproj", StringComparison.Ordinal)))
        {
            var own = Path.GetFileNameWithoutExtension(path).Replace(".Tests", "", StringComparison.Ordinal);

            var references = Includes(XDocument.Parse(House.Read(path)), "ProjectReference").Select(reference => Resolve(path, reference));

            Assert.Equal([$"src/{own}"], references);
        }
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = XDocument.Parse(House.Read("Cambium.slnx")).Descendants("Project").Select(project => project.Attribute("Path")!.Value);

        var projects = House.Files(".csproj", "src", "tests", "bench");

        Assert.Equal(projects, solution.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Cambium.Numerics")]
    [InlineData("Cambium.Data")]
    [InlineData("Cambium.Learn")]
    [InlineData("Cambium.Serving")]
    [InlineData("Cambium.Monitor")]
    public void A_library_below_tracking_needs_no_assembly_but_the_runtime_and_its_own_floor(string library)
    {
        var needed = House.Load(library).GetReferencedAssemblies().Select(assembly => assembly.Name!);

        Assert.All(needed, name => Assert.True(
            name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Cambium.", StringComparison.Ordinal) || (library == "Cambium.Data" && Codecs.Contains(name)) || (library is "Cambium.Learn" or "Cambium.Monitor" && name == Yaml),
            $"{library} needs {name}, which has no place on its floor."));
    }

    [Fact]
    public void Tracking_knows_no_web_framework()
    {
        var needed = House.Load("Cambium.Tracking").GetReferencedAssemblies().Select(assembly => assembly.Name!);

        Assert.DoesNotContain(needed, name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    [Fact]
    public void Versions_of_packages_stand_in_one_file()
    {
        foreach (var path in House.Files(".csproj", "src", "tests", "bench"))
        {
            var versions = XDocument.Parse(House.Read(path)).Descendants("PackageReference").Where(reference => reference.Attribute("Version") is not null);

            Assert.Empty(versions);
        }
    }

    static IEnumerable<string> Includes(XDocument document, string element) => document.Descendants(element).Select(reference => reference.Attribute("Include")!.Value);

    static string Resolve(string project, string reference)
    {
        var full = Path.GetFullPath(Path.Combine(House.Root, Path.GetDirectoryName(project)!, reference.Replace('\\', '/')));
        return Path.GetRelativePath(House.Root, Path.GetDirectoryName(full)!).Replace('\\', '/');
    }
}
