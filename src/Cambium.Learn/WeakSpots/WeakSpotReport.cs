using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Where a model does worst.</summary>
/// <param name="Rows">The rows judged.</param>
/// <param name="Loss">What the loss of a row is: "1 - probability of the truth" or "absolute error".</param>
/// <param name="MeanLoss">Its mean over all rows.</param>
/// <param name="Depth">The most conditions of the slices that were looked at.</param>
/// <param name="Tested">How many slices had rows enough and were tested.</param>
/// <param name="Significant">How many of them are worse than the rest, at the false discovery rate and by the least effect asked for; many say the same in other words.</param>
/// <param name="Slices">Those that are told, the surest first; each has rows of its own that those before it do not explain.</param>
public sealed record WeakSpotReport(int Rows, string Loss, double MeanLoss, int Depth, int Tested, int Significant, EquatableArray<WeakSpot> Slices)
{
    /// <summary>Whether errors are shares of rows called wrong; else roots of mean squared errors.</summary>
    public bool IsOfClasses { get; init; }

    /// <summary>What calibration is about: "probability of 'yes'", "probability of the called class" or "answer".</summary>
    public string Said { get; init; } = "answer";

    /// <summary>The error of all rows.</summary>
    public double Error { get; init; }

    /// <summary>The calibration of all rows: what is said more than is true.</summary>
    public double Calibration { get; init; }

    /// <summary>What was found, in plain words: a sentence on all slices, then one each.</summary>
    public EquatableArray<string> Sentences => WeakSpotSentences.Of(this).ToEquatableArray();

    /// <summary>The slices as a small table.</summary>
    public override string ToString() =>
        TextTable.Of([
            ["rows", $"{Rows}"],
            [$"mean {Loss}", TextTable.Number(MeanLoss)],
            [$"slices of up to {Depth} {(Depth == 1 ? "condition" : "conditions")}", $"{Tested}"],
            ["worse than the rest", $"{Significant}"],
        ]) +
        (Slices.Count == 0 ? "" : TextTable.Of([
            ["slice", "rows", "loss", "rest", "effect", "q", "error", "calibration"],
            .. Slices.Select(slice => (string[])
            [
                slice.ToString(), $"{slice.Rows}", TextTable.Number(slice.Loss), TextTable.Number(slice.RestLoss), TextTable.Number(slice.Effect),
                slice.QValue.ToString("G2", CultureInfo.InvariantCulture), TextTable.Number(slice.Error), TextTable.Number(slice.Calibration),
            ]),
        ]));
}
