using System.CommandLine;
using Cambium.Data;
using Cambium.Learn;
using Cambium.Server;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Does the whole job once, on a table that travels inside the tool, and tells it as a story.</summary>
sealed class QuickstartCommand : ToolCommand
{
    const string ModelName = "mortgages";
    const string Alias = "champion";
    const int Folds = 5;
    const int ImportancesShown = 6;
    const long Seed = 42;

    /// <summary>Tables bring one column of space of their own.</summary>
    const int TableIndent = Storyteller.Indent - 1;

    readonly Option<string> _store = ToolOptions.Store();
    readonly Option<string?> _artifacts = ToolOptions.Artifacts();
    readonly Option<int> _port = ToolOptions.Port();
    readonly Option<bool> _exit = new("--exit") { Description = "End after scoring one row, rather than serve until Ctrl-C." };

    internal QuickstartCommand()
        : base(
            "quickstart",
            "Do the whole job on a real table: read, compare, judge, explain, register, serve, score.",
            "cambium quickstart",
            "cambium quickstart --store ./my-runs --port 8080 --exit")
    {
        Options.Add(_store);
        Options.Add(_artifacts);
        Options.Add(_port);
        Options.Add(_exit);
    }

    protected override async Task<int> RunAsync(Invocation invocation)
    {
        var terminal = invocation.Terminal;
        var story = new Storyteller(terminal);
        terminal.Line($"[bold]From a table to a served model.[/] Which mortgage applications were denied in Boston in 1990, and why?");

        var table = story.Step("Read", "samples/mortgages.csv; every column's type is found from all of its rows.", () => Read(terminal));
        var (learn, heldOut) = story.Step("Split", "Rows that no model has seen are the only fair judges.", () => Split(terminal, table));
        using var tracker = Tracker.Open(StoreArgument.NoServer(invocation.Value(_store)!), invocation.Value(_artifacts), TimeProvider.System); // has a default
        var candidates = story.Step(
            "Compare", $"Two pipelines, {Folds}-fold cross-validation on the learning rows; each is a tracked run.", () => Compare(invocation, tracker, learn));
        var best = candidates.MaxBy(candidate => candidate.Validation["roc_auc"])!; // there are two
        var (model, report, baseline) = story.Step("Judge", $"{Capital(best.Name)} did better: fit it to all learning rows and ask the held-out ones.", () => Judge(invocation, best, learn, heldOut));
        var explanation = story.Step("Explain", "A column matters if the answers get worse when its values are shuffled.", () => Explain(invocation, best.Run, model, heldOut));
        var comparison = story.Step("Groups", "The model never saw afam (African American); do its decisions differ all the same?", () => CompareGroups(terminal, best.Run, model, heldOut));
        var version = story.Step("Register", "A name, a version and an alias, so that a program can ask for 'the champion'.", () => Register(terminal, tracker, candidates, best));
        await using var server = await story.StepAsync("Serve", "The same process shows the runs and answers requests.", () => ServeAsync(invocation));
        var call = new ScoringCall(server.Url, ModelName, model.Input, Riskiest(model, heldOut));
        var answer = await story.StepAsync("Score", "The held-out application that looks riskiest to the model, sent over HTTP as any program would.", () => ScoreAsync(invocation, call));

        ShowLinks(terminal, server.Url, version, call, story);
        terminal.Document(new
        {
            Store = tracker.Place,
            Url = server.Url,
            Candidates = candidates.Select(candidate => new { candidate.Name, RunId = candidate.Run.Id, CrossValidation = CrossValidationView.Document(candidate.Validation) }),
            RunId = best.Run.Id,
            Rows = new { Learn = learn.RowCount, HeldOut = heldOut.RowCount },
            Scores = ReportView.Document(report),
            Baseline = ReportView.Document(baseline),
            Explanation = ImportanceView.Document(explanation),
            Groups = comparison,
            Registered = new { version.Name, version.Version, Alias },
            Answer = answer,
            Truth = call.Row[MortgageSample.Target].Format(0),
            Curl = call.Curl(),
            Seconds = story.Steps.ToDictionary(step => step.Title, step => step.Time.TotalSeconds),
        });
        if (!invocation.Value(_exit))
        {
            terminal.Line($"Serving until Ctrl-C.");
            await server.WaitForShutdownAsync(invocation.CancellationToken);
        }

        return ExitStatus.Done;
    }

    static Table Read(Terminal terminal)
    {
        var table = MortgageSample.Read();
        terminal.Show(TableIndent, ProfileView.Of(Profile.Of(table), terminal.Width - TableIndent));
        terminal.Paragraph(Storyteller.Indent, $"{Figure.Count(table.RowCount)} applications. Left out of the features: {MortgageSample.Leak}, which is decided along with the loan and would give the answer away, and {MortgageSample.Groups}, by which no lender may decide.");
        return table;
    }

    static (Table Learn, Table HeldOut) Split(Terminal terminal, Table table)
    {
        var parts = table.Split(0.8, stratifyBy: MortgageSample.Target, seed: Seed);
        terminal.Paragraph(Storyteller.Indent, $"{Figure.Count(parts.First.RowCount)} to learn from, {Figure.Count(parts.Second.RowCount)} held out; in both, {Figure.Share(DeniedShare(parts.First))} were denied.");
        return parts;
    }

    static double DeniedShare(Table rows) => (double)Enumerable.Range(0, rows.RowCount).Count(row => rows[MortgageSample.Target].Format(row) == "yes") / rows.RowCount;

    static Candidate[] Compare(Invocation invocation, Tracker tracker, Table learn)
    {
        var features = Features(learn);
        (string Name, Classifier Recipe)[] pipelines =
        [
            ("logistic regression", new Impute().Then(new OneHot()).Then(new Standardize()).Then(new LogisticRegression())),
            ("boosted trees", new BoostedTreesClassifier { Trees = 100, Leaves = 8, LearningRate = 0.05 }),
        ];
        return [.. pipelines.Select(pipeline => Validate(invocation, tracker.Start(ModelName, pipeline.Name), pipeline.Name, pipeline.Recipe, features))];
    }

    static Candidate Validate(Invocation invocation, Run run, string name, Classifier recipe, Table rows)
    {
        run.Log(rows);
        run.Log(recipe);
        var options = new CrossValidationOptions { Folds = Folds, Seed = Seed, CancellationToken = invocation.CancellationToken };
        var validation = Watch.Over(
            invocation.Terminal,
            name.PadRight("logistic regression".Length),
            Folds,
            progress => CrossValidation.Run(recipe, rows, MortgageSample.Target, options with { Progress = progress }),
            validation => CrossValidationView.Headline(validation, "roc_auc"));
        run.Log(validation);
        return new Candidate(name, recipe, run, validation);
    }

    static (ClassifierModel Model, ClassificationReport Report, ClassificationReport Baseline) Judge(Invocation invocation, Candidate best, Table learn, Table heldOut)
    {
        var terminal = invocation.Terminal;
        var fit = new FitOptions { CancellationToken = invocation.CancellationToken };
        var model = best.Recipe.Fit(Features(learn), MortgageSample.Target, fit with { Progress = best.Run });
        var report = model.Evaluate(heldOut);
        var baseline = new PriorClassifier().Fit(Features(learn), MortgageSample.Target, fit).Evaluate(heldOut);
        best.Run.Log(model);
        best.Run.Log(report);
        terminal.Show(TableIndent, ReportView.Scores(report, baseline));
        terminal.Paragraph(Storyteller.Indent, $"{ReportView.Verdict(report, baseline)}");
        return (model, report, baseline);
    }

    static Explanation Explain(Invocation invocation, Run run, ClassifierModel model, Table heldOut)
    {
        var options = new ExplainOptions { Seed = Seed, CancellationToken = invocation.CancellationToken };
        var explanation = model.Explain(heldOut, options);
        run.Log(explanation);
        HeldOutSlices.Log(run, model, heldOut, options);
        if (QuickSample.Of(model, heldOut, new ExplainedSampleOptions { Seed = Seed, CancellationToken = invocation.CancellationToken }) is var (sample, curves))
        {
            KeptSample.Log(run, sample, curves);
        }

        invocation.Terminal.Paragraph(Storyteller.Indent, $"Loss of {explanation.Score}, from {Figure.Score(explanation.Baseline)}:");
        invocation.Terminal.Show(0, ImportanceView.Of(explanation, ImportancesShown, invocation.Terminal.Width));
        return explanation;
    }

    static GroupComparison CompareGroups(Terminal terminal, Run run, ClassifierModel model, Table heldOut)
    {
        var comparison = model.CompareGroups(heldOut, MortgageSample.Groups);
        run.Log(comparison);
        terminal.Show(TableIndent, GroupView.Of(comparison, terminal.Width - TableIndent));
        terminal.Paragraph(Storyteller.Indent, $"{GroupView.Sentence(comparison)}");
        return comparison;
    }

    static ModelVersion Register(Terminal terminal, Tracker tracker, Candidate[] candidates, Candidate best)
    {
        foreach (var candidate in candidates)
        {
            candidate.Run.Complete();
            candidate.Run.Dispose();
        }

        var version = tracker.Register(ModelName, best.Run.Id);
        tracker.SetAlias(ModelName, Alias, version.Version);
        terminal.Paragraph(Storyteller.Indent, $"models:/{ModelName}/{version.Version} is now models:/{ModelName}@{Alias}, in {tracker.Place}");
        return version;
    }

    static Table Features(Table rows) => rows.Drop(MortgageSample.Leak, MortgageSample.Groups);

    /// <summary>The one row that the model is surest should be denied.</summary>
    static Table Riskiest(ClassifierModel model, Table rows)
    {
        var probabilities = model.PredictProbabilities(rows);
        var positive = Enumerable.Range(0, rows.RowCount).MaxBy(row => probabilities[(row * model.Classes.Count) + 1]);
        return rows.Slice(positive, 1);
    }

    static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    static async Task<ScoringAnswer> ScoreAsync(Invocation invocation, ScoringCall call)
    {
        var answer = await call.SendAsync(invocation.CancellationToken);
        var terminal = invocation.Terminal;
        terminal.Paragraph(Storyteller.Indent, $"POST {call.Path}");
        terminal.Paragraph(Storyteller.Indent + 2, $"{string.Join(", ", call.Input.Fields.Select(field => $"{field.Name} {Shown(call.Row[field.Name])}"))}");
        terminal.Paragraph(
            Storyteller.Indent,
            $"answer: [bold]{answer.Prediction}[/] (probability of denial {Figure.Of(answer.Probabilities.GetValueOrDefault("yes", double.NaN))}); the truth: [bold]{call.Row[MortgageSample.Target].Format(0)}[/]");
        return answer;
    }

    static string Shown(Column column) => column is Column<double> numbers ? Figure.Of(numbers.Values[0]) : column.Format(0);

    static void ShowLinks(Terminal terminal, Uri url, ModelVersion version, ScoringCall call, Storyteller story)
    {
        terminal.Line();
        terminal.Line($"Done in {Figure.Duration(story.Total)}. Look around:");
        terminal.Unwrapped($"  runs   {url}");
        terminal.Unwrapped($"  run    {new Uri(url, $"/runs/{version.RunId}")}");
        terminal.Unwrapped($"  model  {new Uri(url, $"/models/{ModelName}")}");
        terminal.Line($"Ask the model yourself:");
        terminal.Unwrapped(call.Curl());
    }

    async Task<CambiumServer> ServeAsync(Invocation invocation)
    {
        var port = invocation.Value(_port);
        var options = new ServerOptions { Port = port, Store = invocation.Value(_store)!, Artifacts = invocation.Value(_artifacts) }; // the store has a default
        var server = await CambiumServer.StartAsync(options, invocation.CancellationToken);
        invocation.Terminal.Paragraph(Storyteller.Indent, port != 0 && server.Url.Port != port ? (FormattableString)$"{server.Url} (port {port} is taken; this is the next free one)" : $"{server.Url}");
        return server;
    }
}
