namespace Cambium.Tracking;

/// <summary>A version of a scorer: a function that judges traces, as the client wrote it down.</summary>
/// <param name="Id">The scorer's id, the same for all its versions.</param>
/// <param name="ExperimentId">The experiment whose it is.</param>
/// <param name="Name">Its name, unique in the experiment.</param>
/// <param name="Version">From 1 on.</param>
/// <param name="Content">What the client wrote; nothing here runs it.</param>
/// <param name="Created">Milliseconds since 1970 UTC.</param>
sealed record ScorerRecord(string Id, long ExperimentId, string Name, long Version, string Content, long Created);
