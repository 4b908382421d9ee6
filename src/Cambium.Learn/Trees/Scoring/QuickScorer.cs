namespace Cambium.Learn;

/// <summary>
/// Scores rows without walking trees. A tree of up to 32 leaves is a word of 32 bits, one a leaf from left to right; every question that a row answers with "right" clears the
/// leaves on its left, and the lowest bit that is left is the row's leaf. All questions of a tree are asked, but in a fixed order and for many rows, or of many trees
/// for one row, at a time, so that there is no jump to mispredict and no pointer to wait for.
/// </summary>
/// <remarks>
/// Numbers are compared as <see cref="float"/>, exactly as they would be as <see cref="double"/>: thresholds are numbers of that precision (a tree with another one is not taken), and
/// a value is rounded up, which does not move it across any of them. Source: C. Lucchese, F. M. Nardini, S. Orlando, R. Perego, N. Tonellotto, R. Venturini,
/// "QuickScorer: A Fast Algorithm to Rank Documents with Additive Ensembles of Regression Trees", 2015; "Exploiting CPU SIMD Extensions to Speed-up Document Scoring with Tree Ensembles", 2016.
/// </remarks>
sealed partial class QuickScorer
{
    /// <summary>The most leaves of a tree: the bits of a word.</summary>
    internal const int MostLeaves = 32;

    readonly int _outputs;
    readonly ScoreColumn[] _columns;
    readonly int[] _starts;         // of each tree among the questions on numbers, and the end
    readonly int[] _questionColumns;
    readonly float[] _thresholds;
    readonly uint[] _masks;         // what a row that goes right keeps
    readonly LevelQuestion[] _levelQuestions; // in the order of their trees
    readonly int[] _levelStarts;
    readonly uint[] _levelBits;
    readonly AlignedArray<double> _leaves; // 32 a tree, from left to right

    QuickScorer(int outputs, QuickScorerParts parts, uint[] levelBits)
    {
        _outputs = outputs;
        _columns = [.. parts.Columns];
        _starts = [.. parts.Starts];
        _questionColumns = [.. parts.QuestionColumns];
        _thresholds = [.. parts.Thresholds];
        _masks = [.. parts.Masks];
        _levelQuestions = [.. parts.LevelQuestions];
        _levelStarts = [.. parts.LevelStarts];
        _levelBits = levelBits;
        _leaves = new AlignedArray<double>(parts.Leaves);
        _asked = [.. parts.QuestionColumns.Select(place => parts.Columns[place].Feature).Distinct().Order()];
        _groups = new RowGroups(_starts, [.. parts.QuestionColumns.Select(place => unchecked((byte)Array.BinarySearch(_asked, parts.Columns[place].Feature)))], _thresholds, _masks);
    }

    int TreeCount => _starts.Length - 1;

    /// <summary>Makes the scorer of trees, or null where a tree has more leaves or a threshold more digits than it takes.</summary>
    /// <param name="nodes">The nodes of all trees, with the features themselves.</param>
    /// <param name="roots">The root of each tree, as children are.</param>
    /// <param name="leaves">The values of all leaves.</param>
    /// <param name="levelBits">The levels that go left, as nodes point to them.</param>
    /// <param name="outputs">The number of scores of a row.</param>
    internal static QuickScorer? TryMake(TreeNode[] nodes, int[] roots, double[] leaves, uint[] levelBits, int outputs)
    {
        var parts = new QuickScorerParts(roots.Length);
        foreach (var root in roots)
        {
            if (!parts.TryAdd(nodes, root, leaves))
            {
                return null;
            }
        }

        return new QuickScorer(outputs, parts, levelBits);
    }

    /// <summary>The least number of single precision that is not below a number; NaN for NaN.</summary>
    internal static float RoundUp(double value)
    {
        var near = (float)value;
        var bits = BitConverter.SingleToInt32Bits(near);

        // The next number up: one more in its bits where it is positive, one less where it is negative. Without a jump, which would be a toss.
        return BitConverter.Int32BitsToSingle(bits + (near < value ? 1 | (bits >> 31) : 0));
    }

    /// <summary>
    /// A value as a column's questions read it. Numbers end at <see cref="float.MaxValue"/>, infinite ones too, so that the infinities stand for missing values: below, or above, any
    /// threshold.
    /// </summary>
    static float Read(double value, in ScoreColumn column) => double.IsNaN(value)
        ? column.MissingLeft ? float.NegativeInfinity : float.PositiveInfinity
        : Math.Clamp(RoundUp(value), float.MinValue, float.MaxValue);

    /// <summary>Whether a category's question sends a row to the left.</summary>
    bool GoesLeft(in LevelQuestion question, float code)
    {
        if (!(code < float.PositiveInfinity))
        {
            return question.MissingLeft;
        }

        var level = (int)code;
        return (_levelBits[question.Levels + (level >> 5)] >> (level & 31) & 1) != 0;
    }
}
