using System.Diagnostics;
using System.Globalization;
using System.Text;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>The winner as a C# program, compiled by the SDK's compiler and run beside the assemblies that it names.</summary>
public sealed class AutoMlProgramTests : IDisposable
{
    static readonly string Runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!; // every assembly of the framework lies there

    readonly string _folder = Directory.CreateTempSubdirectory("cambium-program-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("class")]
    [InlineData("y")]
    public async Task The_program_fits_the_same_model_to_the_bit(string target)
    {
        var file = Path.Combine(_folder, "rows.csv");
        await File.WriteAllTextAsync(file, Rows(120), TestContext.Current.CancellationToken);
        var all = Table.Read(file, new CsvOptions { MissingTokens = ["", "?"] }).Drop(target == "y" ? "class" : "y");
        var learn = all.Drop("note").Filter(!Expressions.Col(target).IsMissing()).Split(0.8, seed: 5).First;
        var (model, report) = AutoMl.Run(learn, target, new AutoMlOptions { MaxCandidates = 6, Folds = 3, Repeats = 1, Seed = 2, Families = ["linear", "decision-tree", "boosted-trees"] });
        var source = new AutoMlSource(file) { Csv = new CsvOptions { MissingTokens = ["", "?"] }, Drop = [target == "y" ? "class" : "y", "note"], DropsRowsWithoutTarget = true, Share = 0.8, Seed = 5 };

        await RunAsync(report.ToCSharp(source));

        Assert.Equal(model.Predict(all).Fingerprint(), Model.Load(Path.Combine(_folder, "winner.model")).Predict(all).Fingerprint());
    }

    [Fact]
    public void Rows_without_a_target_are_left_out_as_they_were()
    {
        var table = Table.Create(Column.Of("x", [.. Enumerable.Range(0, 60).Select(row => (double)(row % 7))]), Column.Of("y", [.. Enumerable.Range(0, 60).Select(row => row % 9 == 0 ? double.NaN : (row % 7) + (row % 4))]));

        var (_, report) = AutoMl.Run(table, "y", new AutoMlOptions { MaxCandidates = 2, Folds = 3, Families = ["linear"] });

        Assert.Equal(7, report.WithoutTarget);
        Assert.Contains("var table = Table.Read(\"xy.csv\", new CsvOptions()).Filter(!Expressions.Col(\"y\").IsMissing());", report.ToCSharp("xy.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_rows_are_taken_as_they_were()
    {
        var (_, report) = AutoMl.Run(Table.ParseCsv(Encoding.UTF8.GetBytes(Rows(60)), new CsvOptions(), "rows").Drop("class", "note"), "y", new AutoMlOptions { MaxCandidates = 2, Folds = 3, Families = ["linear"] });
        var source = new AutoMlSource("a.csv") { Csv = new CsvOptions { Delimiter = '\t', Header = false, Types = [new Field("zip", ColumnType.Category)] }, Share = 0.75, Seed = 3 };

        Assert.Contains(
            "Table.Read(\"a.csv\", new CsvOptions { Delimiter = '\\u0009', Header = false, Types = [new Field(\"zip\", ColumnType.Category)] })", report.ToCSharp(source), StringComparison.Ordinal);
        Assert.Contains(".Split(0.75, seed: 3).First", report.ToCSharp(source), StringComparison.Ordinal);
        Assert.Contains(".Split(0.75, \"y\", seed: 3).First", report.ToCSharp(source with { StratifyBy = "y" }), StringComparison.Ordinal);
        Assert.Contains(".Split(0.75, groupBy: \"g\", seed: 3).First", report.ToCSharp(source with { StratifyBy = "y", GroupBy = "g" }), StringComparison.Ordinal);
        Assert.Contains(".SplitByTime(0.75, \"t\").First", report.ToCSharp(source with { Time = "t" }), StringComparison.Ordinal);
    }

    /// <summary>Numbers with holes, a category, words that nothing reads, and targets of which a few are missing.</summary>
    static string Rows(int count)
    {
        var random = new RandomStream(6);
        var text = new StringBuilder("a,b,kind,note,class,y\n");
        for (var row = 0; row < count; row++)
        {
            var (a, b) = (random.NextGaussian(), random.NextGaussian());
            var y = (2 * a) + (b * b) + (row % 3);
            text.Append(CultureInfo.InvariantCulture, $"{(row % 11 == 0 ? "?" : $"{a:R}")},{b:R},k{row % 3},w{row}x,{(row % 13 == 0 ? "" : y > 1.5 ? "high" : "low")},{(row % 17 == 0 ? "" : $"{y:R}")}\n");
        }

        return text.ToString();
    }

    async Task RunAsync(string program)
    {
        foreach (var assembly in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Where(path => Path.GetFileName(path) is var name && (name.StartsWith("Cambium.", StringComparison.Ordinal) || name.StartsWith("Yaml", StringComparison.Ordinal))))
        {
            File.Copy(assembly, Path.Combine(_folder, Path.GetFileName(assembly)));
        }

        await File.WriteAllTextAsync(Path.Combine(_folder, "program.cs"), program, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(
            Path.Combine(_folder, "program.rsp"),
            [
                .. Directory.EnumerateFiles(Runtime, "*.dll").Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll")
                    && !name.Contains(".Native", StringComparison.Ordinal)).Select(path => $"-r:\"{path}\""),
                .. Directory.EnumerateFiles(_folder, "Cambium.*.dll").Where(path => !path.Contains("Tests", StringComparison.Ordinal)).Select(path => $"-r:\"{path}\""),
            ],
            TestContext.Current.CancellationToken);
        var dotnet = Path.GetFullPath(Path.Combine(Runtime, "..", "..", ".."));
        var compiler = Directory.EnumerateDirectories(Path.Combine(dotnet, "sdk")).Select(sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll")).Where(File.Exists).Order(StringComparer.Ordinal).Last();
        await StartAsync(dotnet, "exec", compiler, "-nologo", "-noconfig", "-nostdlib", "-langversion:latest", "-out:program.dll", "@program.rsp", "program.cs");
        await StartAsync(dotnet, "exec", "--runtimeconfig", Directory.EnumerateFiles(AppContext.BaseDirectory, "Cambium.Learn.Tests.runtimeconfig.json").Single(), "program.dll");
    }

    async Task StartAsync(string dotnet, params string[] words)
    {
        var start = new ProcessStartInfo(Path.Combine(dotnet, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), words)
        {
            WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, $"{await output}{await errors}");
    }
}
