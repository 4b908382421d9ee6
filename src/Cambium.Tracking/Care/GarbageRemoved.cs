namespace Cambium.Tracking;

/// <summary>What a removal has done.</summary>
sealed record GarbageRemoved
{
    internal int Runs { get; init; }

    internal int Models { get; init; }

    internal int Experiments { get; init; }

    internal int Files { get; init; }

    internal long Bytes { get; init; }

    internal int Unfinished { get; init; }

    /// <summary>Runs marked deleted by a rule of their experiment.</summary>
    internal int Expired { get; init; }

    /// <summary>Bytes of the database file that are free, and that only the file written anew would give back to the disk.</summary>
    internal long LeftInFile { get; init; }

    /// <summary>What was restored or registered after it was found, and so stayed.</summary>
    internal int Spared { get; init; }
}
