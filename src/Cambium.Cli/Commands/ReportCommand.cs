using System.CommandLine;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>cambium report: all that is to be told of a model, in words first, as a page and as a card.</summary>
sealed class ReportCommand : ToolCommand
{
    readonly Argument<string> _model = ToolOptions.Model();
    readonly Argument<string> _data = ToolOptions.Data();
    readonly Option<string?> _html = new("--html") { HelpName = "FILE", Description = "Write the report as one page that needs nothing else: no network, no script; it prints well." };
    readonly Option<string?> _card = new("--card") { HelpName = "FILE", Description = "Write a model card in Markdown. What people wrote in a card that is there already stays." };
    readonly Option<bool> _keepCard = new("--card-to-registry") { Description = "Put the card on the registered version, where its page shows it. What people wrote there stays." };
    readonly Option<bool> _log = ToolOptions.Log();
    readonly Option<string[]> _groups = new("--group") { HelpName = "COL,...", Description = "Also compare how the model treats the groups of each of these columns, such as sex or region. Repeatable." };
    readonly Option<string?> _name = new("--name") { HelpName = "TEXT", Description = "What to call the model. Default: how it is named here." };
    readonly Option<string?> _purpose = new("--purpose") { HelpName = "TEXT", Description = "What the model is for and for whom, in a sentence or two." };
    readonly Option<long> _seed = new("--seed") { HelpName = "N", Description = "The seed of samples and shuffles. Default: 0." };
    readonly Option<string> _store = ToolOptions.Store();
    readonly CsvArguments _csv = new();

    internal ReportCommand()
        : base(
            "report",
            "Tell all that is to be known of a model on rows that it has not seen: how good, where it fails, what drives it, for whom it is worse.",
            "cambium report models:/mortgages@champion new-mortgages.csv --html mortgages.html --group afam",
            "cambium report ./prices.model new-prices.csv --card MODEL-CARD.md --purpose 'Asking prices for our agents'")
    {
        Arguments.Add(_model);
        Arguments.Add(_data);
        foreach (var option in new Option[] { _html, _card, _keepCard, _log, _groups, _name, _purpose, _seed, _store })
        {
            Options.Add(option);
        }

        _csv.AddTo(this);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var terminal = invocation.Terminal;
        var (reference, path, store) = (invocation.Value(_model), invocation.Value(_data), invocation.Value(_store)!); // has a default
        var (page, card) = (OutputFile.Of(invocation.Value(_html)), OutputFile.Of(invocation.Value(_card)));
        var registered = RegisteredModel.Find(reference, store);
        if (invocation.Value(_keepCard) && registered is null)
        {
            throw CommandException.Misuse("--card-to-registry puts the card on a registered version. Name the model as models:/NAME/VERSION or models:/NAME@ALIAS, or write the card with --card FILE.");
        }

        if (invocation.Value(_log))
        {
            FindingsLog.Check(reference, store);
        }

        var model = ModelArgument.Load(reference, store);
        var table = _csv.Read(invocation, path);
        var rows = ModelArgument.Fit(table, model, path);
        if (model.Target.Length > 0 && !rows.Contains(model.Target))
        {
            throw CommandException.Failed($"{path} lacks the column '{model.Target}' that the model predicts, so its answers cannot be judged.");
        }

        var options = new ModelReportOptions
        {
            Name = invocation.Value(_name) ?? registered?.Name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(reference)),
            Purpose = invocation.Value(_purpose) ?? "",
            Groups = [.. (invocation.Value(_groups) ?? []).SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()],
            Seed = invocation.Value(_seed),
            Training = registered?.Training,
            Origin = registered?.Origin ?? [],
            IsLearnedFrom = ModelArgument.LearnedFrom(reference, store, table) is not null,
            CancellationToken = invocation.CancellationToken,
        };
        var report = Watch.Over(terminal, "judge, explain and compare", 5, progress => ModelReport.Of(model, rows, options with { Progress = progress }));
        Show(terminal, report);
        Write(invocation, report, page, card, registered, store);
        terminal.Document(new { Model = reference, Data = path, Report = report });
        return Task.FromResult(ExitStatus.Done);
    }

    static void Show(Terminal terminal, ModelReport report)
    {
        foreach (var (heading, sentences) in report.Sections)
        {
            terminal.Line();
            terminal.Line($"[bold]{heading}[/]");
            foreach (var sentence in sentences)
            {
                terminal.Paragraph(2, $"{sentence}");
            }
        }

        terminal.Line();
    }

    void Write(Invocation invocation, ModelReport report, string? page, string? card, RegisteredModel? registered, string store)
    {
        var terminal = invocation.Terminal;
        if (page is not null)
        {
            WholeFile.WriteText(page, ModelReportPage.Of(report));
            terminal.Line($"Page: [bold]{page}[/]");
        }

        if (card is not null)
        {
            WholeFile.WriteText(card, ModelCard.Of(report, File.Exists(card) ? WholeFile.ReadText(card, MostCardBytes, "a model card") : null));
            terminal.Line($"Card: [bold]{card}[/]");
        }

        if (invocation.Value(_keepCard) && registered is not null)
        {
            using var tracker = StoreArgument.OpenExisting(store);
            tracker.WriteCard(registered.Version, ModelCard.Of(report, tracker.ReadCard(registered.Version)));
            terminal.Line($"Card: on version {registered.Version.Version} of [bold]{registered.Version.Name}[/]");
        }

        if (invocation.Value(_log))
        {
            FindingsLog.Keep(terminal, invocation.Value(_model), store, "report", (tracker, run) => tracker.LogTo(run, report, ModelReportPage.Of(report)));
        }
    }

    /// <summary>More than the server shows as Markdown is no card.</summary>
    const int MostCardBytes = 1 << 20;
}
