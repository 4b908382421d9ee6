using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tries settings that are likelier among the good trials than among the others: tree-structured Parzen estimators over all settings at once.</summary>
/// <remarks>
/// <para>
/// Known trials are parted into the best share and the rest, and each part's density is estimated by kernels over all settings together, so that settings which only do well together are found. Of candidates drawn
/// from the density of the good l, the one with the greatest l / g is tried. Trials under way count among the rest, so that they are not tried twice. Settings that do not exist at a trial say nothing about them.
/// </para>
/// <para>Use it where a trial costs seconds or more. Time of a draw: candidates × trials × settings. With resources it learns from the greatest with enough trials.</para>
/// <para>Source: J. Bergstra et al., "Algorithms for Hyper-Parameter Optimization", 2011; kernels as in S. Falkner et al., "BOHB", 2018.</para>
/// </remarks>
public sealed record TpeSampler : Sampler
{
    /// <summary>The most trials that count as good: a sharper model of them is not worth a slower one.</summary>
    const int MostGood = 25;

    /// <summary>Trials drawn evenly over the space before anything is learned. Default 10. Range [2, 10,000].</summary>
    public int Startup { get; init => field = Check.InRange(value, 2, 10_000); } = 10;

    /// <summary>Candidates of which the most promising is tried. Default 32. Range [1, 10,000].</summary>
    public int Candidates { get; init => field = Check.InRange(value, 1, 10_000); } = 32;

    /// <summary>The share of trials that count as good. Default 0.15. Range [0.01, 0.5].</summary>
    public double GoodShare { get; init => field = Check.InRange(value, 0.01, 0.5); } = 0.15;

    /// <summary>The most trials under way at once; a trial is drawn knowing all that began so many before it. Default 4. Range [1, 1,000]. More workers than this stay idle.</summary>
    public int Ahead { get; init => field = Check.InRange(value, 1, 1000); } = 4;

    internal override ISamplerRun Start(SpaceShape shape, long seed) => new Drawn(this, shape, seed);

    /// <summary>The trials to learn from: those with the greatest resource that enough have; else those with what most have.</summary>
    static List<Observation> AtOneResource(IReadOnlyList<Observation> known, int enough)
    {
        var groups = known.GroupBy(trial => trial.Resource).OrderByDescending(group => group.Key).ToArray();
        return [.. groups.FirstOrDefault(group => group.Count() >= enough) ?? groups.MaxBy(group => group.Count()) ?? Enumerable.Empty<Observation>()];
    }

    sealed class Drawn(TpeSampler settings, SpaceShape shape, long seed) : ISamplerRun
    {
        readonly RandomStream _random = new(seed);
        readonly HashSet<EquatableArray<TrialSetting>> _drawn = [];
        readonly SobolSequence _startup = new(Math.Min(shape.Dimensions.Count, SobolDirections.MaxDimensions), seed);

        public int Needs(int draw, int trial) => draw < settings.Startup ? 0 : Math.Max(0, trial - settings.Ahead + 1);

        public double[] Draw(int draw, IReadOnlyList<Observation> known, IReadOnlyList<double[]> pending)
        {
            var random = _random.Fork(draw);
            var point = RandomSampler.Point(shape.Dimensions.Count, random);
            if (draw < settings.Startup)
            {
                _startup.Point(draw).CopyTo(point.AsSpan());
            }
            else if (AtOneResource(known, settings.Startup) is { Count: > 1 } trials)
            {
                point = Promising(trials, pending, random) ?? point;
            }

            _drawn.Add(shape.SettingsAt(point));
            return point;
        }

        /// <summary>The best candidate that was not drawn before; null where all were.</summary>
        double[]? Promising(List<Observation> trials, IReadOnlyList<double[]> pending, RandomStream random)
        {
            trials.Sort(Observation.BestFirst);
            var count = Math.Clamp((int)Math.Ceiling(settings.GoodShare * trials.Count), 1, MostGood);
            var good = new TpeDensity(shape, [.. trials.Take(count).Select(trial => trial.Point)]);
            var rest = new TpeDensity(shape, [.. trials.Skip(count).Select(trial => trial.Point), .. pending]);
            return Enumerable.Range(0, settings.Candidates)
                .Select(_ => good.Draw(random))
                .Select(point => (Point: point, Gain: good.LogOf(point) - rest.LogOf(point)))
                .ToArray()
                .OrderByDescending(candidate => candidate.Gain)
                .FirstOrDefault(candidate => !_drawn.Contains(shape.SettingsAt(candidate.Point))).Point;
        }
    }
}
