using System.Globalization;
using System.Text;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <content>Draws the tree.</content>
public sealed partial class Dendrogram
{
    const int MostDrawn = 2000;
    const int LeafStep = 18;
    const int TreeWidth = 640;
    const int Margin = 12;
    const int NameWidth = 96;

    /// <summary>Draws the tree as SVG: height to the left, one line a cluster, the last merges only.</summary>
    /// <param name="clusters">How many clusters to start from, at most. Default 30. Range [2, 2,000].</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="clusters"/> is out of its range.</exception>
    public string ToSvg(int clusters = 30)
    {
        Check.InRange(clusters, 2, MostDrawn, nameof(clusters));
        var firstShown = FirstShown(clusters);
        var places = Places(firstShown, out var leaves);
        var highest = Merges.Count == 0 ? 0 : Merges[^1].Height;
        var (width, height) = (TreeWidth + NameWidth + (2 * Margin), (leaves.Count * LeafStep) + (3 * Margin));
        var svg = new StringBuilder();
        var culture = CultureInfo.InvariantCulture;
        svg.Append(culture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"11\">\n");
        svg.Append(culture, $"<title>Dendrogram of {RowCount} rows, heights up to {highest:G4}</title>\n<g fill=\"none\" stroke=\"currentColor\">\n");
        for (var node = firstShown; node <= Root; node++)
        {
            var merge = Merges[node - RowCount];
            var x = X(merge.Height);
            svg.Append(culture, $"<path d=\"M{From(merge.First):0.#} {places[merge.First]:0.#}H{x:0.#}V{places[merge.Second]:0.#}H{From(merge.Second):0.#}\">");
            svg.Append(culture, $"<title>height {merge.Height:G4}: {merge.Size} rows</title></path>\n");
        }

        svg.Append("</g>\n<g fill=\"currentColor\">\n");
        foreach (var leaf in leaves)
        {
            svg.Append(culture, $"<text x=\"{From(leaf) + 6:0.#}\" y=\"{places[leaf] + 4:0.#}\">{Name(leaf)}</text>\n");
        }

        svg.Append(culture, $"<text x=\"{Margin}\" y=\"{height - 4}\">{highest:G4}</text><text x=\"{X(0):0.#}\" y=\"{height - 4}\" text-anchor=\"end\">0</text>\n</g>\n</svg>\n");
        return svg.ToString();

        double From(int node) => X(node < RowCount ? 0 : Merges[node - RowCount].Height);

        double X(double at) => Margin + (TreeWidth * (highest == 0 ? 1 : 1 - (at / highest)));
    }

    // Leaves stand one below the other in the order of the tree, a merge in the middle of its two parts.
    Dictionary<int, double> Places(int firstShown, out List<int> leaves)
    {
        leaves = [];
        var places = new Dictionary<int, double>();
        var pending = new Stack<int>([Root]);
        while (pending.TryPop(out var node))
        {
            if (node < firstShown)
            {
                places[node] = Margin + (leaves.Count * LeafStep) + (LeafStep / 2.0);
                leaves.Add(node);
                continue;
            }

            pending.Push(Merges[node - RowCount].Second);
            pending.Push(Merges[node - RowCount].First);
        }

        for (var node = firstShown; node <= Root; node++)
        {
            places[node] = (places[Merges[node - RowCount].First] + places[Merges[node - RowCount].Second]) / 2;
        }

        return places;
    }
}
