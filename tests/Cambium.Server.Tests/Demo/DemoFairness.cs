using System.Globalization;
using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>Runs that kept how their model treats groups.</summary>
static class DemoFairness
{
    internal static FairnessOptions ByRegion { get; } = new() { Columns = ["region"], Resamples = 200, Neighbours = 0 };

    /// <summary>People of three regions, one of few rows, whose names would break a page that does not escape them.</summary>
    internal static Table People(int rows = 400)
    {
        var random = new Random(11);
        var region = Enumerable.Range(0, rows).Select(row => row < 12 ? DemoStore.Hostile : random.Next(3) == 0 ? "south" : "north").ToArray();
        var income = region.Select(own => Math.Round((own == "south" ? 30 : 40) + (20 * random.NextDouble()), 2)).ToArray();
        var paid = income.Select(own => (own + (20 * random.NextDouble()) > 58) ? "yes" : "no").ToArray();
        return Table.Create(Column.Of("region", region), Column.Of("income", income), Column.Of("paid", paid));
    }

    internal static FairnessEvidence Of(Classifier recipe, FairnessOptions? options = null) => FairnessEvidence.Of(recipe.Fit(People(), "paid"), People(), options ?? ByRegion);

    internal static Classifier Plain { get; } = new DropColumns { Columns = ["region"] }.Then(new LogisticRegression());

    internal static FairnessEvidence OfRegressor() =>
        FairnessEvidence.Of(new LinearRegression().Fit(People().Select(["income"]).With(Column.Of("half", [.. Halves()])), "half"), People().With(Column.Of("half", [.. Halves()])), ByRegion);

    internal static TradeOffCurve Curve() => TradeOffCurve.Of(
        "accuracy",
        "demographic_parity_difference",
        [
            .. Enumerable.Range(0, 5).Select(i => new TradeOffPoint(
                i == 0 ? "as it is" : string.Create(CultureInfo.InvariantCulture, $"bound {0.2 / i:0.##}"), 0.81 - (0.0002 * i), new Interval(0.78, 0.84), 0.2 - (0.001 * i), new Interval(0.1, 0.3))),
        ],
        0.1985);

    /// <summary>A run with the evidence, as a command keeps it.</summary>
    internal static string Keep(Tracker tracker, FairnessEvidence evidence)
    {
        using var run = tracker.Start("people", "logistic");
        run.Complete();
        tracker.LogTo(run.Id, evidence);
        return run.Id;
    }

    static IEnumerable<double> Halves()
    {
        var random = new Random(5);
        return People().Column<double>("income").Values.ToArray().Select(own => (own / 2) + random.NextDouble());
    }
}
