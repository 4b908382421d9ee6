using System.Text.Json;

namespace Cambium.Numerics.Tests;

/// <summary>The assignment of least cost, against SciPy's.</summary>
public sealed class LinearAssignmentTests
{
    [Fact]
    public void The_least_cost_is_scipys_and_every_row_has_a_column_of_its_own()
    {
        using var oracle = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "oracles", "multi_output.json")));
        foreach (var problem in oracle.RootElement.GetProperty("assignments").EnumerateArray())
        {
            var (costs, size) = (problem.GetProperty("costs").Deserialize<double[]>()!, problem.GetProperty("size").GetInt32());

            var columns = LinearAssignment.Solve(costs, size);

            Assert.Equal(Enumerable.Range(0, size), columns.Order());

            // Sums of up to 30 terms.
            Assert.Equal(problem.GetProperty("least").GetDouble(), columns.Select((column, row) => costs[(row * size) + column]).Sum(), 1e-13 * size);
        }
    }

    [Fact]
    public void Equal_costs_and_no_rows_have_an_answer()
    {
        Assert.Equal(Enumerable.Range(0, 4), LinearAssignment.Solve(new double[16], 4).Order());
        Assert.Empty(LinearAssignment.Solve([], 0));
    }
}
