namespace Cambium.Learn;

/// <summary>A classifier's answers.</summary>
/// <param name="Truth">The place of the class of each row.</param>
/// <param name="Called">The place of the class that each row is called.</param>
/// <param name="Probabilities">n × k, row-major.</param>
/// <param name="Classes">k.</param>
sealed record JudgedClasses(int[] Truth, int[] Called, double[] Probabilities, int Classes) : JudgedRows
{
    internal override int Count => Truth.Length;

    internal override string Answerers => "classifiers";

    internal override JudgedClasses Take(int[] rows)
    {
        var probabilities = new double[rows.Length * Classes];
        for (var i = 0; i < rows.Length; i++)
        {
            Probabilities.AsSpan(rows[i] * Classes, Classes).CopyTo(probabilities.AsSpan(i * Classes));
        }

        return new JudgedClasses(Array.ConvertAll(rows, row => Truth[row]), Array.ConvertAll(rows, row => Called[row]), probabilities, Classes);
    }
}
