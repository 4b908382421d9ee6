namespace Cambium.Tracking;

/// <summary>What a token of a filter is.</summary>
enum FilterTokenKind
{
    /// <summary>A number, keyword or key; a key's parts may be quoted, as in metrics.`my loss`.</summary>
    Word,

    /// <summary>'text'.</summary>
    Text,

    /// <summary>"text" or `text`: a key where one stands, else a value.</summary>
    QuotedWord,

    /// <summary>=, !=, &lt; and what else is made of their characters.</summary>
    Comparator,

    /// <summary>A parenthesis.</summary>
    Open,

    /// <summary>A parenthesis.</summary>
    Close,

    /// <summary>A comma.</summary>
    Comma,

    /// <summary>What ends a statement of SQL.</summary>
    Semicolon,

    /// <summary>A quote that is never closed, with all behind it.</summary>
    Unclosed,

    /// <summary>Behind the last token.</summary>
    End,
}
