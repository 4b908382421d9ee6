using System.Text.Json.Nodes;
using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Models of every format that was ever written, kept for good: each must load and answer as it did.</summary>
public sealed class OldModelTests
{
    // The answers were computed on one processor; another may fuse or order the same sums differently.
    const double Tolerance = 1e-12;

    static readonly string Models = Path.Combine(AppContext.BaseDirectory, "models");

    public static TheoryData<string> Saved => [.. Directory.GetDirectories(Models, "*", SearchOption.AllDirectories)
        .Where(folder => File.Exists(Path.Combine(folder, "model.json"))).Select(folder => Path.GetRelativePath(Models, folder)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Models_of_the_first_format_are_kept() =>
        Assert.Superset(
            new HashSet<string> { "v1/boosted-trees-classifier", "v1/boosted-trees-regressor", "v1/linear-regression", "v1/logistic-regression", "v1/mean-regressor", "v1/prior-classifier" },
            Saved.Select(row => row.Data.Replace('\\', '/')).ToHashSet());

    [Theory]
    [MemberData(nameof(Saved))]
    public void An_old_model_answers_as_it_did(string folder)
    {
        var rows = Table.ReadCsv(Path.Combine(Models, Path.GetDirectoryName(folder)!, "rows.csv"));
        var expected = JsonNode.Parse(File.ReadAllText(Path.Combine(Models, folder + ".answers.json"))).Numbers();

        var answers = LearnerCase.Answers(Model.Load(Path.Combine(Models, folder)), rows);

        Assert.Equal(expected.Length, answers.Length);
        Assert.All(expected.Zip(answers), pair => Oracle.Near(pair.First, pair.Second, Tolerance));
    }
}
