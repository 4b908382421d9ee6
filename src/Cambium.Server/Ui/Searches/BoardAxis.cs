using System.Globalization;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>A setting of a search with the places of its values, from 0 to 1.</summary>
sealed class BoardAxis
{
    /// <summary>Most values that are told apart; a setting of more is left out unless it holds numbers.</summary>
    const int MostValues = 40;

    /// <summary>Numbers whose greatest is so many times their least are drawn by their logarithm, where nobody says how they were drawn.</summary>
    const double LogFrom = 1000;

    readonly Dictionary<string, int> _values = [];
    readonly bool _isWhole;
    readonly double _low;
    readonly double _high;

    BoardAxis(string name, bool isLog, double low, double high, IEnumerable<string> values, bool isWhole = false)
    {
        (Name, IsLog, _isWhole) = (name, isLog, isWhole);
        (_low, _high) = isLog ? (Math.Log(low), Math.Log(high)) : (low, high);
        foreach (var value in values)
        {
            _values.TryAdd(value, _values.Count);
        }
    }

    /// <summary>The setting.</summary>
    internal string Name { get; }

    /// <summary>Whether numbers are drawn by their logarithm.</summary>
    internal bool IsLog { get; }

    /// <summary>Whether it holds listed values.</summary>
    internal bool IsChoice => _values.Count > 0;

    /// <summary>Where a value stands; null where it is none of the axis.</summary>
    internal double? PlaceOf(string value)
    {
        if (IsChoice)
        {
            return _values.TryGetValue(value, out var place) ? _values.Count == 1 ? 0.5 : (double)place / (_values.Count - 1) : null;
        }

        return Number(value) is not { } number || (IsLog && number <= 0) ? null : Place(number);
    }

    /// <summary>The marks: places with what stands there.</summary>
    internal IEnumerable<ParallelMark> Marks()
    {
        if (IsChoice)
        {
            return _values.Keys.Select(value => new ParallelMark(PlaceOf(value) ?? 0, ParallelSpec.Cut(value)));
        }

        double[] places = _high > _low ? [0, 0.25, 0.5, 0.75, 1] : [0.5];
        return _isWhole
            ? places.Select(place => Math.Round(At(place))).Distinct().Select(number => new ParallelMark(Place(number), Numbers.Significant(number)))
            : places.Select(place => new ParallelMark(place, Numbers.Significant(At(place))));
    }

    /// <summary>The axis of a setting: as the search drew it where that is known, else as its values look. Null where nothing can be drawn.</summary>
    internal static BoardAxis? Of(string name, SearchedSetting? setting, IReadOnlyList<string> values)
    {
        if (setting is { Values.Count: > 1 } listed)
        {
            return new BoardAxis(name, isLog: false, 0, 0, listed.Values.Where(value => value is not null).Take(MostValues));
        }

        var distinct = values.Distinct().ToArray();
        var numbers = distinct.Select(Number).OfType<double>().ToArray();
        var isWhole = numbers.Length == distinct.Length && numbers.All(number => number == Math.Truncate(number));
        if (setting is not null && double.IsFinite(setting.Low) && setting.High > setting.Low && (!setting.IsLog || setting.Low > 0))
        {
            return new BoardAxis(name, setting.IsLog, setting.Low, setting.High, [], isWhole && setting.Low == Math.Truncate(setting.Low) && setting.High == Math.Truncate(setting.High));
        }

        if (distinct.Length < 2)
        {
            return null;
        }

        if (numbers.Length == distinct.Length)
        {
            var (low, high) = (numbers.Min(), numbers.Max());
            return new BoardAxis(name, low > 0 && high / low >= LogFrom, low, high, [], isWhole);
        }

        return distinct.Length <= MostValues ? new BoardAxis(name, isLog: false, 0, 0, distinct.Order(StringComparer.Ordinal)) : null;
    }

    double Place(double number) => _high > _low ? Math.Clamp(((IsLog ? Math.Log(number) : number) - _low) / (_high - _low), 0, 1) : 0.5;

    double At(double place)
    {
        var scaled = _low + (place * (_high - _low));
        return IsLog ? Math.Exp(scaled) : scaled;
    }

    static double? Number(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
