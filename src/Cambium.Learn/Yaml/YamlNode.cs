namespace Cambium.Learn;

/// <summary>A value of a YAML file and where it begins. One of text, list and mapping.</summary>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Text">A scalar as it is written; null of a list or a mapping.</param>
/// <param name="IsPlain">Whether the scalar stands without quotes.</param>
/// <param name="Items">The items of a list.</param>
/// <param name="Pairs">The pairs of a mapping, in order.</param>
sealed record YamlNode(int Line, string? Text, bool IsPlain, IReadOnlyList<YamlNode>? Items, IReadOnlyList<(YamlNode Key, YamlNode Value)>? Pairs)
{
    /// <summary>Whether nothing is written.</summary>
    internal bool IsEmpty => IsPlain && Text is ("" or "~" or "null");

    /// <summary>What it is, for a message.</summary>
    internal string Shown => Text is { } text ? IsEmpty ? "nothing" : $"'{(text.Length > 60 ? string.Concat(text.AsSpan(0, 59), "…") : text)}'" : Items is not null ? "a list" : "a mapping";
}
