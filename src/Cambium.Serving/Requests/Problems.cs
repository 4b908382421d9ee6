using Cambium.Data;

namespace Cambium.Serving;

/// <summary>Gathers what is wrong with a request, so that one message tells it all.</summary>
sealed class Problems
{
    /// <summary>More are only counted: a request with hundreds of wrong names has one cause.</summary>
    const int MostTold = 20;

    readonly List<string> _texts = [];

    internal int Count => _texts.Count;

    /// <summary>The nearest spelling of a name as an aside, or nothing.</summary>
    internal static string Nearest(string name, IEnumerable<string> names) =>
        NearestName.Suggestion(name, names).Trim() is { Length: > 0 } suggestion ? $" ({suggestion})" : "";

    internal void Add(string text) => _texts.Add(text);

    /// <summary>Throws one exception that tells all the problems, if there are any.</summary>
    /// <exception cref="RequestException">There are problems.</exception>
    internal void ThrowIfAny()
    {
        if (_texts.Count > 0)
        {
            var rest = _texts.Count > MostTold ? $"; and {_texts.Count - MostTold} more" : "";
            throw new RequestException($"The request cannot be answered: {string.Join("; ", _texts.Take(MostTold))}{rest}.");
        }
    }
}
