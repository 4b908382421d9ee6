using FsCheck;
using FsCheck.Fluent;

namespace Cambium.Learn.Tests;

/// <summary>Random tables, changed in ways that leave a learner's answers as they are. What a learner is not free of says <see cref="LearnerFacts"/>, and is held to it.</summary>
[Trait("Run", "AtEveryWidth")]
public sealed class InvariantTests
{
    const int Tables = 6;

    public static TheoryData<string> All => LearnerCase.Bare;

    public static TheoryData<string> FreeOfRowOrder => Where(facts => !double.IsNaN(facts.RowOrderTolerance));

    public static TheoryData<string> FreeOfColumnOrder => Where(facts => !facts.ColumnsByPlace);

    public static TheoryData<string> FreeOfEachUnit => Where(facts => facts.ColumnUnits is Units.Any or Units.Each);

    public static TheoryData<string> FreeOfACommonUnit => Where(facts => facts.ColumnUnits is Units.Any or Units.Each or Units.Common);

    public static TheoryData<string> FreeOfZeros => Where(facts => facts.ColumnUnits is Units.Any or Units.Common or Units.Zero);

    public static TheoryData<string> FreeOfTheTargetsUnit => [.. Regressors.Where(learner => LearnerFacts.Of(learner).TargetUnits is Units.Any or Units.Each)];

    public static TheoryData<string> FreeOfTheTargetsZero => [.. Regressors.Where(learner => LearnerFacts.Of(learner).TargetUnits is Units.Any or Units.Zero)];

    public static TheoryData<string> FreeOfClassOrder => [.. Classifiers.Where(learner => !LearnerFacts.Of(learner).ClassesByPlace)];

    public static TheoryData<string> TakingWeightsAsRows => [.. Learners.Where(learner => !double.IsNaN(RepeatTolerance(learner)))];

    public static TheoryData<string> LeavingOutRowsOfNoWeight => Where(facts => !facts.WeightlessRowsCount);

    [Theory]
    [MemberData(nameof(FreeOfRowOrder))]
    public void Rows_in_another_order_give_the_same_answers(string learner) => Holds(learner, Invariants.RowOrder, LearnerFacts.Of(learner).RowOrderTolerance);

    [Theory]
    [MemberData(nameof(FreeOfColumnOrder))]
    public void Columns_in_another_order_give_the_same_answers(string learner) => Holds(learner, Invariants.ColumnOrder);

    [Theory]
    [MemberData(nameof(FreeOfEachUnit))]
    public void Columns_in_other_units_give_the_same_answers(string learner) => Holds(learner, Invariants.ColumnUnits);

    [Theory]
    [MemberData(nameof(FreeOfACommonUnit))]
    public void All_columns_in_one_other_unit_give_the_same_answers(string learner) => Holds(learner, Invariants.CommonUnit);

    [Theory]
    [MemberData(nameof(FreeOfZeros))]
    public void Columns_from_other_zeros_give_the_same_answers(string learner) => Holds(learner, Invariants.ColumnZeros);

    [Theory]
    [MemberData(nameof(TakingWeightsAsRows))]
    public void A_whole_weight_is_as_so_many_rows(string learner) => Holds(learner, Invariants.RepeatedRows, RepeatTolerance(learner));

    [Theory]
    [MemberData(nameof(LeavingOutRowsOfNoWeight))]
    public void A_row_of_weight_0_is_as_none(string learner) => Holds(learner, Invariants.AbsentRows);

    [Theory]
    [MemberData(nameof(FreeOfTheTargetsUnit))]
    public void A_target_in_another_unit_gives_answers_in_that(string learner) => Holds(learner, Invariants.TargetUnit);

    [Theory]
    [MemberData(nameof(FreeOfTheTargetsZero))]
    public void A_target_from_another_zero_gives_answers_from_that(string learner) => Holds(learner, Invariants.TargetZero);

    [Theory]
    [MemberData(nameof(FreeOfClassOrder))]
    public void Classes_by_other_names_in_another_order_have_the_same_probabilities(string learner) => Holds(learner, Invariants.ClassNames);

    [Theory]
    [MemberData(nameof(All))]
    public void What_a_learner_is_said_not_to_be_free_of_changes_its_answers(string learner)
    {
        var facts = LearnerFacts.Of(learner);
        Assert.NotNull(facts.ColumnUnits);

        // Groups that stand far apart are found whatever the units.
        var clusters = LearnerCase.Recipe(learner) is Clusterer;
        Breaks(double.IsNaN(facts.RowOrderTolerance), Invariants.RowOrder);
        Breaks(facts.ColumnsByPlace, Invariants.ColumnOrder);
        Breaks(!clusters && facts.ColumnUnits is not (Units.Any or Units.Each), Invariants.ColumnUnits);
        Breaks(!clusters && facts.ColumnUnits is Units.Zero or Units.Matter, Invariants.CommonUnit);
        Breaks(!clusters && !facts.NeedsCounts && facts.ColumnUnits is Units.Each or Units.Matter, Invariants.ColumnZeros);
        Breaks(facts.TargetUnits is Units.Zero or Units.Matter, Invariants.TargetUnit);
        Breaks(facts.TargetUnits is Units.Each or Units.Matter, Invariants.TargetZero);
        Breaks(facts.ClassesByPlace, Invariants.ClassNames);
        Breaks(facts.WeightlessRowsCount, Invariants.AbsentRows);

        void Breaks(bool isSaid, Func<string, RandomTable, double> difference)
        {
            var tables = RandomTable.Any.Generator.Sample(numberOfSamples: 50, seed: new Rnd(20261122, 1), size: 1);
            Assert.True(!isSaid || tables.Any(table => difference(learner, table) > 1e-3), $"{difference.Method.Name} does not matter to {learner}");
        }
    }

    static IEnumerable<string> Learners => LearnerCase.Bare.Select(row => row.Data);

    static IEnumerable<string> Regressors => Learners.Where(learner => LearnerCase.Recipe(learner) is Regressor);

    static IEnumerable<string> Classifiers => Learners.Where(LearnerCase.Classifies);

    static TheoryData<string> Where(Func<LearnerFacts, bool> isSo) => [.. Learners.Where(learner => isSo(LearnerFacts.Of(learner)))];

    // Groups that stand far apart are found from any start.
    static double RepeatTolerance(string learner) =>
        LearnerCase.Recipe(learner) is Clusterer ? 0 : Math.Max(LearnerFacts.Of(learner).WeightTolerance, LearnerFacts.Of(learner).RowOrderTolerance);

    static void Holds(string learner, Func<string, RandomTable, double> difference) => Holds(learner, difference, LearnerFacts.Of(learner).InvariantTolerance);

    static void Holds(string learner, Func<string, RandomTable, double> difference, double tolerance) =>
        Prop.ForAll(RandomTable.Any, table => difference(learner, table) <= tolerance).Check(Config.QuickThrowOnFailure.WithReplay(20261122, 1).WithMaxTest(Tables));
}
