using System.Text.Json;

namespace Cambium.Serving;

/// <summary>Reads whether a request asks for SHAP values with its answers.</summary>
static class ExplainParameter
{
    const string Name = "explain";

    /// <summary>What is asked; false where nothing is said of it.</summary>
    /// <param name="root">The body, an object.</param>
    /// <param name="holder">The object in it that holds parameters: "parameters" in the Open Inference Protocol, "params" in MLflow's.</param>
    /// <param name="problems">Takes what is wrong with it. Other parameters are left to those who know them.</param>
    internal static bool Read(JsonElement root, string holder, Problems problems)
    {
        if (RequestJson.Find(root, holder) is not { } parameters)
        {
            return false;
        }

        if (parameters.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"'{holder}' is {RequestJson.Describe(parameters)}, expected an object such as {{\"{Name}\": true}}");
            return false;
        }

        if (RequestJson.Find(parameters, Name) is not { } explain)
        {
            return false;
        }

        if (explain.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            problems.Add($"'{holder}.{Name}' is {RequestJson.Describe(explain)}, expected true or false");
        }

        return explain.ValueKind == JsonValueKind.True;
    }
}
