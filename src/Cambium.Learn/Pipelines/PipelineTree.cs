using System.Text;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Pipelines as lines of text: a step a line, in order, what stands within another further to the right.</summary>
static class PipelineTree
{
    const string Indent = "  ";

    /// <summary>The steps, and the learner at their end where there is one.</summary>
    internal static string Of(EquatableArray<Transform> steps, Recipe? last)
    {
        var text = new StringBuilder("pipeline\n");
        Add(text, steps, Indent);
        if (last is not null)
        {
            text.Append(Indent).Append(RecipeText.Of(last)).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>Branches, part by part.</summary>
    internal static string Of(Branches branches)
    {
        var text = new StringBuilder();
        Add(text, [branches], "");
        return text.ToString().TrimEnd('\n');
    }

    static void Add(StringBuilder text, IEnumerable<Transform> steps, string indent)
    {
        foreach (var step in steps)
        {
            switch (step)
            {
                case TransformPipeline inner:
                    Add(text, inner.Steps, indent);
                    break;
                case Branches branches:
                    text.Append(indent).Append("branches\n");
                    for (var part = 0; part < branches.Parts.Count; part++)
                    {
                        text.Append(indent).Append(Indent).Append("part ").Append(part + 1).Append('\n');
                        Add(text, [branches.Parts[part]], indent + Indent + Indent);
                    }

                    break;
                default:
                    text.Append(indent).Append(RecipeText.Of(step)).Append('\n');
                    break;
            }
        }
    }
}
