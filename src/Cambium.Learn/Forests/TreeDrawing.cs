using System.Globalization;
using System.Net;
using System.Text;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A tree as an SVG drawing that needs no other file: leaves side by side, each question in the middle above its two children.</summary>
sealed class TreeDrawing
{
    const double BoxWidth = 212;
    const double BoxHeight = 62;
    const double ColumnGap = 14;
    const double RowGap = 46;
    const double Margin = 16;
    const double TitleHeight = 26;
    const double BarHeight = 6;

    // More characters of 12 pixels would leave the box.
    const int MostLetters = 25;

    // Okabe, Ito, "Color Universal Design", 2008: told apart with any kind of colour vision.
    static readonly string[] Palette = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#666666"];

    readonly ExactTree _tree;
    readonly TreeWords _words;
    readonly int _maxDepth;
    readonly double[] _centers;
    readonly int[] _depths;
    readonly List<int> _shown = [];
    readonly StringBuilder _svg = new();

    TreeDrawing(ExactTree tree, TreeWords words, int maxDepth)
    {
        _tree = tree;
        _words = words;
        _maxDepth = maxDepth;
        _centers = new double[tree.Nodes.Count];
        _depths = new int[tree.Nodes.Count];
    }

    internal static string Of(ExactTree tree, IReadOnlyList<Feature> features, EquatableArray<string> classes, string target, int maxDepth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxDepth);
        return new TreeDrawing(tree, new TreeWords(tree, features, classes), maxDepth).Draw(target);
    }

    bool IsEnd(int node) => _tree.Nodes[node].IsLeaf || (_maxDepth > 0 && _depths[node] == _maxDepth);

    string Draw(string target)
    {
        var ends = Place();
        var width = Math.Max((2 * Margin) + (ends * (BoxWidth + ColumnGap)) - ColumnGap, (2 * Margin) + (2 * BoxWidth));
        var height = (2 * Margin) + TitleHeight + ((_shown.Max(node => _depths[node]) + 1) * (BoxHeight + RowGap)) - RowGap;
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"12\">\n");
        var title = $"{target}: {_tree.LeafCount} {(_tree.LeafCount == 1 ? "leaf" : "leaves")}, depth {_tree.Depth}, {_words.Rows(0)}";
        Add($"<title>{Escaped(title)}</title>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n");
        Add($"<text x=\"{Margin}\" y=\"{Margin + 12}\" font-size=\"14\" font-weight=\"600\" fill=\"#1f2328\">{Escaped(title)}</text>\n");
        foreach (var node in _shown.Where(node => !IsEnd(node)))
        {
            Edge(node, _tree.Nodes[node].Left, "yes", "end", -6);
            Edge(node, _tree.Nodes[node].Left + 1, "no", "start", 6);
        }

        foreach (var node in _shown)
        {
            Box(node);
        }

        return _svg.Append("</svg>\n").ToString();
    }

    /// <summary>Gives ends their columns from left to right, and questions the middle of their children; returns the number of ends.</summary>
    int Place()
    {
        var stack = new Stack<int>([0]);
        var ends = 0;
        while (stack.TryPop(out var node))
        {
            _shown.Add(node);
            if (IsEnd(node))
            {
                _centers[node] = Margin + (ends++ * (BoxWidth + ColumnGap)) + (BoxWidth / 2);
                continue;
            }

            var left = _tree.Nodes[node].Left;
            _depths[left] = _depths[left + 1] = _depths[node] + 1;
            stack.Push(left + 1);
            stack.Push(left);
        }

        for (var i = _shown.Count - 1; i >= 0; i--)
        {
            var left = _tree.Nodes[_shown[i]].Left;
            _centers[_shown[i]] = IsEnd(_shown[i]) ? _centers[_shown[i]] : (_centers[left] + _centers[left + 1]) / 2;
        }

        return ends;
    }

    double Top(int node) => Margin + TitleHeight + (_depths[node] * (BoxHeight + RowGap));

    void Edge(int parent, int child, string label, string anchor, double shift)
    {
        var (x1, y1, x2, y2) = (_centers[parent], Top(parent) + BoxHeight, _centers[child], Top(child));
        var middle = (y1 + y2) / 2;
        Add($"<path d=\"M{x1} {y1} C{x1} {middle} {x2} {middle} {x2} {y2}\" fill=\"none\" stroke=\"#8c959f\" stroke-width=\"1.2\"/>\n");
        Add($"<text x=\"{x2 + shift}\" y=\"{y2 - 6}\" text-anchor=\"{anchor}\" font-size=\"11\" fill=\"#57606a\">{label}</text>\n");
    }

    void Box(int node)
    {
        var (x, y) = (_centers[node] - (BoxWidth / 2), Top(node));
        var end = IsEnd(node);
        var full = end ? "" : _words.Condition(node, left: true);
        Add($"<g><title>{Escaped($"{(end ? "" : full + "? ")}{_words.Answer(node)}, {_words.Rows(node)}")}</title>");
        Add($"<rect x=\"{x}\" y=\"{y}\" width=\"{BoxWidth}\" height=\"{BoxHeight}\" rx=\"6\" fill=\"#ffffff\" stroke=\"{(end ? Colour(node) : "#8c959f")}\" stroke-width=\"{(end ? 1.8 : 1.2)}\"/>");
        Line(x, y + 17, end ? _words.Answer(node) : full, bold: true);
        Line(x, y + 33, end ? _words.Rows(node) : $"{_words.Answer(node)}", bold: false);
        Line(x, y + 48, end && !_tree.Nodes[node].IsLeaf ? $"{_words.ShareOfAll(node)} of all, more below" : end ? $"{_words.ShareOfAll(node)} of all" : _words.Rows(node), bold: false);
        Bar(node, x + 8, y + BoxHeight - BarHeight - 4);
        Add("</g>\n");
    }

    void Line(double x, double y, string text, bool bold)
    {
        var cut = Cut(text);
        Add($"<text x=\"{x + 8}\" y=\"{y}\"{(bold ? " font-weight=\"600\" fill=\"#1f2328\"" : " fill=\"#57606a\"")}>{Escaped(cut)}</text>");
    }

    /// <summary>Shortens what does not fit; of a question rather the name than the number.</summary>
    static string Cut(string text)
    {
        if (text.Length <= MostLetters)
        {
            return text;
        }

        var number = text.IndexOf(" <= ", StringComparison.Ordinal);
        var tail = number < 0 || text.Length - number > MostLetters - 4 ? "" : text[number..];
        return $"{text[..(MostLetters - 1 - tail.Length)]}…{tail}";
    }

    /// <summary>The classes' shares side by side, or how far up the answer is between the least and the greatest.</summary>
    void Bar(int node, double x, double y)
    {
        const double Width = BoxWidth - 16;
        if (!_words.Classifies)
        {
            Add($"<rect x=\"{x}\" y=\"{y}\" width=\"{Width}\" height=\"{BarHeight}\" fill=\"#eaeef2\"/><rect x=\"{x}\" y=\"{y}\" width=\"{Width * Height(node)}\" height=\"{BarHeight}\" fill=\"{Palette[0]}\"/>");
            return;
        }

        var shares = _tree.Value(node);
        for (var place = 0; place < shares.Length; place++)
        {
            if (shares[place] > 0)
            {
                Add($"<rect x=\"{x}\" y=\"{y}\" width=\"{Width * shares[place]}\" height=\"{BarHeight}\" fill=\"{Palette[place % Palette.Length]}\"/>");
                x += Width * shares[place];
            }
        }
    }

    string Colour(int node) => Palette[_words.Classifies ? _words.ClassOf(node) % Palette.Length : 0];

    double Height(int node)
    {
        var (least, most) = (_tree.Values.Min(), _tree.Values.Max());
        return most > least ? (_tree.Values[node] - least) / (most - least) : 1;
    }

    void Add(FormattableString text) => _svg.Append(text.ToString(CultureInfo.InvariantCulture));

    void Add(string text) => _svg.Append(text);

    static string Escaped(string text) => WebUtility.HtmlEncode(text);
}
