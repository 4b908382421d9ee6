namespace Cambium.Tracking;

/// <summary>What a clause or an order speaks of.</summary>
/// <param name="Entity">What the key belongs to.</param>
/// <param name="Name">The key, without quotes; of an attribute its own name, whichever of its names was used.</param>
/// <param name="Field">The attribute; null for keys that people chose.</param>
readonly record struct SearchKey(SearchEntity Entity, string Name, SearchField? Field);
