using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>Models of every kind that is asked what if.</summary>
static class WhatIfStore
{
    /// <summary>y = 10 + 2a − 3b exactly, the means of a and b being 3 and 1.</summary>
    internal static Table Sums() => Table.Create(Column.Of("a", [1.0, 3, 3, 5]), Column.Of("b", [2.0, 0, 0, 2]), Column.Of("y", [6.0, 16, 16, 14]));

    /// <summary>Registers a model under a name; the id of its run.</summary>
    /// <param name="tracker">Where.</param>
    /// <param name="name">The name.</param>
    /// <param name="model">The model.</param>
    /// <param name="table">What it learned from, whose profile its run keeps.</param>
    /// <param name="importance">What it rests on.</param>
    /// <param name="kept">Rows that its run keeps with their explanation.</param>
    internal static string Add(Tracker tracker, string name, Model model, Table? table = null, Explanation? importance = null, Table? kept = null)
    {
        using var run = tracker.Start("what if", name);
        run.Log(model);
        if (table is not null)
        {
            run.Log(table);
        }

        if (kept is not null)
        {
            run.Log(ExplainedSample.Of(model, kept));
        }

        if (importance is not null)
        {
            run.Log(importance);
        }

        run.Complete();
        tracker.Register(name, run.Id);
        return run.Id;
    }

    internal static string AddSums(Tracker tracker) => Add(tracker, "sums", new LinearRegression().Fit(Sums(), "y"), Sums());

    internal static string AddLoans(Tracker tracker, bool keepsRows = false)
    {
        var table = DemoStore.Mortgages();
        return Add(
            tracker, "loans", new Impute().Then(new OneHot()).Then(new Standardize()).Then(new LogisticRegression()).Fit(table, "deny"), table, kept: keepsRows ? table.Slice(0, 60) : null);
    }

    /// <summary>A column of each type.</summary>
    internal static Table Kinds()
    {
        var start = new DateTime(2024, 1, 1, 8, 0, 0, DateTimeKind.Unspecified);
        return Table.Create(
            Column.Of("number", [.. Enumerable.Range(0, 60).Select(row => row / 4.0)]),
            Column.Of("whole", [.. Enumerable.Range(0, 60).Select(row => (long)(row % 7))]),
            Column.Of("truth", [.. Enumerable.Range(0, 60).Select(row => row % 3 == 0)]),
            Column.Of("colour", [.. Enumerable.Range(0, 60).Select(row => (string?)(row % 2 == 0 ? "red" : "green"))]),
            Column.Of("when", [.. Enumerable.Range(0, 60).Select(row => start.AddDays(row))]),
            TextColumn.FromValues("words", [.. Enumerable.Range(0, 60).Select(row => (string?)(row % 2 == 0 ? "a stone" : "an apple"))]),
            Column.Of("y", [.. Enumerable.Range(0, 60).Select(row => (double)(row % 5))]));
    }

    /// <summary>A regressor of 200 columns, of which "c150" decides, and one has a hostile name.</summary>
    internal static string AddWide(Tracker tracker)
    {
        var random = new Random(7);
        var columns = Enumerable.Range(0, 199).Select(place => Column.Of($"c{place}", [.. Enumerable.Range(0, 80).Select(_ => Math.Round(random.NextDouble(), 3))])).Append(
            Column.Of(DemoStore.Hostile, [.. Enumerable.Range(0, 80).Select(_ => Math.Round(random.NextDouble(), 3))])).ToArray();
        var table = Table.Create([.. columns, Column.Of("y", [.. ((Column<double>)columns[150]).Values.ToArray().Select(value => 5 * value)])]);
        return Add(tracker, "wide", new Ridge { L2 = 0.1 }.Fit(table, "y"), table, new Explanation("r2", 0.9, [new Importance("c150", 0.8, 0.01), new Importance("c3", 0.1, 0.01)]));
    }
}
