using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The course of a conformal fit: learners for each part on the rows outside of it, and scores of the rows within.</summary>
sealed class Calibration
{
    readonly int[] _ownCells;
    readonly int[] _partOf;
    readonly double[] _weights;
    readonly CalibrationSettings _settings;
    int _fits;

    /// <summary>Makes sure that there are rows enough, before anything is fitted.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="ownCells">The cell of each row.</param>
    /// <param name="partOf">The part in which each row calibrates.</param>
    /// <param name="weights">The weight of each row; empty where every row counts 1.</param>
    /// <param name="settings">The coverage.</param>
    /// <exception cref="TableException">A cell has too few rows.</exception>
    internal Calibration(CalibrationCells cells, int[] ownCells, int[] partOf, double[] weights, CalibrationSettings settings)
    {
        (_ownCells, _partOf, _weights, _settings) = (ownCells, partOf, weights, settings);
        var counts = new int[cells.Count];
        for (var row = 0; row < partOf.Length; row++)
        {
            if (partOf[row] >= 0 && (weights.Length == 0 || weights[row] > 0))
            {
                counts[ownCells[row]]++;
            }
        }

        if (cells.IsPooled)
        {
            counts[^1] = counts.Sum();
        }

        Cells = cells.Checked(counts, settings);
    }

    /// <summary>The cells, with those marked that go by all rows.</summary>
    internal CalibrationCells Cells { get; }

    /// <summary>Fits each part's learners.</summary>
    /// <param name="train">All rows.</param>
    /// <param name="options">How to fit.</param>
    /// <param name="hasModel">Whether one more model will be fitted, on all rows.</param>
    /// <param name="fit">Fits on a table and scores the rows of the given positions.</param>
    internal TPart[] FitParts<TPart>(Table train, FitOptions options, bool hasModel, Func<int, Table, int[], FitOptions, TPart> fit)
    {
        var parts = new TPart[_partOf.Max() + 1];
        _fits = parts.Length + (hasModel ? 1 : 0);
        for (var part = 0; part < parts.Length; part++)
        {
            options.Progress?.Report(new FitProgress("models", part, _fits));
            var rows = Enumerable.Range(0, _partOf.Length).ToLookup(row => _partOf[row] == part);
            parts[part] = fit(part, train.Take([.. rows[false]]), [.. rows[true]], Parts.For(options, $"part {part + 1}"));
        }

        options.Progress?.Report(new FitProgress("models", parts.Length, _fits));
        return parts;
    }

    /// <summary>Tells that the last model is fitted.</summary>
    internal void ReportEnd(FitOptions options) => options.Progress?.Report(new FitProgress("models", _fits, _fits));

    /// <summary>The scores of the rows, in parts and cells.</summary>
    internal CalibrationScores Sorted(double[] scores)
    {
        var all = new int[_partOf.Length];
        Array.Fill(all, Cells.Count - 1);
        return CalibrationScores.Of(scores, _partOf, Cells.IsPooled ? [_ownCells, all] : [_ownCells], Cells.Count, _weights, _settings);
    }
}
