using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The values that a setting may take in a search, and how they are drawn.</summary>
public sealed record SearchRange
{
    /// <summary>The digits that a drawn real number keeps: enough to be near any optimum, few enough to be read and typed.</summary>
    const string RealFormat = "G6";

    SearchRange(SearchRangeKind kind, double low, double high, bool isLog, EquatableArray<string> values)
    {
        Kind = kind;
        Low = low;
        High = high;
        IsLog = isLog;
        Values = values;
    }

    /// <summary>Whether it holds real numbers, whole numbers or listed values.</summary>
    public SearchRangeKind Kind { get; }

    /// <summary>The least number; 0 for listed values.</summary>
    public double Low { get; }

    /// <summary>The greatest number; 0 for listed values.</summary>
    public double High { get; }

    /// <summary>Whether numbers are drawn evenly by their logarithm, so that each power of ten is as likely as any other.</summary>
    public bool IsLog { get; }

    /// <summary>The listed values as text; empty for numbers.</summary>
    public EquatableArray<string> Values { get; }

    /// <summary>The number of values, or 0 where they are real numbers.</summary>
    internal double Count => Kind switch
    {
        SearchRangeKind.Choice => Values.Count,
        SearchRangeKind.Whole => High - Low + 1,
        _ => 0,
    };

    /// <summary>Real numbers, all equally likely.</summary>
    /// <param name="low">The least; finite.</param>
    /// <param name="high">The greatest; finite, above <paramref name="low"/>.</param>
    /// <exception cref="ArgumentException">The ends are not so.</exception>
    public static SearchRange Uniform(double low, double high) => Numbers(SearchRangeKind.Real, low, high, isLog: false);

    /// <summary>Real numbers whose logarithms are equally likely, as suits rates and penalties.</summary>
    /// <param name="low">The least; above 0.</param>
    /// <param name="high">The greatest; finite, above <paramref name="low"/>.</param>
    /// <exception cref="ArgumentException">The ends are not so.</exception>
    public static SearchRange LogUniform(double low, double high) => Numbers(SearchRangeKind.Real, low, high, isLog: true);

    /// <summary>Whole numbers, all equally likely.</summary>
    /// <param name="low">The least.</param>
    /// <param name="high">The greatest, above <paramref name="low"/>.</param>
    /// <exception cref="ArgumentException">The ends are not so.</exception>
    public static SearchRange Whole(int low, int high) => Numbers(SearchRangeKind.Whole, low, high, isLog: false);

    /// <summary>Whole numbers, nearly equally likely by their logarithm, as suits counts that may be of any size.</summary>
    /// <param name="low">The least, at least 1.</param>
    /// <param name="high">The greatest, above <paramref name="low"/>.</param>
    /// <exception cref="ArgumentException">The ends are not so.</exception>
    public static SearchRange LogWhole(int low, int high) => Numbers(SearchRangeKind.Whole, low, high, isLog: true);

    /// <summary>Listed values, in no order that matters: texts, names of enumerations, recipes as text, truths or numbers.</summary>
    /// <param name="values">At least two, no two alike.</param>
    /// <exception cref="ArgumentException">There are fewer, or two are alike.</exception>
    public static SearchRange OneOf(params IReadOnlyList<object> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var texts = values.Select(RecipeSettings.Text).ToArray();
        if (texts.Length < 2)
        {
            throw new ArgumentException($"A choice has {texts.Length} {(texts.Length == 1 ? "value" : "values")}, expected at least two.", nameof(values));
        }

        return texts.GroupBy(text => text).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new ArgumentException($"A choice has the value '{twice.Key}' twice. Name it once.", nameof(values))
            : new SearchRange(SearchRangeKind.Choice, 0, 0, false, texts.ToEquatableArray());
    }

    /// <summary>The range as <see cref="SearchSpace.Parse(Recipe, string)"/> reads it: "0.1..1", "log(1..100)", "{a, b}".</summary>
    public override string ToString()
    {
        if (Kind == SearchRangeKind.Choice)
        {
            return $"{{{string.Join(", ", Values.Select(RecipeText.QuotedItem))}}}";
        }

        var ends = string.Create(CultureInfo.InvariantCulture, $"{Low:R}..{High:R}");
        return IsLog ? $"log({ends})" : ends;
    }

    /// <summary>The value at a place from 0 to 1, as text.</summary>
    internal string At(double place)
    {
        var culture = CultureInfo.InvariantCulture;
        switch (Kind)
        {
            case SearchRangeKind.Choice:
                return Values[IndexAt(place)];
            case SearchRangeKind.Whole:
                // Adding 0 takes the sign off −0.
                return (Math.Clamp(Math.Round(Unscaled(place)), Low, High) + 0.0).ToString("F0", culture);
            default:
                var rounded = double.Parse(Unscaled(place).ToString(RealFormat, culture), culture);
                return Math.Clamp(rounded, Low, High).ToString("R", culture);
        }
    }

    /// <summary>The number of the listed value at a place from 0 to 1.</summary>
    internal int IndexAt(double place) => Math.Clamp((int)(place * Values.Count), 0, Values.Count - 1);

    /// <summary>The place of a value given as text; of a listed or whole value the middle of its part.</summary>
    /// <exception cref="ArgumentException">It is not in the range.</exception>
    internal double PlaceOf(string text)
    {
        if (Kind == SearchRangeKind.Choice)
        {
            var index = Values.IndexOf(text);
            return index >= 0 ? (index + 0.5) / Values.Count : throw NotIn(text);
        }

        if (!double.TryParse(text, CultureInfo.InvariantCulture, out var value) || !(value >= Low && value <= High))
        {
            throw NotIn(text);
        }

        var (low, high) = Ends();
        return (Scaled(value) - low) / (high - low);
    }

    static SearchRange Numbers(SearchRangeKind kind, double low, double high, bool isLog)
    {
        if (!(low < high) || !double.IsFinite(low) || !double.IsFinite(high))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A range goes from {low} to {high}, expected finite numbers, the second above the first."), nameof(high));
        }

        return isLog && !(low > 0)
            ? throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A range by logarithm begins at {low}, expected a number above 0."), nameof(low))
            : new SearchRange(kind, low, high, isLog, []);
    }

    /// <summary>The ends as they are drawn between: whole numbers own half a step on both sides.</summary>
    (double Low, double High) Ends() => Kind == SearchRangeKind.Whole ? (Scaled(Low - 0.5), Scaled(High + 0.5)) : (Scaled(Low), Scaled(High));

    double Scaled(double value) => IsLog ? Math.Log(value) : value;

    double Unscaled(double place)
    {
        var (low, high) = Ends();
        var scaled = low + (place * (high - low));
        return IsLog ? Math.Exp(scaled) : scaled;
    }

    ArgumentException NotIn(string text) => new($"The value '{text}' is not in the range {this}.", nameof(text));
}
