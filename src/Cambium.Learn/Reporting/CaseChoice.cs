namespace Cambium.Learn;

/// <summary>Which single rows are told of: those that show most of how a model answers.</summary>
static class CaseChoice
{
    /// <summary>Rows and why they were chosen; each row once, the first of equals.</summary>
    /// <param name="judged">Truth and answers.</param>
    /// <param name="threshold">The model's own threshold of two classes; null: none.</param>
    internal static List<(int Row, string Why)> Of(JudgedRows judged, double? threshold) => judged switch
    {
        JudgedClasses classes => OfClasses(classes, threshold),
        JudgedNumbers numbers => OfNumbers(numbers),
        _ => [],
    };

    static List<(int Row, string Why)> OfClasses(JudgedClasses judged, double? threshold)
    {
        var sureness = Enumerable.Range(0, judged.Count).Select(row => judged.Probabilities[(row * judged.Classes) + judged.Called[row]]).ToArray();
        var margins = Enumerable.Range(0, judged.Count).Select(row => threshold is { } own ? Math.Abs(judged.Probabilities[(row * 2) + 1] - own) : Margin(judged, row)).ToArray();
        var chosen = new List<(int, string)>();
        Add(chosen, Rows(row => judged.Called[row] == judged.Truth[row]).OrderByDescending(row => sureness[row]), "the surest right answer");
        Add(chosen, Rows(row => judged.Called[row] != judged.Truth[row]).OrderByDescending(row => sureness[row]), "the surest wrong answer");
        Add(chosen, Rows(_ => true).OrderBy(row => margins[row]), "the closest call");
        Add(chosen, Middle(Rows(_ => true).OrderBy(row => margins[row])), "an ordinary answer");
        return chosen;

        IEnumerable<int> Rows(Func<int, bool> isMeant) => Enumerable.Range(0, judged.Count).Where(isMeant);
    }

    static List<(int Row, string Why)> OfNumbers(JudgedNumbers judged)
    {
        var rows = Enumerable.Range(0, judged.Count);
        var chosen = new List<(int, string)>();
        Add(chosen, rows.Where(row => judged.Predicted[row] > judged.Truth[row]).OrderByDescending(row => judged.Predicted[row] - judged.Truth[row]), "the answer that is most too high");
        Add(chosen, rows.Where(row => judged.Predicted[row] < judged.Truth[row]).OrderByDescending(row => judged.Truth[row] - judged.Predicted[row]), "the answer that is most too low");
        Add(chosen, Middle(rows.OrderBy(row => Math.Abs(judged.Predicted[row] - judged.Truth[row]))), "an ordinary answer");
        Add(chosen, rows.OrderByDescending(row => judged.Predicted[row]), "the highest answer");
        return chosen;
    }

    /// <summary>From the middle on, so that an ordinary one is found also where the middle one is told already.</summary>
    static IEnumerable<int> Middle(IEnumerable<int> ordered)
    {
        int[] rows = [.. ordered];
        return rows.Skip(rows.Length / 2);
    }

    static double Margin(JudgedClasses judged, int row)
    {
        var ofRow = judged.Probabilities.AsSpan(row * judged.Classes, judged.Classes).ToArray();
        Array.Sort(ofRow);
        return judged.Classes < 2 ? 1 : ofRow[^1] - ofRow[^2];
    }

    static void Add(List<(int Row, string Why)> chosen, IEnumerable<int> rows, string why)
    {
        foreach (var row in rows.Where(row => chosen.TrueForAll(other => other.Row != row)).Take(1))
        {
            chosen.Add((row, why));
        }
    }
}
