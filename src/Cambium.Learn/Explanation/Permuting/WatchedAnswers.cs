using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A score of a model's answers to rows, which stand for given ones in their order.</summary>
/// <param name="Name">Its name.</param>
/// <param name="HigherIsBetter">Whether a larger one is a better one.</param>
/// <param name="Ask">The answers: a number a row, or the probabilities, n × k.</param>
/// <param name="Score">The score of such answers.</param>
sealed record WatchedAnswers(string Name, bool HigherIsBetter, Func<Table, double[]> Ask, Func<double[], double> Score);
