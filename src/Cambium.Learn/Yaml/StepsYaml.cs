using System.Text;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A pipeline as a YAML file: <c>steps:</c>, a list, and <c>learner:</c>.</summary>
static class StepsYaml
{
    static readonly YamlFile File = new("file of steps", "It begins with 'steps:'.", 24);
    static readonly string[] Sections = ["steps", "learner"];

    /// <summary>The steps of a text, and the learner where it names one.</summary>
    /// <exception cref="TableException">The text is no file of steps.</exception>
    internal static (TransformPipeline Steps, Recipe? Learner) Read(string text, string source)
    {
        var root = YamlTree.Read(text, source, File);
        var reader = new StepsYamlReader(source);
        var sections = reader.Pairs(root, "The file", Sections);
        var steps = sections.TryGetValue("steps", out var list) ? reader.Steps(list) : [];
        var learner = sections.TryGetValue("learner", out var last) ? reader.Learner(last) : null;
        return steps.Count > 0 || learner is not null
            ? (new TransformPipeline { Steps = steps }, learner)
            : throw YamlTree.Refused(source, root.Line, $"The file names no steps. {File.Beginning}");
    }

    /// <summary>The text of a pipeline.</summary>
    internal static string Write(EquatableArray<Transform> steps, Recipe? learner)
    {
        var text = new StringBuilder();
        if (steps.Count > 0)
        {
            text.Append("steps:\n");
            foreach (var step in steps)
            {
                text.Append("  - ").Append(StepsYamlWriter.Outer(StepsYamlWriter.Part(step))).Append('\n');
            }
        }

        if (learner is not null)
        {
            text.Append("learner: ").Append(StepsYamlWriter.Part(learner)).Append('\n');
        }

        return text.ToString();
    }
}
