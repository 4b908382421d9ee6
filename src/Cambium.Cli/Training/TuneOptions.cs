using System.CommandLine;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>The words of "cambium tune" beyond those of a training.</summary>
sealed class TuneOptions
{
    /// <summary>Trials where neither a number nor a budget is given.</summary>
    const int StandardTrials = 50;

    const int MostTrials = 1_000_000;

    static readonly (string Name, Func<string, Scheduler> Make)[] Schedulers =
    [
        ("median", _ => new MedianPruning()),
        ("halving", resource => new SuccessiveHalving { Resource = resource }),
        ("hyperband", resource => new Hyperband { Resource = resource }),
        ("asha", resource => new Asha { Resource = resource }),
    ];

    /// <summary>The words that training has too.</summary>
    internal TrainOptions Train { get; } = new();

    internal Option<string?> Space { get; } = new("--space")
    {
        HelpName = "RANGES",
        Description = "What to search: 'trees=50..500 learning-rate=log(0.01..0.3) l2={0.1, 1}', a choice 'LEARNER(ranges) | LEARNER(ranges)', or a file with either, as such text or as YAML.",
    };

    internal Option<int> Trials { get; } = NumberOption.Whole("--trials", "N", 0, 0, MostTrials, "The most settings to try. Default: 50, or with --budget as many as there is time for.");

    internal Option<string> Sampler { get; } = new("--sampler")
    {
        HelpName = "NAME",
        Description = $"How settings are drawn: {string.Join(", ", Learn.Sampler.Names)}. Default: tpe.",
        DefaultValueFactory = _ => "tpe",
    };

    internal Option<string?> Scheduler { get; } = new("--scheduler")
    {
        HelpName = "NAME",
        Description = $"How to spend less on settings that do badly: {string.Join(", ", Schedulers.Select(known => known.Name))}. Default: every trial gets all folds and rows.",
    };

    internal Option<string> Resource { get; } = new("--resource")
    {
        HelpName = "NAME",
        Description = "What the scheduler gives a part of at first: rows, folds, or a setting such as trees. Default: rows.",
        DefaultValueFactory = _ => "rows",
    };

    internal Option<string[]> Metric { get; } = new("--metric")
    {
        HelpName = "NAME",
        Description = "The figure to rank by, such as log_loss; repeatable with --sampler nsga-2. Default: roc_auc or rmse.",
    };

    internal Option<TimeSpan?> Budget { get; } = TimeOption.Create("--budget", "The most time to search, such as 60s or 10m.");

    internal Option<int> Workers { get; } = NumberOption.Whole("--workers", "N", 0, 0, 1000, "Trials side by side; the same are made at any number. Default: 0, one per processor.");

    internal Option<int> Folds { get; } = NumberOption.Whole("--cv", "K", 5, 2, 1000, "Folds that each trial is cross-validated over. Default: 5.");

    internal Option<string?> Resume { get; } = new("--resume")
    {
        HelpName = "RUN",
        Description = "Go on with a search that was cut off, given the same words: the run's id, or without one the newest of the experiment.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>Gives a command these words.</summary>
    internal void AddTo(Command command)
    {
        Train.AddTo(command, Folds);
        foreach (var option in new Option[] { Space, Trials, Sampler, Scheduler, Resource, Metric, Budget, Workers, Resume })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The text of the space: as given, or what is in the file.</summary>
    /// <exception cref="CommandException">None is given.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal string SpaceOf(Invocation invocation)
    {
        var text = invocation.Value(Space) ?? throw CommandException.Misuse("Say what to search with --space, such as --space 'trees=50..500 learning-rate=log(0.01..0.3)'.");
        if (!text.Contains('=', StringComparison.Ordinal) && Path.GetExtension(text) is ".yaml" or ".yml" or ".txt" && !File.Exists(text))
        {
            throw CommandException.Failed($"There is no file '{text}' with a space of settings. Check the name, or write the space itself, such as --space 'trees=50..500'.");
        }

        return File.Exists(text) ? WholeFile.ReadText(text, TrainOptions.MostStepsBytes, "a space of settings") : text;
    }

    /// <summary>The YAML file that holds the space; null where it stands in no such file.</summary>
    internal string? YamlOf(Invocation invocation) =>
        invocation.Value(Space) is { } path && File.Exists(path) && Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml" ? invocation.Value(Space) : null;

    /// <summary>How to search.</summary>
    /// <exception cref="CommandException">There is no such scheduler.</exception>
    /// <exception cref="ArgumentException">There is no such sampler.</exception>
    internal SearchOptions SearchOf(Invocation invocation)
    {
        var (trials, budget, seed) = (invocation.Value(Trials), invocation.Value(Budget), invocation.Value(Train.Seed));
        return new SearchOptions
        {
            Trials = trials > 0 ? trials : budget is null ? StandardTrials : MostTrials,
            Budget = budget,
            Sampler = Learn.Sampler.Parse(invocation.Value(Sampler)!), // has a default
            Scheduler = SchedulerOf(invocation.Value(Scheduler), invocation.Value(Resource)!), // has a default
            Metrics = [.. invocation.Value(Metric) ?? []],
            Workers = invocation.Value(Workers),
            Seed = seed,
            Validation = new CrossValidationOptions { Folds = invocation.Value(Folds), Seed = seed, Weight = invocation.Value(Train.Weight) },
            CancellationToken = invocation.CancellationToken,
        };
    }

    static Scheduler? SchedulerOf(string? name, string resource)
    {
        if (name is null)
        {
            return null;
        }

        var names = Schedulers.Select(known => known.Name).ToArray();
        return Array.Find(Schedulers, known => known.Name == name).Make?.Invoke(resource)
            ?? throw CommandException.Misuse($"There is no scheduler '{name}'.{NearestName.Suggestion(name, names)} The schedulers are: {string.Join(", ", names)}.");
    }
}
