using Cambium.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Cambium.Learn.Tests;

/// <summary>Random tables, changed in ways that leave what a step makes of other rows as it is.</summary>
[Trait("Run", "AtEveryWidth")]
public sealed class InvariantStepTests
{
    public static TheoryData<string> FreeOfRowOrder => [.. StepTests.All.Select(row => row.Data).Where(step => !StepFacts.TakesRowsByPlace.Contains(step) && !StepFacts.LearnsFromTarget(step))];

    public static TheoryData<string> FreeOfColumnOrder => [.. StepFacts.ColumnByColumn];

    public static TheoryData<string> FreeOfZeros => [.. StepTests.All.Select(row => row.Data).Where(step => StepFacts.UnitsOf(step) is Units.Any or Units.Zero)];

    public static TheoryData<string> FreeOfUnits => [.. StepTests.All.Select(row => row.Data).Where(step => StepFacts.UnitsOf(step) is Units.Any)];

    [Theory]
    [MemberData(nameof(FreeOfRowOrder))]
    public void Rows_in_another_order_make_the_same_step(string step) =>
        Holds(step, (train, test) => (train.Take([.. Enumerable.Range(0, train.RowCount).OrderBy(row => row * 7919 % 101)]), test));

    [Theory]
    [MemberData(nameof(FreeOfColumnOrder))]
    public void Columns_in_another_order_make_the_same_step(string step) =>
        Holds(step, (train, test) => (train.Select([.. train.Columns.Reverse().Select(column => column.Name)]), test));

    [Theory]
    [MemberData(nameof(FreeOfZeros))]
    public void Columns_from_other_zeros_make_the_same_step(string step) => Holds(step, (train, test) => (Changed(train, value => value + 16), Changed(test, value => value + 16)));

    [Theory]
    [MemberData(nameof(FreeOfUnits))]
    public void Columns_in_other_units_make_the_same_step(string step) => Holds(step, (train, test) => (Changed(train, value => value * 64), Changed(test, value => value * 64)));

    static void Holds(string step, Func<Table, Table, (Table Train, Table Test)> change) => Prop.ForAll(RandomTable.Any, random =>
    {
        var (train, test) = Rows(step, random);
        var (other, asked) = change(train, test);
        var (model, again) = (Learned(step, train), Learned(step, other));
        if (model is FastIcaModel { Converged: false })
        {
            return; // sources that no direction tells apart
        }

        var (expected, actual) = (model.Apply(test), again.Apply(asked));
        foreach (var column in expected.Columns)
        {
            if (column is Column<double> numbers)
            {
                // The same sums in another order, through the step's own stopping rule.
                Assert.All(numbers.Values.ToArray().Zip(actual.Column<double>(column.Name).Values.ToArray()), pair => Oracle.Near(pair.First, pair.Second, 1e-6));
            }
            else
            {
                Assert.Equal(Enumerable.Range(0, column.Length).Select(column.Format), Enumerable.Range(0, column.Length).Select(actual[column.Name].Format));
            }
        }
    }).Check(Config.QuickThrowOnFailure.WithReplay(20261122, 1).WithMaxTest(6));

    static TransformModel Learned(string step, Table train)
    {
        var recipe = StepTests.Make(step);
        recipe = recipe is FastIca ica ? ica with { Tolerance = 1e-10, MaxIterations = 2000 } : recipe is Nmf nmf ? nmf with { Tolerance = 1e-10, MaxIterations = 2000 } : recipe;
        return StepTests.Fitted(recipe, train, new FitOptions { MaxThreads = 1 });
    }

    /// <summary>Numbers of at least 0; missing values and a category for the steps that are for such.</summary>
    static (Table Train, Table Test) Rows(string step, RandomTable random)
    {
        var (train, test) = random.Make(StepFacts.NumbersOnly(step) ? "ridge" : "decision-tree-regressor");
        (train, test) = (Changed(train.Drop("y", "w"), Math.Abs), Changed(test.Drop("y", "w"), Math.Abs));
        return StepFacts.ReadsTexts(step) ? (train.With(StepTests.Texts(train)), test.With(StepTests.Texts(test))) : (train, test);
    }

    static Table Changed(Table table, Func<double, double> change) => table.Columns.OfType<Column<double>>().Aggregate(
        table, (changed, column) => changed.With(Column.Of(column.Name, Array.ConvertAll(column.Values.ToArray(), value => change(value)))));
}
