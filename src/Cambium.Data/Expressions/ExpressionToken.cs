namespace Cambium.Data;

/// <summary>A word, number, text, name in quotes or sign of an expression's text; <paramref name="Kind"/> is the first letter of one of these, and 'e' at the end.</summary>
/// <param name="Kind">'w', 'n', 't', 'q', 's' or 'e'.</param>
/// <param name="Text">What stands there, without its quotes.</param>
/// <param name="Start">Where, counted from 0.</param>
readonly record struct ExpressionToken(char Kind, string Text, int Start)
{
    internal bool IsWord(string word) => Kind == 'w' && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    internal bool IsSign(string sign) => Kind == 's' && Text == sign;
}
