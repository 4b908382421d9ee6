namespace Cambium.Cli.Tests;

/// <summary>cambium import.</summary>
public sealed class ImportTests(Workshop workshop) : IClassFixture<Workshop>
{
    const string RunId = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Folder_of_runs_is_imported_once()
    {
        var run = Path.Combine(workshop.Folder, "mlruns", "7", RunId);
        Directory.CreateDirectory(Path.Combine(run, "metrics"));
        workshop.WithFile("mlruns/7/meta.yaml", "experiment_id: '7'\nname: old\n")
            .WithFile($"mlruns/7/{RunId}/meta.yaml", $"run_id: {RunId}\nrun_name: veteran\nstatus: 3\n")
            .WithFile($"mlruns/7/{RunId}/metrics/loss", "1 0.5 0\n2 0.25 1\nbad line here\n");

        var first = (await workshop.RunAsync("import", "mlruns", "--store", "store")).Done();
        var second = (await workshop.RunAsync("import", "mlruns", "--store", "store", "--json")).Done().Json;
        var listed = (await workshop.RunAsync("runs", "list", "--store", "store", "--json")).Done().Json;

        Assert.StartsWith("  importing  1 runs  ", first.Out, StringComparison.Ordinal);
        Assert.Matches(@"points of metrics +2 +0 +1", first.Out);
        Assert.Contains("line 3: 'time value step' was expected.", first.Out, StringComparison.Ordinal);
        Assert.Equal((0, 1), ((int)second["counts"]!["runs"]!["added"]!, (int)second["counts"]!["runs"]!["already_there"]!));
        Assert.Equal("veteran", (string)Assert.Single(listed["runs"]!.AsArray())!["name"]!);
    }

    [Fact]
    public async Task What_is_not_MLflows_is_refused()
    {
        (await workshop.RunAsync("import", "nothing", "--store", "none")).Refused(1, "cambium import: There is no file or folder 'nothing'. Name an mlflow.db or a folder mlruns.");
        workshop.WithFile("strange.db", "no database");
        Assert.Equal(1, (await workshop.RunAsync("import", "strange.db", "--store", "none")).Status);
        (await workshop.RunAsync("import", "strange.db", "--artifacts", "nowhere", "--store", "none")).Refused(1, "cambium import: There is no folder 'nowhere'. Name the folder of MLflow's artifacts.");
        Assert.False(Directory.Exists(Path.Combine(workshop.Folder, "none")));
    }
}
