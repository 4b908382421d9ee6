namespace Cambium.Learn;

/// <summary>How many directions are wanted and how they are found.</summary>
/// <param name="Count">k, at most min(n, p).</param>
/// <param name="Randomised">Whether from a random sketch.</param>
/// <param name="PowerIterations">Of a sketch.</param>
/// <param name="Oversampling">Directions that a sketch has beyond k.</param>
/// <param name="Seed">Of a sketch.</param>
sealed record AxesPlan(int Count, bool Randomised, int PowerIterations, int Oversampling, long Seed)
{
    // As scikit-learn has it: beyond this size the full decomposition is slow.
    const int FullUpTo = 500;

    /// <summary>The plan of a recipe for n rows and p columns.</summary>
    /// <param name="least">min(n, p).</param>
    /// <param name="wanted">Directions wanted; null: all.</param>
    /// <param name="solver">The recipe's choice.</param>
    /// <param name="powerIterations">The recipe's; null: 7 where a tenth or less is wanted, else 4.</param>
    /// <param name="oversampling">The recipe's.</param>
    /// <param name="seed">The recipe's.</param>
    internal static AxesPlan Of(int least, int? wanted, SvdSolver solver, int? powerIterations, int oversampling, long seed)
    {
        var count = Math.Min(wanted ?? least, least);
        var few = count < 0.1 * least;
        var randomised = solver == SvdSolver.Randomised || (solver == SvdSolver.Auto && few && least > FullUpTo);
        return new AxesPlan(count, randomised, powerIterations ?? (few ? 7 : 4), oversampling, seed);
    }

    /// <summary>Refuses more directions than there are.</summary>
    /// <exception cref="ArgumentException">There are fewer rows or columns.</exception>
    internal static void ThrowIfTooMany(int? wanted, int n, int p)
    {
        if (wanted > Math.Min(n, p))
        {
            throw new ArgumentException($"Components is {wanted}, but {n} rows of {p} columns have at most {Math.Min(n, p)}.", "Components");
        }
    }
}
