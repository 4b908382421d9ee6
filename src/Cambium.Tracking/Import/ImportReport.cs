namespace Cambium.Tracking;

/// <summary>What an import has brought, what was there already, and what it left out and why.</summary>
sealed class ImportReport
{
    /// <summary>So many single reasons are kept; the others are counted.</summary>
    const int MostNotes = 1000;

    readonly SortedDictionary<ImportKind, (long Added, long Known, long Skipped)> _counts = [];
    readonly List<string> _notes = [];

    /// <summary>Counts by kind: added, there already, left out.</summary>
    internal IReadOnlyDictionary<ImportKind, (long Added, long Known, long Skipped)> Counts => _counts;

    /// <summary>What was mapped or left out, and why, a sentence each.</summary>
    internal IReadOnlyList<string> Notes => _notes;

    /// <summary>Sentences beyond the number that is kept.</summary>
    internal long MoreNotes { get; private set; }

    internal (long Added, long Known, long Skipped) Of(ImportKind kind) => _counts.GetValueOrDefault(kind);

    internal void Added(ImportKind kind, long count = 1) => Count(kind, count, 0, 0);

    internal void Known(ImportKind kind, long count = 1) => Count(kind, 0, count, 0);

    /// <summary>Counts something left out, and says why.</summary>
    internal void Skipped(ImportKind kind, string reason)
    {
        Count(kind, 0, 0, 1);
        Note(reason);
    }

    /// <summary>Says something that a person should know.</summary>
    internal void Note(string sentence)
    {
        if (_notes.Count < MostNotes)
        {
            _notes.Add(sentence);
        }
        else
        {
            MoreNotes++;
        }
    }

    void Count(ImportKind kind, long added, long known, long skipped)
    {
        var before = Of(kind);
        _counts[kind] = (before.Added + added, before.Known + known, before.Skipped + skipped);
    }
}
