using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Intervals around an answer, as wide everywhere.</summary>
sealed class ResidualPart(RegressorModel model) : IntervalPart
{
    internal RegressorModel Model => model;

    internal override IntervalEnds Answer(Table rows)
    {
        var answers = model.PredictValues(rows);
        var ones = new double[answers.Length];
        Array.Fill(ones, 1);
        return new IntervalEnds(answers, answers, ones);
    }

    internal override void Write(ModelWriter writer) => Parts.Write(model, writer, "base");
}
