using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Says which settings a search tries next. What it draws depends on the seed and the results known alone, never on the number of workers.</summary>
public abstract record Sampler
{
    static readonly (string Name, Func<Sampler> Make)[] Known =
    [
        ("grid", () => new GridSampler()),
        ("random", () => new RandomSampler()),
        ("sobol", () => new SobolSampler()),
        ("tpe", () => new TpeSampler()),
        ("nsga-2", () => new Nsga2Sampler()),
    ];

    private protected Sampler()
    {
    }

    /// <summary>The names that <see cref="Parse"/> takes: grid, random, sobol, tpe, nsga-2.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Select(known => known.Name)];

    /// <summary>A sampler by its name, with its default settings.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those there are.</exception>
    public static Sampler Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Array.Find(Known, known => known.Name == name).Make?.Invoke()
            ?? throw new ArgumentException($"There is no sampler '{name}'.{NearestName.Suggestion(name, Names)} The samplers are: {string.Join(", ", Names)}.", nameof(name));
    }

    /// <summary>Begins to draw from a space.</summary>
    /// <exception cref="ArgumentException">The space is too large for it.</exception>
    internal abstract ISamplerRun Start(SpaceShape shape, long seed);
}
