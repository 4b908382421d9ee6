namespace Cambium.Learn.Tests;

/// <summary>What all SHAP values promise.</summary>
static class ShapSums
{
    /// <summary>Asserts that for every row and output the base value and the columns', and the features', values add up to the answer, to 1e-9 of their magnitudes.</summary>
    internal static void AssertAddUp(ShapValues shap)
    {
        Assert.Equal(shap.RowCount * shap.Outputs.Count * shap.Columns.Count, shap.Values.Count);
        Assert.Equal(shap.RowCount * shap.Outputs.Count * shap.Features.Count, shap.FeatureValues.Count);
        for (var i = 0; i < shap.RowCount * shap.Outputs.Count; i++)
        {
            var answer = shap.Answers[i];
            foreach (var (values, width) in new[] { (shap.Values, shap.Columns.Count), (shap.FeatureValues, shap.Features.Count) })
            {
                var (sum, size) = (shap.BaseValues[i % shap.Outputs.Count], Math.Abs(answer));
                foreach (var value in values.Span.Slice(i * width, width))
                {
                    sum += value;
                    size = Math.Max(size, Math.Abs(value));
                }

                Assert.True(Math.Abs(sum - answer) <= 1e-9 * size, $"they add up to {sum:R}, the answer is {answer:R}");
            }
        }
    }
}
