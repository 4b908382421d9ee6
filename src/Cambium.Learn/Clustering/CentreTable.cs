using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Prints centres and reads saved ones.</summary>
static class CentreTable
{
    /// <summary>A line of names and one a cluster.</summary>
    internal static string Format(Schema input, ReadOnlySpan<double> centres)
    {
        var p = input.Fields.Count;
        var lines = new List<string[]> { (string[])["cluster", .. input.Fields.Select(field => field.Name)] };
        for (var at = 0; at < centres.Length; at += p)
        {
            var numbers = centres.Slice(at, p).ToArray();
            lines.Add([$"{at / p}", .. numbers.Select(number => number.ToString("G6", CultureInfo.InvariantCulture))]);
        }

        var widths = Enumerable.Range(0, p + 1).Select(column => lines.Max(line => line[column].Length)).ToArray();
        return string.Join('\n', lines.Select(line => "  " + string.Join("  ", line.Select((cell, column) => cell.PadLeft(widths[column])))));
    }

    /// <summary>Reads at least one centre of p finite numbers.</summary>
    /// <exception cref="ModelFormatException">They are not there, not whole centres, or not finite.</exception>
    internal static double[] Read(ModelReader reader, string name, int p)
    {
        var length = reader.Array<double>(name).Length;
        return p > 0 && length > 0 && length % p == 0
            ? reader.Finite(name, length)
            : throw new ModelFormatException(
                $"weights.safetensors: '{name}' has {length} items, expected a multiple of the {p} features. The file is damaged; save the model again.");
    }
}
