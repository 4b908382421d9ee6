namespace Cambium.Learn;

/// <summary>Which of a model's numbers to explain.</summary>
public enum ShapOutput
{
    /// <summary>What the model adds up: the margin where a link turns it into the answer, else the answer itself (the probabilities of a forest, the number of a regressor).</summary>
    Margin,

    /// <summary>What the model answers with: a classifier's probabilities, a regressor's number, an outlier detector's score.</summary>
    Answer,
}
