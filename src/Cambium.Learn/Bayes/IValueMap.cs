namespace Cambium.Learn;

/// <summary>What a naive Bayes learner makes of a feature's number before it adds up.</summary>
interface IValueMap
{
    /// <summary>The number to add up.</summary>
    double Of(double value);
}
