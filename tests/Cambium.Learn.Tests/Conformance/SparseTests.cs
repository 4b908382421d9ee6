using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>Every learner takes a sparse column, or refuses it by name with what to do.</summary>
public sealed class SparseTests
{
    public static TheoryData<string> Bare => LearnerCase.Bare;

    public static TheoryData<string> Readers => [.. LearnerCase.Bare.Select(row => row.Data).Where(Reads)];

    public static TheoryData<string> Alone => [.. LearnerCase.Bare.Select(row => row.Data).Where(ReadsAlone)];

    [Theory]
    [MemberData(nameof(Bare))]
    public void A_sparse_column_is_learned_from_or_refused_by_name(string learner)
    {
        var table = WithWords(LearnerCase.Table(learner));
        if (Reads(learner) || LearnerCase.IsBaseline(learner))
        {
            var model = LearnerCase.Recipe(learner).Fit(table, "y");
            LearnerCase.AssertSound(model, table);
            Assert.Equal(LearnerCase.Answers(model, table), LearnerCase.Answers(LearnerCase.SaveAndLoad(model), table));
            Assert.Equal(table.Drop("y").Schema, LearnerCase.SaveAndLoad(model).Input);
            return;
        }

        var error = Assert.Throws<TableException>(() => LearnerCase.Recipe(learner).Fit(table, "y"));

        Assert.Equal(
            "The table cannot be learned from: column 'words' holds sparse vectors, which this learner cannot read: drop it, or read it with one of: " +
            $"{string.Join(", ", ModelKinds.SparseReaders)}.",
            error.Message);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void A_sparse_column_is_as_the_columns_that_it_stands_for(string learner)
    {
        var table = WithWords(LearnerCase.Table(learner));
        var dense = Table.Create([.. table.Spread("words").Columns.Skip(Width), .. table.Spread("words").Columns.Take(Width)]);

        var answers = LearnerCase.Answers(LearnerCase.Recipe(learner).Fit(table, "y"), table);
        var expected = LearnerCase.Answers(LearnerCase.Recipe(learner).Fit(dense, "y"), dense);

        // The same sums in another order, through the learner's own stopping rule.
        Assert.All(expected.Zip(answers), pair => Oracle.Near(pair.First, pair.Second, 1e-4));
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void Another_width_or_other_names_are_refused_by_name(string learner)
    {
        var table = WithWords(LearnerCase.Table(learner));
        var model = LearnerCase.Recipe(learner).Fit(table, "y");
        var matrix = ((SparseColumn)table["words"]).Matrix;

        var wide = Assert.Throws<TableException>(
            () => LearnerCase.Answers(model, table.With(new SparseColumn("words", CsrMatrix.FromEntries(table.RowCount, Width + 1, [])))));
        var named = Assert.Throws<TableException>(
            () => LearnerCase.Answers(model, table.With(new SparseColumn("words", matrix, [.. Names.Select(name => name == "word 1" ? "other" : name)]))));
        var dense = Assert.Throws<TableException>(() => LearnerCase.Answers(model, table.With(Column.Of("words", new double[table.RowCount]))));

        const string Advice = "Give the columns the types they had at training.";
        Assert.Equal($"The table does not fit the model: column 'words' holds vectors of 7 numbers, but the model learned it with 6. {Advice}", wide.Message);
        Assert.Equal($"The table does not fit the model: column 'words' names place 1 'other', but the model learned it as 'word 1'. {Advice}", named.Message);
        Assert.Equal($"The table does not fit the model: column 'words' holds Float64 values, but the model learned it as Sparse. {Advice}", dense.Message);
        Assert.Equal(LearnerCase.Answers(model, table), LearnerCase.Answers(model, table.With(new SparseColumn("words", matrix))));
    }

    // Learners made of others may give each of them a part of the rows, which then has numbers of its own.
    [Theory]
    [MemberData(nameof(Alone))]
    public void Missing_and_unsound_vectors_are_refused_by_row(string learner)
    {
        var table = LearnerCase.Table(learner, rows: 40);
        var gap = new SparseColumn("words", CsrMatrix.FromEntries(40, Width, []), [], Validity.FromRows(40, row => row != 6));
        var broken = new SparseColumn("words", CsrMatrix.FromEntries(40, Width, [(3, 2, double.NaN), (2, 1, double.PositiveInfinity)]));

        var missing = Assert.Throws<TableException>(() => LearnerCase.Recipe(learner).Fit(table.With(gap), "y"));
        var unsound = Assert.Throws<TableException>(() => LearnerCase.Recipe(learner).Fit(table.With(broken), "y"));

        Assert.Equal("The table cannot be learned from: column 'words' lacks values (first in row 7 of 'words'): drop those rows.", missing.Message);
        Assert.Equal(
            "The table cannot be learned from: column 'words' lacks values (first in row 4 of 'words'): drop those rows; " +
            "column 'words' holds infinite numbers (first in row 3 of 'words'): make them missing and put the step Impute before it, or drop those rows.",
            unsound.Message);
    }

    const int Width = 6;

    static EquatableArray<string> Names => [.. Enumerable.Range(0, Width).Select(place => $"word {place}")];

    static bool Reads(string learner) => ReadsAlone(learner) || LearnerFacts.Of(learner).BaseReadsSparse;

    static bool ReadsAlone(string learner) => ModelKinds.SparseReaders.Contains(LearnerCase.Recipe(learner).GetType().Name);

    static Table WithWords(Table table)
    {
        var random = new RandomStream(8);
        var entries = Enumerable.Range(0, table.RowCount * 2).Select(i => (i / 2, random.NextInt(Width), 1.0 + random.NextInt(3))).ToArray();
        return table.With(new SparseColumn("words", CsrMatrix.FromEntries(table.RowCount, Width, entries), Names));
    }
}
