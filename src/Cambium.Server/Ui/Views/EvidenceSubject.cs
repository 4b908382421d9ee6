using System.Globalization;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>The model that pages of evidence are about: a run's, or a version of a registered one, whose evidence lies in the run that made it.</summary>
/// <param name="Title">What people call it.</param>
/// <param name="Url">The address of its overview, to which a tab's name is added.</param>
/// <param name="Section">The part of the site: "experiments" or "models".</param>
/// <param name="Crumbs">The way to the overview.</param>
/// <param name="Run">The run; null where the version names none of this store.</param>
/// <param name="Version">The version; null where the run is meant.</param>
public sealed record EvidenceSubject(string Title, string Url, string Section, IReadOnlyList<Crumb> Crumbs, RunInfo? Run, ModelVersion? Version)
{
    /// <summary>How commands name it; null for a run, which is none's model until it is registered.</summary>
    public string? Reference => Version is null ? null : string.Create(CultureInfo.InvariantCulture, $"models:/{Version.Name}/{Version.Version}");

    /// <summary>The command that finds out more, ready to be pasted.</summary>
    /// <param name="words">The command and its options: "explain", "fairness --group COLUMN".</param>
    public string Command(string words)
    {
        var (verb, options) = words.IndexOf(' ', StringComparison.Ordinal) is > 0 and var at ? (words[..at], words[at..]) : (words, "");
        return $"cambium {verb} {ShellWord.Quote(Reference ?? "models:/NAME/1")} data.csv{options} --log";
    }

    /// <summary>That of a run, by its id or the beginning of it.</summary>
    /// <exception cref="TrackingException">There is no such run.</exception>
    internal static EvidenceSubject OfRun(Tracker tracker, string id)
    {
        var run = tracker.FindRun(id);
        var experiment = tracker.Store.Experiments.GetExperiment(run.ExperimentId);
        var name = RunDisplay.Name(run);
        return new EvidenceSubject(name, $"/runs/{run.Id}", "experiments", [new("Experiments", "/"), new(experiment.Name, $"/experiments/{experiment.Id}"), new(name, $"/runs/{run.Id}")], run, null);
    }

    /// <summary>That of a version, by NAME/VERSION.</summary>
    /// <exception cref="TrackingException">There is no such version.</exception>
    internal static EvidenceSubject OfVersion(Tracker tracker, string reference)
    {
        var version = tracker.FindVersion(reference);
        var model = $"/models/{Uri.EscapeDataString(version.Name)}";
        var url = string.Create(CultureInfo.InvariantCulture, $"{model}/{version.Version}");
        var number = $"Version {version.Version}";
        return new EvidenceSubject($"{version.Name}, version {version.Version}", url, "models", [new("Models", "/models"), new(version.Name, model), new(number, url)], tracker.RunOf(version), version);
    }
}
