using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>A store with every kind of run that the pages show, and names that would break a page that does not escape them.</summary>
static class DemoStore
{
    internal const string Hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&";

    /// <summary>A page that runs its script, and tries to reach what is not its own.</summary>
    const string Report =
        """
        <!DOCTYPE html><html><body><h1>Report</h1><p id="found"></p><script>
          const tried = reach => { try { reach(); return 'open'; } catch { return 'closed'; } };
          document.getElementById('found').textContent =
            `origin ${origin}, parent ${tried(() => parent.document.body)}, cookies ${tried(() => document.cookie)}, storage ${tried(() => localStorage.length)}`;
        </script></body></html>
        """;

    /// <summary>Fills a store.</summary>
    internal static DemoRuns Fill(string folder)
    {
        using var tracker = Tracker.Open(folder);
        var table = Mortgages();
        var baseline = Judged(tracker, table, "baseline", power: 1.05, [("learner", "prior")]);
        var logistic = Judged(tracker, table, "logistic regression", power: 4, [("learner", "logistic-regression"), ("l2", "1"), ("seed", "42")]);
        var trees = Judged(tracker, table, "boosted trees", power: 6, [("learner", "boosted-trees"), ("trees", "300"), ("learning_rate", "0.05"), ("seed", "42")]);
        var failed = Failed(tracker);
        var regression = Regression(tracker);
        var flowers = Flowers(tracker);
        var hostile = OfHostileNames(tracker);
        tracker.Register("mortgages", logistic);
        tracker.Register("mortgages", trees);
        tracker.SetAlias("mortgages", "champion", 2);
        tracker.SetAlias("mortgages", "challenger", 1);
        return new DemoRuns(baseline, logistic, trees, failed, regression, flowers, hostile, tracker.FindRun(hostile).ExperimentId);
    }

    /// <summary>A table that small models learn from at once.</summary>
    internal static Table Mortgages()
    {
        var random = new Random(3);
        var ratio = Enumerable.Range(0, 200).Select(_ => Math.Round(0.1 + 0.5 * random.NextDouble(), 3)).ToArray();
        var history = ratio.Select(_ => (long)random.Next(1, 7)).ToArray();
        var afam = ratio.Select(_ => (string?)(random.Next(5) == 0 ? "yes" : "no")).ToArray();
        var deny = ratio.Zip(history).Select(row => (string?)(row.First * 4 + row.Second + 2 * random.NextDouble() > 6.5 ? "yes" : "no")).ToArray();
        return Table.Create(Column.Of("payment_to_income", ratio), Column.Of("credit_history", history), Column.Of("afam", afam), Column.Of("deny", deny));
    }

    static string Judged(Tracker tracker, Table table, string name, double power, (string Name, string Value)[] parameters)
    {
        using var run = tracker.Start("mortgages", name);
        foreach (var (key, value) in parameters)
        {
            run.Parameter(key, value);
        }

        for (var step = 1; step <= 60; step++)
        {
            run.Log("training_loss", 0.2 + 0.5 * Math.Exp(-step * power / 60), step);
            run.Log("validation_loss", 0.26 + 0.44 * Math.Exp(-step * power / 50) + step * 0.0004, step);
        }

        for (var fold = 1; fold <= 5; fold++)
        {
            run.Log("cv/roc_auc", power / (power + 1) + 0.01 * Math.Sin(fold * power), fold);
            run.Log("cv/accuracy", 0.85 + 0.01 * Math.Cos(fold * power), fold);
        }

        run.Log("cv/roc_auc_mean", power / (power + 1));
        run.Log("cv/roc_auc_sd", 0.0071);
        run.Log(DemoReports.Binary(power));
        run.Log(DemoReports.Explanation());
        run.Log(DemoReports.Groups());
        run.Log(table);
        run.Log(new PriorClassifier().Fit(table, "deny"));
        run.Tag("stage", "demo");
        AddFile(run, "notes/read me.txt", "Plain text with <b>markup</b> & more.\n");
        AddFile(run, "scored.csv", "name,probability\nfirst,0.25\n\"<i>second</i>\",0.75\n");
        AddFile(run, "tables/scored.parquet", Scored());
        AddFile(run, "tables/broken.parquet", Scored()[..^20]);
        AddFile(run, "picture.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'><script>alert(3)</script><rect width='40' height='20' fill='teal'/></svg>");
        AddFile(run, "plots/report.html", Report);
        run.Complete();
        return run.Id;
    }

    static string Failed(Tracker tracker)
    {
        using var run = tracker.Start("mortgages", "too deep");
        run.Parameter("learner", "boosted-trees");
        run.Parameter("depth", "64");
        return run.Id;
    }

    static string Regression(Tracker tracker)
    {
        using var run = tracker.Start("diabetes", "ridge");
        run.Parameter("l2", "0.1");
        run.Log(DemoReports.Regression());
        run.Complete();
        return run.Id;
    }

    static string Flowers(Tracker tracker)
    {
        using var run = tracker.Start("iris", "softmax");
        run.Log(DemoReports.ThreeClasses());
        run.Complete();
        return run.Id;
    }

    static string OfHostileNames(Tracker tracker)
    {
        using var run = tracker.Start($"experiment {Hostile}", $"run {Hostile}");
        run.Parameter($"parameter {Hostile}", Hostile);
        run.Tag($"tag {Hostile}", Hostile);
        run.Log($"metric {Hostile}", double.NaN);
        for (var step = 0; step < 3; step++)
        {
            run.Log($"curve {Hostile}", step, step);
        }

        run.Log(DemoReports.Binary(3, positive: Hostile));
        run.Log(new Explanation("roc_auc", 0.8, [new Importance(Hostile, 0.1, 0.01)]));
        run.Log(Table.Create(Column.Of(Hostile, new double[] { 1, 2, 3 }), Column.Of("text", new string?[] { Hostile, "b", null })));
        run.Complete();
        return run.Id;
    }

    /// <summary>A Parquet file of 300 rows.</summary>
    static byte[] Scored()
    {
        using var stream = new MemoryStream();
        Table.Create(
            TextColumn.FromValues("name", [.. Enumerable.Range(0, 300).Select(row => $"<i>row {row}</i>")]),
            Column.Of("probability", [.. Enumerable.Range(0, 300).Select(row => row / 300.0)])).WriteParquet(stream, new ParquetWriteOptions());
        return stream.ToArray();
    }

    static void AddFile(Run run, string path, string text) => AddFile(run, path, System.Text.Encoding.UTF8.GetBytes(text));

    static void AddFile(Run run, string path, byte[] bytes)
    {
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, bytes);
        run.Artifact(file, path);
        File.Delete(file);
    }
}
