using Cambium.Data;
using Cambium.Numerics;
using static Cambium.Learn.Tests.DecompositionTables;

namespace Cambium.Learn.Tests;

/// <summary>The truncated singular value decomposition of sparse columns: that of the columns that they stand for.</summary>
public sealed class SparseTruncatedSvdTests
{
    [Theory]
    [InlineData(120, 30, SvdSolver.Full)]
    [InlineData(20, 30, SvdSolver.Full)]
    [InlineData(120, 30, SvdSolver.Randomised)]
    [InlineData(20, 30, SvdSolver.Randomised)]
    public void Words_are_as_columns_of_numbers(int rows, int width, SvdSolver solver)
    {
        var table = SparseTables.Texts(rows, width, 2).Drop("y");
        var recipe = new TruncatedSvd { Components = 4, Solver = solver, PowerIterations = 20 };

        var sparse = recipe.Fit(table);
        var dense = recipe.Fit(table.Spread("words"));

        // Both end at the same vectors: pairs of columns lose half of the digits of small values, and 20 rounds leave less than that.
        Near(dense.SingularValues.Span.ToArray(), sparse.SingularValues.Span, 1e-9);
        Near(dense.Components.Span.ToArray(), sparse.Components.Span, 1e-7);
        Near(dense.ExplainedVariance.Span.ToArray(), sparse.ExplainedVariance.Span, 1e-8);
        Near(dense.ExplainedVarianceRatio.Span.ToArray(), sparse.ExplainedVarianceRatio.Span, 1e-8);
        Near(Values(dense.Apply(table.Spread("words"))), Values(sparse.Apply(table)), 1e-7);
        Assert.Equal(["words", "length"], sparse.Columns);
    }

    [Fact]
    public void The_same_bytes_come_of_any_number_of_threads()
    {
        var table = SparseTables.Texts(6_000, 5_000, 2).Drop("y");

        var models = new[] { 1, 2, 7 }.Select(threads => new TruncatedSvd { Components = 10 }.Fit(table, new FitOptions { MaxThreads = threads })).ToArray();

        Assert.Equal(models[0].Components, models[1].Components);
        Assert.Equal(models[0].Components, models[2].Components);
        Assert.Equal(models[0].ExplainedVariance, models[2].ExplainedVariance);
    }

    [Fact]
    public void Vectors_of_many_words_are_orthonormal_and_leave_no_more_than_the_next_value()
    {
        var table = SparseTables.Texts(3_000, 6_000, 2).Select("words");

        var step = new TruncatedSvd { Components = 5, PowerIterations = 30 }.Fit(table);

        var matrix = ((SparseColumn)table["words"]).Matrix;
        var (vectors, values) = (step.Components.Span.ToArray(), step.SingularValues);
        for (var i = 0; i < 5; i++)
        {
            var own = vectors.AsSpan(i * 6_000, 6_000);
            for (var j = 0; j <= i; j++)
            {
                Assert.Equal(i == j ? 1 : 0, Dot.Of(own, vectors.AsSpan(j * 6_000, 6_000)), 1e-12);
            }

            // Xᵀ X v = σ² v.
            var scores = new double[3_000];
            var back = new double[6_000];
            matrix.Multiply(own, scores);
            matrix.MultiplyTransposed(scores, back);
            AddScaled.Into(-values[i] * values[i], own, back);
            Assert.InRange(Math.Sqrt(Dot.Of(back, back)), 0, 0.02 * values[i] * values[i]); // values this close to each other part slowly
        }
    }

    [Fact]
    public void Sizes_of_any_order_of_magnitude_scale_the_values_alone()
    {
        var table = SparseTables.Texts(60, 20, 2).Select("words");
        var matrix = ((SparseColumn)table["words"]).Matrix;

        var step = new TruncatedSvd { Solver = SvdSolver.Full }.Fit(table);
        foreach (var factor in new[] { 1e140, 1e-140 })
        {
            var values = Array.ConvertAll(matrix.Values.ToArray(), value => factor * value);
            var scaled = Table.Create(new SparseColumn("words", new CsrMatrix(60, 20, matrix.Starts.ToArray(), matrix.Indices.ToArray(), values)));
            var other = new TruncatedSvd { Solver = SvdSolver.Full }.Fit(scaled);

            Near(step.Components.Span.ToArray(), other.Components.Span, 1e-12);
            Near([.. step.SingularValues.Select(value => value * factor)], other.SingularValues.Span, 1e-13);
        }
    }

    [Fact]
    public void A_saved_step_changes_rows_as_before_and_refuses_other_widths_and_gaps()
    {
        var table = SparseTables.Texts(50, 12, 2);
        var pipeline = new TruncatedSvd { Components = 3 }.Then(new LogisticRegression());

        var model = pipeline.Fit(table, "y");
        var loaded = LearnerCase.SaveAndLoad(model);

        Assert.Equal(LearnerCase.Answers(model, table), LearnerCase.Answers(loaded, table));
        var wide = Assert.Throws<TableException>(() => LearnerCase.Answers(loaded, table.With(new SparseColumn("words", CsrMatrix.FromEntries(50, 13, [])))));
        Assert.Equal(
            "The table does not fit the model: column 'words' holds vectors of 13 numbers, but the model learned it with 12. Give the columns the types they had at training.", wide.Message);
        var broken = table.With(new SparseColumn("words", CsrMatrix.FromEntries(50, 12, [(3, 2, double.NaN)])));
        var gap = Assert.Throws<TableException>(() => new TruncatedSvd().Fit(broken.Drop("y")));
        Assert.Equal("The table cannot be learned from: column 'words' lacks values (first in row 4 of 'words'): drop those rows.", gap.Message);
    }

    [Fact]
    public void The_full_solver_refuses_more_than_it_solves_for()
    {
        var table = SparseTables.Texts(5_000, 4_200, 2).Select("words");

        var error = Assert.Throws<ArgumentException>(() => new TruncatedSvd { Solver = SvdSolver.Full }.Fit(table));

        Assert.Equal(
            "Solver is Full, but the sparse columns make 5000 rows of 4200 columns: it takes at most 4096 columns, or 16777216 numbers where rows are fewer. " +
            "Use SvdSolver.Randomised or Auto. (Parameter 'features')",
            error.Message);
    }
}
