namespace Cambium.Learn;

/// <summary>The closed list of what can be named in a file or on a command line: learners and steps by kind, and their settings by name.</summary>
public static class RecipeCatalog
{
    /// <summary>The kinds of all learners, such as "boosted-trees-classifier".</summary>
    public static IReadOnlyList<string> Learners => throw new NotImplementedException();

    /// <summary>Makes a learner from its kind and settings given as text, each "name" (any case, with or without hyphens) to value.</summary>
    /// <exception cref="ArgumentException">There is no such kind or setting, or a value does not fit; the message lists what there is.</exception>
    public static Recipe Create(string kind, IReadOnlyDictionary<string, string> settings) => throw new NotImplementedException();

    /// <summary>The learner's settings by name with their values, those of a pipeline's steps under "step.setting", for tracking.</summary>
    public static IReadOnlyDictionary<string, string> Describe(Recipe recipe) => throw new NotImplementedException();

    /// <summary>The kind of a recipe; a pipeline's is that of its steps and learner joined by " > ".</summary>
    public static string KindOf(Recipe recipe) => throw new NotImplementedException();

    /// <summary>The recipe as JSON, as it stands in a saved model.</summary>
    public static string ToJson(Recipe recipe) => throw new NotImplementedException();
}
