using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Adds the products of number columns up to a degree: of a and b, at degree 2, "a^2", "a b" and "b^2".</summary>
/// <remarks>
/// <para>A product with a missing factor is missing. Nothing is learned but which columns there are.</para>
/// <para>Time and memory O(n × products); p columns make p (p + 3) / 2 − p products at degree 2. Use it before linear models on few columns that are on one scale; trees find such things by themselves.</para>
/// <para>Source: J. D. Gergonne, "The application of the method of least squares to the interpolation of sequences", 1815.</para>
/// </remarks>
public sealed record Polynomial : Transform
{
    /// <summary>The columns to multiply. Default none, which means all numbers.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>Most factors of a product. Default 2. Range [2, 10].</summary>
    public int Degree { get; init => field = Check.InRange(value, 2, 10); } = 2;

    /// <summary>Whether each factor of a product must be another column, so that there are no powers. Default false.</summary>
    public bool InteractionsOnly { get; init; }

    /// <summary>Most columns that may be made; more are refused, because they would fill the memory. Default 10,000. Range [1, 1,000,000].</summary>
    public int MaxColumns { get; init => field = Check.InRange(value, 1, 1_000_000); } = MadeColumns.UsualLimit;

    /// <inheritdoc/>
    public override PolynomialModel Fit(Table features, FitOptions options = default)
    {
        var fields = MadeColumns.Numbers(features, Columns);
        MadeColumns.ThrowIfMore(Count(fields.Count), MaxColumns, nameof(Polynomial));
        var model = new PolynomialModel(this, fields);
        StepColumns.ThrowIfTaken(features, model.Names, new HashSet<string>());
        return model;
    }

    /// <summary>The products of a number of columns: the places of their factors, by degree, then in order.</summary>
    internal IEnumerable<int[]> Products(int columns)
    {
        IEnumerable<int[]> products = Enumerable.Range(0, columns).Select(place => new[] { place });
        var only = InteractionsOnly ? 1 : 0;
        for (var degree = 2; degree <= Degree; degree++)
        {
            var longer = products.SelectMany(product => Enumerable.Range(product[^1] + only, Math.Max(0, columns - product[^1] - only)).Select(place => (int[])[.. product, place])).ToArray();
            foreach (var product in longer)
            {
                yield return product;
            }

            products = longer;
        }
    }

    /// <summary>How many products there are; at least int.MaxValue where there are more than that.</summary>
    internal long Count(int columns)
    {
        var (total, choices) = (0L, (double)columns);
        for (var degree = 2; degree <= Degree; degree++)
        {
            choices *= (InteractionsOnly ? columns - degree + 1 : columns + degree - 1) / (double)degree;
            total += (long)Math.Min(Math.Round(Math.Max(0, choices)), int.MaxValue);
        }

        return total;
    }
}
