using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tries children of the trials that are best by several metrics at once: the genetic algorithm NSGA-II.</summary>
/// <remarks>
/// <para>
/// Each generation is drawn from the best so far: fronts that no other trial beats by all metrics, those with the most room around them first. Numbers are crossed by simulated binary crossover and changed by polynomial mutation; listed values are taken
/// from either parent, or drawn anew.
/// </para>
/// <para>Use it with two or three metrics and some hundred trials. A generation begins when the one before has ended.</para>
/// <para>Source: K. Deb, A. Pratap, S. Agarwal, T. Meyarivan, 2002; K. Deb, R. B. Agrawal, "Simulated Binary Crossover for Continuous Search Space", 1995.</para>
/// </remarks>
public sealed record Nsga2Sampler : Sampler
{
    /// <summary>Trials of a generation. Default 20. Range [4, 10,000].</summary>
    public int Population { get; init => field = Check.InRange(value, 4, 10_000); } = 20;

    /// <summary>How likely two parents are crossed rather than copied. Default 0.9. Range [0, 1].</summary>
    public double Crossover { get; init => field = Check.InRange(value, 0.0, 1); } = 0.9;

    /// <summary>How near children's numbers are to their parents'; more is nearer. Default 20. Range [1, 1,000].</summary>
    public double Spread { get; init => field = Check.InRange(value, 1.0, 1000); } = 20;

    internal override ISamplerRun Start(SpaceShape shape, long seed) => new Generations(this, shape, seed);

    sealed class Generations(Nsga2Sampler settings, SpaceShape shape, long seed) : ISamplerRun
    {
        readonly RandomStream _random = new(seed);
        int _generation;
        List<Observation> _parents = []; // the best first

        public int Needs(int draw, int trial) => draw / settings.Population * settings.Population;

        public double[] Draw(int draw, IReadOnlyList<Observation> known, IReadOnlyList<double[]> pending)
        {
            var random = _random.Fork(draw);
            for (; _generation < draw / settings.Population; _generation++)
            {
                _parents = Best([.. _parents, .. known.Skip(_generation * settings.Population).Take(settings.Population)]);
            }

            return _parents.Count == 0 ? RandomSampler.Point(shape.Dimensions.Count, random) : Child(Parent(random), Parent(random), random);
        }

        List<Observation> Best(List<Observation> trials)
        {
            var losses = trials.Select(trial => trial.Losses).ToArray();
            var best = new List<Observation>();
            foreach (var front in ParetoFronts.Of(losses))
            {
                var distances = ParetoFronts.Crowding(front, losses);
                var order = Enumerable.Range(0, front.Length).OrderByDescending(item => distances[item]).ThenBy(item => front[item]);
                best.AddRange(order.Take(settings.Population - best.Count).Select(item => trials[front[item]]));
            }

            return best;
        }

        /// <summary>The better of two drawn at random.</summary>
        double[] Parent(RandomStream random) => _parents[Math.Min(random.NextInt(_parents.Count), random.NextInt(_parents.Count))].Point;

        double[] Child(double[] mother, double[] father, RandomStream random)
        {
            var child = new double[mother.Length];
            var isCrossed = random.NextDouble() < settings.Crossover;
            for (var i = 0; i < child.Length; i++)
            {
                // Where a setting does not exist at one parent, the other has it; where at neither, any place does.
                var (one, other) = double.IsNaN(mother[i]) ? (father[i], father[i]) : (mother[i], double.IsNaN(father[i]) ? mother[i] : father[i]);
                var isChoice = shape.Dimensions[i].Range.Kind == SearchRangeKind.Choice;
                child[i] = double.IsNaN(one) ? random.NextDouble() : !isCrossed ? one : isChoice ? (random.NextDouble() < 0.5 ? one : other) : Crossed(one, other, random);
                if (random.NextDouble() * child.Length < 1)
                {
                    child[i] = isChoice ? random.NextDouble() : Mutated(child[i], random);
                }
            }

            return child;
        }

        double Crossed(double one, double other, RandomStream random)
        {
            if (random.NextDouble() < 0.5)
            {
                return one;
            }

            var draw = random.NextDouble();
            var spread = draw <= 0.5 ? Math.Pow(2 * draw, 1 / (settings.Spread + 1)) : Math.Pow(1 / (2 * (1 - draw)), 1 / (settings.Spread + 1));
            var sign = random.NextDouble() < 0.5 ? 1 : -1;
            return Math.Clamp(0.5 * (one + other + (sign * spread * (one - other))), 0, 1);
        }

        double Mutated(double place, RandomStream random)
        {
            var draw = random.NextDouble();
            var (power, root) = (settings.Spread + 1, 1 / (settings.Spread + 1));
            var change = draw < 0.5
                ? Math.Pow((2 * draw) + ((1 - (2 * draw)) * Math.Pow(1 - place, power)), root) - 1
                : 1 - Math.Pow((2 * (1 - draw)) + ((2 * draw - 1) * Math.Pow(place, power)), root);
            return Math.Clamp(place + change, 0, 1);
        }
    }
}
