using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>The rows of a class and, for each, its nearest within the class.</summary>
sealed class ClassCompany
{
    readonly int[] _own;
    readonly int[] _neighbours;
    readonly int _k;

    ClassCompany(int[] own, int[] neighbours, int k)
    {
        _own = own;
        _neighbours = neighbours;
        _k = k;
    }

    /// <summary>The rows of the class.</summary>
    internal int Count => _own.Length;

    /// <summary>Finds the nearest of each row of a class.</summary>
    /// <exception cref="TableException">The class has one row, which has no neighbour.</exception>
    internal static ClassCompany Of(SyntheticSpace space, ClassRows classes, int code, int neighbours, Transform step, FitOptions options)
    {
        var own = classes.Rows[code];
        if (own.Length < 2)
        {
            throw new TableException(
                $"{step.GetType().Name} cannot add rows to class '{classes.Classes[code]}': it has one row, and new rows lie between two. " +
                $"Use {nameof(RandomOversample)} or {nameof(WeightClasses)}, or join the class with another.");
        }

        var k = Math.Min(neighbours, own.Length - 1);
        var nearest = space.Nearest(own, k, space.CategoryStep(own), options);
        return new ClassCompany(own, Array.ConvertAll(nearest, place => own[place]), k);
    }

    /// <summary>A new row that starts from a row of the class.</summary>
    internal SyntheticRow Draw(int place, RandomStream random)
    {
        var voters = _neighbours.AsMemory(place * _k, _k);
        return new SyntheticRow(_own[place], voters.Span[random.NextInt(_k)], random.NextDouble(), voters);
    }
}
