namespace Cambium.Tracking;

/// <summary>What stays.</summary>
/// <param name="Kind">"run", "model" or "experiment".</param>
/// <param name="Id">Its id.</param>
/// <param name="Reason">Why, as the end of a sentence: "version 3 of 'mortgages' points at it".</param>
sealed record GarbageKept(string Kind, string Id, string Reason);
