namespace Cambium.Learn;

/// <summary>How the scores that trees add up become a number of the answer.</summary>
enum AnswerLink
{
    Identity,
    Exponential,
    Logistic,
    LogOdds,
    Softmax,
    SoftmaxLogOdds,
}
