namespace Cambium.Cli;

/// <summary>What the process tells its caller.</summary>
static class ExitStatus
{
    /// <summary>It did what was asked.</summary>
    internal const int Done = 0;

    /// <summary>It could not: the data, a file, the store. One line on standard error says why and what to do. Also where checks do not hold; the report says which.</summary>
    internal const int Failed = 1;

    /// <summary>It was asked wrongly: an unknown word, a value out of range, a column that is not there.</summary>
    internal const int Misuse = 2;

    /// <summary>Ctrl-C (SIGINT) ended the work early; what it had tracked is kept, and its run counts as failed.</summary>
    internal const int Interrupted = 130;

    /// <summary>SIGTERM ended the work early.</summary>
    internal const int Terminated = 143;
}
