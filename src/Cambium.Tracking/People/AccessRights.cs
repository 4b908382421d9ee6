namespace Cambium.Tracking;

/// <summary>What somebody may do: a role for all experiments and models, and others for some.</summary>
sealed class AccessRights
{
    readonly IReadOnlyDictionary<long, Role> _experiments;
    readonly IReadOnlyDictionary<long, Role> _models;

    internal AccessRights(bool isAdmin, Role role, IReadOnlyDictionary<long, Role> experiments, IReadOnlyDictionary<long, Role> models)
    {
        IsAdmin = isAdmin;
        Default = isAdmin ? Role.Admin : role;
        _experiments = experiments;
        _models = models;
        Highest = new[] { Default }.Concat(experiments.Values).Concat(models.Values).Max();
    }

    /// <summary>Those of somebody who may everything.</summary>
    internal static readonly AccessRights Everything = new(true, Role.Admin, new Dictionary<long, Role>(), new Dictionary<long, Role>());

    internal bool IsAdmin { get; }

    /// <summary>The role where no grant speaks, and for what belongs to no experiment or model.</summary>
    internal Role Default { get; }

    /// <summary>The greatest role on anything.</summary>
    internal Role Highest { get; }

    /// <summary>The ids of the models that a grant speaks of, and the role that it gives.</summary>
    internal IReadOnlyDictionary<long, Role> ModelGrants => _models;

    /// <summary>The role on an experiment.</summary>
    internal Role OnExperiment(long id) => IsAdmin ? Role.Admin : _experiments.GetValueOrDefault(id, Default);

    /// <summary>The role on a registered model, by its number; null: one that is not there.</summary>
    internal Role OnModel(long? id) => IsAdmin ? Role.Admin : id is { } known ? _models.GetValueOrDefault(known, Default) : Default;
}
