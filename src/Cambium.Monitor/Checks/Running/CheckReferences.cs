using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>The references of a run. Checks ask of them when they start, and then one pass over each finds what was asked for.</summary>
sealed class CheckReferences(CheckOptions options)
{
    readonly Dictionary<TableScan, ReferencePass> _passes = new(ReferenceEqualityComparer.Instance);

    /// <summary>The pass over a reference.</summary>
    /// <param name="name">Its name; null for the one without.</param>
    /// <param name="purpose">What it is needed for, as the end of a sentence.</param>
    /// <exception cref="TableException">None is given.</exception>
    internal ReferencePass Of(string? name, string purpose)
    {
        var scan = name is null ? options.Reference : options.References.GetValueOrDefault(name);
        if (scan is null)
        {
            throw new TableException(name is null
                ? $"No reference is given, {purpose}."
                : $"No reference '{name}' is given.{NearestName.Suggestion(name, options.References.Keys)}");
        }

        if (!_passes.TryGetValue(scan, out var pass))
        {
            _passes.Add(scan, pass = new ReferencePass(scan, options.MaxThreads));
        }

        return pass;
    }

    /// <summary>Goes through the references that something was asked of.</summary>
    /// <exception cref="TableException">One of them is no table.</exception>
    internal void Run()
    {
        foreach (var pass in _passes.Values)
        {
            pass.Run();
        }
    }
}
