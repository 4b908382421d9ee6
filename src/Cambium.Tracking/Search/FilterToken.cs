namespace Cambium.Tracking;

/// <summary>A token of a filter or an order.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it was written, with its quotes.</param>
/// <param name="Start">Where it begins.</param>
readonly record struct FilterToken(FilterTokenKind Kind, string Text, int Start)
{
    internal int End => Start + Text.Length;

    /// <summary>Whether it is a keyword, in any case.</summary>
    internal bool Is(string keyword) => Kind == FilterTokenKind.Word && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);
}
