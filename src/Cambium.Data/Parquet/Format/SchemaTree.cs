namespace Cambium.Data;

/// <summary>The tree of columns that the elements of a schema make, in which a node is followed by its descendants.</summary>
/// <param name="elements">The nodes.</param>
/// <param name="budget">What the names may take: each holds those of all nodes above.</param>
/// <param name="place">Where the metadata lie.</param>
sealed class SchemaTree(List<SchemaElement> elements, MemoryBudget budget, ParquetPlace place)
{
    const int MostDepth = 64;
    const int RepetitionRequired = 0;
    const int RepetitionRepeated = 2;

    readonly List<SchemaLeaf> _leaves = [];

    /// <summary>The leaves, which are the columns.</summary>
    internal SchemaLeaf[] Leaves()
    {
        if (elements.Count == 0)
        {
            throw place.Damaged("The metadata name no columns.");
        }

        var next = 1;
        for (var left = elements[0].ChildCount; left > 0; left--)
        {
            next = Add(next, "", 0, 0, 0);
        }

        return next == elements.Count ? [.. _leaves] : throw place.Damaged($"The schema has {elements.Count} parts, of which {next} belong together.");
    }

    /// <summary>Adds the leaves of the element at <paramref name="at"/> and gives the place behind its last descendant.</summary>
    int Add(int at, string prefix, int depth, int definition, int repetition)
    {
        if (at >= elements.Count)
        {
            throw place.Damaged($"The schema announces more parts than the {elements.Count} that it has.");
        }

        if (depth > MostDepth)
        {
            throw place.Damaged($"The schema nests deeper than {MostDepth} levels.");
        }

        var element = elements[at];
        var name = prefix + element.Name;
        budget.Take(name.Length * (long)sizeof(char), place);
        definition += element.Repetition == RepetitionRequired ? 0 : 1;
        repetition += element.Repetition == RepetitionRepeated ? 1 : 0;
        if (element.Type is not null)
        {
            _leaves.Add(element.ToLeaf(name, _leaves.Count, definition, repetition));
            return at + 1;
        }

        at++;
        for (var left = element.ChildCount; left > 0; left--)
        {
            at = Add(at, name + ".", depth + 1, definition, repetition);
        }

        return at;
    }
}
