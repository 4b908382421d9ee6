using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A search space as samplers see it: a cube of places from 0 to 1, in which some dimensions exist only under a choice made in another.</summary>
sealed class SpaceShape(SpaceDimension[] dimensions)
{
    internal IReadOnlyList<SpaceDimension> Dimensions { get; } = dimensions;

    /// <summary>The settings that exist at a point, by name; others' places do not matter.</summary>
    internal EquatableArray<TrialSetting> SettingsAt(ReadOnlySpan<double> point)
    {
        var settings = new List<TrialSetting>(Dimensions.Count);
        var active = new bool[Dimensions.Count];
        for (var i = 0; i < active.Length; i++)
        {
            active[i] = Exists(i, active, point);
            if (active[i])
            {
                settings.Add(new TrialSetting(Dimensions[i].Name, Dimensions[i].Range.At(point[i])));
            }
        }

        return settings.ToEquatableArray();
    }

    /// <summary>The point of settings; NaN in dimensions that do not exist there.</summary>
    /// <exception cref="ArgumentException">They are not of this space.</exception>
    internal double[] PointOf(EquatableArray<TrialSetting> settings)
    {
        var values = settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        var point = new double[Dimensions.Count];
        var active = new bool[point.Length];
        for (var i = 0; i < point.Length; i++)
        {
            active[i] = Exists(i, active, point);
            point[i] = double.NaN;
            if (active[i])
            {
                point[i] = values.Remove(Dimensions[i].Name, out var text)
                    ? Dimensions[i].Range.PlaceOf(text)
                    : throw new ArgumentException($"The settings lack '{Dimensions[i].Name}', which the space has.", nameof(settings));
            }
        }

        return values.Count == 0 ? point : throw new ArgumentException($"The settings have '{values.First().Key}', which the space has not.", nameof(settings));
    }

    /// <summary>Whether a dimension exists at a point.</summary>
    internal bool Exists(int dimension, ReadOnlySpan<double> point)
    {
        for (var at = Dimensions[dimension]; at.Parent >= 0; at = Dimensions[at.Parent])
        {
            if (Dimensions[at.Parent].Range.IndexAt(point[at.Parent]) != at.ParentValue)
            {
                return false;
            }
        }

        return true;
    }

    bool Exists(int dimension, bool[] active, ReadOnlySpan<double> point)
    {
        var (parent, value) = (Dimensions[dimension].Parent, Dimensions[dimension].ParentValue);
        return parent < 0 || (active[parent] && Dimensions[parent].Range.IndexAt(point[parent]) == value);
    }
}
