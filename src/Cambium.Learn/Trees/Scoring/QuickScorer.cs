using System.Runtime.CompilerServices;

namespace Cambium.Learn;

/// <summary>
/// Scores rows without walking trees. A tree of up to 256 leaves is as many bits, one a leaf from left to right; every question that a row answers with "right" clears the
/// leaves on its left, and the lowest bit that is left is the row's leaf. All questions of a tree are asked, but in a fixed order and for many rows, or of many trees
/// for one row, at a time, so that there is no jump to mispredict and no pointer to wait for.
/// </summary>
/// <remarks>
/// Numbers are compared by rank: how many of the thresholds of their column are below them, found once; ranks and a tree's leaves, eight at a time, are bytes, of which a vector holds 64.
/// The ranks are found in <see cref="float"/>, exactly as they would be in <see cref="double"/>: thresholds are numbers of that precision (a tree with another one is not taken), and
/// a value is rounded up, which does not move it across any of them. Source: C. Lucchese, F. M. Nardini, S. Orlando, R. Perego, N. Tonellotto, R. Venturini,
/// "QuickScorer: A Fast Algorithm to Rank Documents with Additive Ensembles of Regression Trees", 2015; "Exploiting CPU SIMD Extensions to Speed-up Document Scoring with Tree Ensembles", 2016.
/// </remarks>
sealed partial class QuickScorer
{
    /// <summary>The most leaves of a tree: a byte tells them apart.</summary>
    internal const int MostLeaves = 256;

    /// <summary>Leaves whose values four registers hold; up to here a tree's planes are so few that one row is scored without walking, too.</summary>
    internal const int FewLeaves = 32;

    readonly int _outputs;
    readonly ScoreColumn[] _columns;
    readonly ThresholdRanks _ranks;
    readonly int[] _starts;         // of each tree among the questions on numbers, and the end
    readonly int[] _questionColumns;
    readonly byte[] _questionRanks;
    readonly LeafRange[] _lost;     // by a row that goes right
    readonly PlaneQuestion[] _planeQuestions; // of the first eight leaves of a tree, of the next eight, ...
    readonly int[] _planeStarts;    // of each tree's planes, and the end
    readonly int[] _treePlanes;     // the first plane of each tree, and the end
    readonly LevelQuestion[] _levelQuestions; // in the order of their trees
    readonly int[] _levelStarts;
    readonly uint[] _levelBits;
    readonly AlignedArray<double> _leaves; // of a tree from left to right
    readonly int[] _leafStarts;

    QuickScorer(int outputs, QuickScorerParts parts, ThresholdRanks ranks, byte[] questionRanks, uint[] levelBits)
    {
        _outputs = outputs;
        _columns = [.. parts.Columns];
        _ranks = ranks;
        _starts = [.. parts.Starts];
        _questionColumns = [.. parts.QuestionColumns];
        _questionRanks = questionRanks;
        _lost = [.. parts.Lost];
        _levelQuestions = [.. parts.LevelQuestions];
        _levelStarts = [.. parts.LevelStarts];
        _levelBits = levelBits;
        _leaves = new AlignedArray<double>([.. parts.Leaves]);
        _leafStarts = [.. parts.LeafStarts];
        SuitsRows = parts.LeafCounts.All(count => count <= FewLeaves);
        (_planeQuestions, _planeStarts, _treePlanes) = Planes(parts.LeafCounts);
        _groups = SuitsRows ? new RowGroups(_starts, _questionColumns, questionRanks, _lost, _levelQuestions.Length > 0) : new RowGroups([0], [], [], [], false);
    }

    /// <summary>Whether one row at a time is scored, too.</summary>
    internal bool SuitsRows { get; }

    int TreeCount => _starts.Length - 1;

    /// <summary>Makes the scorer of trees, or null where a tree has more leaves, a threshold more digits or a column more thresholds than it takes.</summary>
    /// <param name="nodes">The nodes of all trees, with the features themselves.</param>
    /// <param name="roots">The root of each tree, as children are.</param>
    /// <param name="leaves">The values of all leaves.</param>
    /// <param name="levelBits">The levels that go left, as nodes point to them.</param>
    /// <param name="outputs">The number of scores of a row.</param>
    internal static QuickScorer? TryMake(TreeNode[] nodes, int[] roots, double[] leaves, uint[] levelBits, int outputs)
    {
        var parts = new QuickScorerParts();
        foreach (var root in roots)
        {
            if (!parts.TryAdd(nodes, root, leaves))
            {
                return null;
            }
        }

        var ranks = new byte[parts.Thresholds.Count];
        return parts.Columns.Count <= ushort.MaxValue && ThresholdRanks.TryMake(parts.Columns.Count, parts.QuestionColumns, parts.Thresholds, ranks) is { } found
            ? new QuickScorer(outputs, parts, found, ranks, levelBits)
            : null;
    }

    /// <summary>The questions once more for each eight leaves that they may clear: most clear few.</summary>
    (PlaneQuestion[] Questions, int[] Starts, int[] OfTrees) Planes(List<int> leafCounts)
    {
        var questions = new List<PlaneQuestion>();
        var (starts, ofTrees) = (new List<int> { 0 }, new List<int> { 0 });
        for (var tree = 0; tree < TreeCount; tree++)
        {
            var planes = new LeafRange(0, leafCounts[tree]).EndPlane;
            for (var plane = 0; plane < planes; plane++)
            {
                for (var i = _starts[tree]; i < _starts[tree + 1]; i++)
                {
                    if (plane >= _lost[i].FirstPlane && plane < _lost[i].EndPlane)
                    {
                        questions.Add(new PlaneQuestion((ushort)_questionColumns[i], _questionRanks[i], _lost[i].Bits(plane)));
                    }
                }

                starts.Add(questions.Count);
            }

            ofTrees.Add(starts.Count - 1);
        }

        return ([.. questions], [.. starts], [.. ofTrees]);
    }

    /// <summary>The least number of single precision that is not below a number; NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float RoundUp(double value)
    {
        var near = (float)value;
        var bits = BitConverter.SingleToInt32Bits(near);

        // The next number up: one more in its bits where it is positive, one less where it is negative. Without a jump, which would be a toss.
        return BitConverter.Int32BitsToSingle(bits + (near < value ? 1 | (bits >> 31) : 0));
    }

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
