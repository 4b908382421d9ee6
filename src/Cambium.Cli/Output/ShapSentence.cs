using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>SHAP values in a sentence.</summary>
static class ShapSentence
{
    const int MostValue = 40;

    /// <summary>What the model says of a row, and which columns moved it most either way.</summary>
    internal static string Of(string target, RowAnswer answer, ExplainedRows row)
    {
        var contributions = WaterfallLine.Of(row, row.Count).Select(line => new Contribution(line.Column, Plain.Cut(Plain.Clean(line.Value), MostValue), line.Change)).ToArray();
        return $"{CaseSentence.Says(target, answer.Label, answer.Class, answer.Value, answer.Truth)} {CaseSentence.Movers(contributions, answer.Class)}";
    }

    /// <summary>How the base value and the values make the answer.</summary>
    internal static string Sum(ExplainedRows row)
    {
        var output = row.Output ?? 0;
        return $"{row.Values.Outputs[output]}: {Figure.Score(row.Values.BaseValues[output])} without any column, {Figure.Score(row.Values.Answers[output])} for this row";
    }
}
