namespace Cambium.Tracking;

/// <summary>One key of an order.</summary>
/// <param name="Key">What is compared.</param>
/// <param name="Ascending">The least first, else the greatest.</param>
readonly record struct SearchOrder(SearchKey Key, bool Ascending);
