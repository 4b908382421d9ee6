namespace Cambium.Tracking;

/// <summary>What the stores of models refuse, in the words of MLflow's server.</summary>
static class RegistryRefusals
{
    internal static TrackingException NoModel(string name) => new(TrackingErrorCode.ResourceDoesNotExist, $"Registered Model with name={name} not found");

    internal static TrackingException NoVersion(string name, int version) =>
        new(TrackingErrorCode.ResourceDoesNotExist, $"Model Version (name={name}, version={version}) not found");

    /// <summary>MLflow answers 400 here, not 404.</summary>
    internal static TrackingException NoAlias(string alias) => new($"Registered model alias {alias} not found.");

    internal static TrackingException NoLoggedModel(string modelId) =>
        new(TrackingErrorCode.ResourceDoesNotExist, $"Logged model with ID '{modelId}' not found.");

    internal static TrackingException NoLoggedModelTag(string modelId, string key) =>
        new(TrackingErrorCode.ResourceDoesNotExist, $"No tag with key {PythonText.Repr(key)} found for model with ID {PythonText.Repr(modelId)}.");

    internal static TrackingException NoRun(string runId) => new(TrackingErrorCode.ResourceDoesNotExist, $"Run with id={runId} not found");

    /// <summary>That a name is taken; prompts are kept among the registered models, and neither may take the other's name.</summary>
    internal static TrackingException Taken(string name, bool byPrompt, bool forPrompt)
    {
        static string Kind(bool isPrompt) => isPrompt ? "Prompt" : "Registered Model";
        return new TrackingException(
            TrackingErrorCode.ResourceAlreadyExists,
            byPrompt == forPrompt
                ? $"{Kind(forPrompt)} (name={name}) already exists."
                : $"Tried to create a {Kind(forPrompt).ToLowerInvariant()} with name {PythonText.Repr(name)}, but the name is already taken by a "
                  + $"{Kind(byPrompt).ToLowerInvariant()}. MLflow does not allow creating a model and a prompt with the same name.");
    }
}
