using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Checks of saved learners made of learners.</summary>
static class SavedParts
{
    /// <summary>As <see cref="Parts.CheckWeights"/>, for a recipe out of a file.</summary>
    /// <exception cref="ModelFormatException">The weights do not fit the members.</exception>
    internal static void CheckWeights(EquatableArray<double> weights, int members)
    {
        try
        {
            Parts.CheckWeights(weights, members);
        }
        catch (ArgumentException e)
        {
            throw new ModelFormatException($"model.json: {e.Message} The file is damaged or was edited; save the model again.", e);
        }
    }

    /// <summary>Refuses a model of several classes where only two have an answer.</summary>
    /// <exception cref="ModelFormatException">There are not two.</exception>
    internal static void CheckTwoClasses(ModelHeader header)
    {
        if (header.Classes.Count != 2)
        {
            throw new ModelFormatException($"model.json: a threshold is between two classes, but 'classes' has {header.Classes.Count}. The file is damaged or was edited; save the model again.");
        }
    }

    /// <summary>What the names of a stack's columns begin with.</summary>
    /// <exception cref="ModelFormatException">A column of the input begins with it.</exception>
    internal static string Prefix(ModelHeader header, ModelReader reader)
    {
        var prefix = reader.Value<string>("prefix");
        var taken = header.Input.Fields.FirstOrDefault(field => field.Name.StartsWith(prefix, StringComparison.Ordinal));
        return taken is null
            ? prefix
            : throw new ModelFormatException($"model.json: 'prefix' is '{prefix}', but the column '{taken.Name}' begins with it. The file is damaged or was edited; save the model again.");
    }
}
