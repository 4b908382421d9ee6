namespace Cambium.Learn;

/// <summary>What a text is cut into before runs of it are counted.</summary>
public enum TextUnit
{
    /// <summary>Words of at least two letters, digits or underscores; all else parts words.</summary>
    Words,

    /// <summary>Characters; runs of white space count as one space.</summary>
    Characters,

    /// <summary>Characters within words that white space parts, each word with a space before and behind it, so that its ends can be told.</summary>
    CharactersInWords,
}
