using Cambium.Data;

namespace Cambium.Tracking;

public sealed partial class Tracker
{
    const string ReferencePrefix = "models:/";
    const string Champion = "champion";
    const int MostNamed = 10;

    /// <summary>The registry, whose history names the user of this process.</summary>
    IModelRegistry Changing => _store.Models.ActingAs(new RegistryActor(Environment.UserName, null));

    /// <summary>Registers the model that a run saved as the next version of a name, which is made where there is none. The version refers to the run's model, which never changes.</summary>
    /// <exception cref="TrackingException">There is no such run, it saved no model, or the name is blank or not a plain file name.</exception>
    public ModelVersion Register(string name, string runId)
    {
        RegistryNames.Model(name);
        var run = Find(runId);
        if (!_files.HasModel(run))
        {
            throw new TrackingException($"Run {run.Id} saved no model, so it cannot be registered as '{name}'. Log the model to the run first.");
        }

        try
        {
            Changing.CreateModel(name, null, []);
        }
        catch (TrackingException e) when (e.Code == TrackingErrorCode.ResourceAlreadyExists)
        {
            // The version is added to the one that is there.
        }

        return VersionOf(Changing.CreateVersion(name, new NewVersion(ArtifactUri.Below(run.ArtifactUri, RunArtifacts.Model), run.Id, null, null, null, [])));
    }

    /// <summary>All registered models, by name.</summary>
    public IReadOnlyList<RegisteredModel> Models() => [.. All(_store.Models.SearchModels).Select(Registered)];

    /// <summary>The registered model of a name.</summary>
    /// <exception cref="TrackingException">There is none; the message names the nearest spelling.</exception>
    public RegisteredModel FindModel(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            return Registered(_store.Models.GetModel(name));
        }
        catch (TrackingException e) when (e.Code == TrackingErrorCode.ResourceDoesNotExist)
        {
            var names = All(_store.Models.SearchModels).Select(known => known.Name).ToList();
            throw new TrackingException(
                TrackingErrorCode.ResourceDoesNotExist,
                names.Count == 0
                    ? $"There is no model '{name}'; {Place} has none. Register one first."
                    : $"There is no model '{name}'.{NearestName.Suggestion(name, names)} The models are: {string.Join(", ", names)}.",
                e);
        }
    }

    /// <summary>The run that made a version; null where none was named, or it is not in this store.</summary>
    public RunInfo? RunOf(ModelVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return version.RunId is { } id && _store.Runs.RunIdsBeginning(id) is [var found, ..] && found == id
            ? RunInfo.Of(_store.Runs.GetRun(id), _time.GetUtcNow())
            : null;
    }

    /// <summary>The full path of a folder on this machine that holds a version's saved model; it is fetched where the store keeps it elsewhere.</summary>
    /// <exception cref="TrackingException">The store does not hold it, or its files are gone.</exception>
    public string FetchModel(ModelVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);

        // A version that refers to another model or to a run lies where that one does.
        var uri = ArtifactUri.PathOf(version.Source) is null ? _store.Models.GetVersion(version.Name, version.Version).DownloadUri : version.Source;
        if (ArtifactUri.PathOf(uri) is not { } path)
        {
            throw new TrackingException(
                TrackingErrorCode.NotImplemented,
                $"Version {version.Version} of model '{version.Name}' lies at {version.Source}, outside this store. Fetch it from there.");
        }

        return _store.Artifacts.LocalFolder(path) ?? throw new TrackingException(
            TrackingErrorCode.ResourceDoesNotExist,
            $"Version {version.Version} of model '{version.Name}' was saved at {version.Source}, where there is nothing any more. Restore the artifacts, or delete the version.");
    }

    /// <summary>The full path of a folder on this machine that holds the saved model of a run; null where it has none.</summary>
    internal string? FetchRunModel(string runId) => _files.LocalModel(Find(runId));

    /// <summary>A version by "NAME/VERSION" or "NAME@ALIAS", also with "models:/" before it; by "NAME" alone that of alias champion, else the newest.</summary>
    /// <remarks>Where champion has a policy, the newest does not stand in for it: anybody who may add a version could have it served.</remarks>
    /// <exception cref="TrackingException">There is no such model, version or alias; the message says which there are.</exception>
    public ModelVersion FindVersion(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var text = reference.StartsWith(ReferencePrefix, StringComparison.OrdinalIgnoreCase) ? reference[ReferencePrefix.Length..] : reference;
        if (text.IndexOf('@', StringComparison.Ordinal) is var at and >= 0)
        {
            var model = FindModel(text[..at]);
            return Labelled(model, text[(at + 1)..]) ?? throw NoAlias(model, text[(at + 1)..]);
        }

        if (text.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0)
        {
            return VersionOf(FindModel(text[..slash]), text[(slash + 1)..]);
        }

        var named = FindModel(text);
        return Labelled(named, Champion) ?? (IsGated(named, Champion) ? throw NoChampion(named) : Newest(named));
    }

    /// <summary>Points an alias at a version; it moves where it pointed elsewhere.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias: letters, digits, '_' and '-'.</param>
    /// <param name="version">The version.</param>
    /// <param name="reason">Why, for the model's history; null: nobody says. At most 5,000 characters.</param>
    /// <exception cref="TrackingException">
    /// There is no such version; the alias is not made of letters, digits, '_' and '-', or is "latest" or like "v1"; or it has a gate that the version has not passed.
    /// </exception>
    public void SetAlias(string name, string alias, int version, string? reason = null)
    {
        RegistryNames.Alias(alias);
        Settle(static _ => true);
        VersionOf(FindModel(name), $"{version}");
        _store.Models.ActingAs(new RegistryActor(Environment.UserName, reason)).SetAlias(name, alias, version);
    }

    /// <summary>What people wrote of a version, which pages show as its card; empty where nobody did.</summary>
    /// <exception cref="TrackingException">There is no such version any more.</exception>
    public string ReadCard(ModelVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return _store.Models.GetVersion(version.Name, version.Version).Description ?? "";
    }

    /// <summary>Puts a card on a version in place of what people wrote of it before.</summary>
    /// <param name="version">The version.</param>
    /// <param name="markdown">The card.</param>
    /// <exception cref="TrackingException">There is no such version any more, or the text is longer than the store takes.</exception>
    public void WriteCard(ModelVersion version, string markdown)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(markdown);
        _ = Changing.DescribeVersion(version.Name, version.Version, markdown);
    }

    /// <summary>All that a search finds, page by page.</summary>
    static List<T> All<T>(Func<SearchRequest, Page<T>> search, string? filter = null)
    {
        var items = new List<T>();
        string? token = null;
        do
        {
            var page = search(new SearchRequest { Filter = filter, MaxResults = PageSize, PageToken = token });
            items.AddRange(page.Items);
            token = page.NextToken;
        }
        while (token is not null);

        return items;
    }

    RegisteredModel Registered(ModelRecord model) => new(
        model.Name,
        DateTimeOffset.FromUnixTimeMilliseconds(model.Created),
        [.. All(_store.Models.SearchVersions, $"name = {Quoted(model.Name)}").Select(VersionOf).OrderByDescending(version => version.Version)]);

    /// <summary>A name in a filter. Its grammar knows no escapes, so that a name with both kinds of quotes, which other clients may have made, finds nothing.</summary>
    static string Quoted(string name) => name.Contains('\'', StringComparison.Ordinal) ? $"\"{name}\"" : $"'{name}'";

    static ModelVersion VersionOf(VersionRecord version) => new(
        version.Name,
        version.Version,
        DateTimeOffset.FromUnixTimeMilliseconds(version.Created),
        version.RunId,
        version.DownloadUri,
        version.Aliases);

    static ModelVersion Newest(RegisteredModel model) => model.Versions is [var newest, ..]
        ? newest
        : throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"Model '{model.Name}' has no version yet. Register one first.");

    static ModelVersion? Labelled(RegisteredModel model, string alias) =>
        alias.Equals("latest", StringComparison.OrdinalIgnoreCase) ? Newest(model) : model.Versions.FirstOrDefault(version => version.Aliases.Contains(alias));

    static ModelVersion VersionOf(RegisteredModel model, string text) =>
        model.Versions.FirstOrDefault(version => version.Version == RegistryNames.Version(text)) ?? throw NoVersion(model, text);

    bool IsGated(RegisteredModel model, string alias)
    {
        try
        {
            return model.Versions.Count > 0 && _store.Gates.Policies(model.Name).Any(policy => policy.Alias == alias);
        }
        catch (TrackingException e) when (e.Code == TrackingErrorCode.NotImplemented)
        {
            // A server of MLflow's, or an older one of ours, has no policies that could be asked for.
            return false;
        }
    }

    static TrackingException NoChampion(RegisteredModel model) => new(
        TrackingErrorCode.ResourceDoesNotExist,
        $"Model '{model.Name}' has no alias '{Champion}', and as that alias has a gate, the newest version does not stand in for it. "
        + $"Point '{Champion}' at a version, or name one: {string.Join(", ", model.Versions.Take(MostNamed).Select(version => $"{model.Name}/{version.Version}"))}.");

    static TrackingException NoVersion(RegisteredModel model, string version) =>
        new(TrackingErrorCode.ResourceDoesNotExist, $"Model '{model.Name}' has no version '{version}'. It has: {string.Join(", ", model.Versions.Select(known => known.Version))}.");

    static TrackingException NoAlias(RegisteredModel model, string alias)
    {
        var aliases = model.Versions.SelectMany(version => version.Aliases).Order(StringComparer.Ordinal).ToList();
        return new TrackingException(
            TrackingErrorCode.ResourceDoesNotExist,
            $"Model '{model.Name}' has no alias '{alias}'.{NearestName.Suggestion(alias, aliases)} It has: {(aliases.Count == 0 ? "none" : string.Join(", ", aliases))}.");
    }
}
