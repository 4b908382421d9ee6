namespace Cambium.Tracking;

/// <summary>What an import counts, in the order of its table.</summary>
enum ImportKind
{
    /// <summary>Experiments.</summary>
    Experiments,

    /// <summary>Runs.</summary>
    Runs,

    /// <summary>Points of metrics.</summary>
    Points,

    /// <summary>Parameters of runs and logged models.</summary>
    Parameters,

    /// <summary>Tags of everything.</summary>
    Tags,

    /// <summary>Datasets and models that runs read or made.</summary>
    Inputs,

    /// <summary>Logged models.</summary>
    LoggedModels,

    /// <summary>Registered models.</summary>
    RegisteredModels,

    /// <summary>Versions of registered models.</summary>
    Versions,

    /// <summary>Aliases of registered models.</summary>
    Aliases,

    /// <summary>Files.</summary>
    Files,
}
