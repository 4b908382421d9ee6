using Cambium.Data;

namespace Cambium.Tracking;

public sealed partial class Tracker
{
    const string ReferencePrefix = "models:/";
    const string Champion = "champion";

    /// <summary>Registers the model that a run saved as the next version of a name, which is made where there is none. The version refers to the run's model, which never changes.</summary>
    /// <exception cref="TrackingException">There is no such run, it saved no model, or the name is blank or not a plain file name.</exception>
    public ModelVersion Register(string name, string runId)
    {
        RegistryNames.Model(name);
        var run = FindRun(runId);
        if (_artifacts.LocalFolder(PlaceOf(run), RunArtifacts.Model) is null)
        {
            throw new TrackingException($"Run {run.Id} saved no model, so it cannot be registered as '{name}'. Log the model to the run first.");
        }

        var version = _registry.AddVersion(name, run.Id);
        return FindModel(name).Versions.First(candidate => candidate.Version == version);
    }

    /// <summary>All registered models, by name.</summary>
    public IReadOnlyList<RegisteredModel> Models() => _registry.Models();

    /// <summary>The registered model of a name.</summary>
    /// <exception cref="TrackingException">There is none; the message names the nearest spelling.</exception>
    public RegisteredModel FindModel(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_registry.Find(name) is { } model)
        {
            return model;
        }

        var names = _registry.Models().Select(known => known.Name).ToList();
        throw new TrackingException(names.Count == 0
            ? $"There is no model '{name}'; {Folder} has none. Register one first."
            : $"There is no model '{name}'.{NearestName.Suggestion(name, names)} The models are: {string.Join(", ", names)}.");
    }

    /// <summary>A version by "NAME/VERSION" or "NAME@ALIAS", also with "models:/" before it; by "NAME" alone that of alias champion, else the newest.</summary>
    /// <exception cref="TrackingException">There is no such model, version or alias; the message says which there are.</exception>
    public ModelVersion FindVersion(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var text = reference.StartsWith(ReferencePrefix, StringComparison.Ordinal) ? reference[ReferencePrefix.Length..] : reference;
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
        return Labelled(named, Champion) ?? named.Versions[0];
    }

    /// <summary>Points an alias at a version; it moves where it pointed elsewhere.</summary>
    /// <exception cref="TrackingException">There is no such version, or the alias is not made of letters, digits, '_' and '-', or is "latest" or like "v1".</exception>
    public void SetAlias(string name, string alias, int version)
    {
        if (!_registry.SetAlias(name, RegistryNames.Alias(alias), version))
        {
            throw NoVersion(FindModel(name), $"{version}");
        }
    }

    static ModelVersion? Labelled(RegisteredModel model, string alias) =>
        alias.Equals("latest", StringComparison.OrdinalIgnoreCase) ? model.Versions[0] : model.Versions.FirstOrDefault(version => version.Aliases.Contains(alias));

    static ModelVersion VersionOf(RegisteredModel model, string text) =>
        model.Versions.FirstOrDefault(version => version.Version == RegistryNames.Version(text)) ?? throw NoVersion(model, text);

    static TrackingException NoVersion(RegisteredModel model, string version) =>
        new($"Model '{model.Name}' has no version '{version}'. It has: {string.Join(", ", model.Versions.Select(known => known.Version))}.");

    static TrackingException NoAlias(RegisteredModel model, string alias)
    {
        var aliases = model.Versions.SelectMany(version => version.Aliases).Order(StringComparer.Ordinal).ToList();
        return new TrackingException(
            $"Model '{model.Name}' has no alias '{alias}'.{NearestName.Suggestion(alias, aliases)} It has: {(aliases.Count == 0 ? "none" : string.Join(", ", aliases))}.");
    }
}
